import type { Edit, Json } from '#core/authoring/index.ts';
import { isList, isObject } from '#core/authoring/index.ts';
import type { Site } from '../../site.ts';
import { listEditsBy } from '../../storage/drafts.ts';

/**
 * The words in a language that somebody has put into a draft, wherever: typed alone, or within a question that they added.
 * Nobody reviews their own words. What only takes a change back is not theirs.
 */
export async function ownWords(
	site: Site,
	{ draft, by, language }: { draft: string; by: string; language: string },
): Promise<ReadonlySet<string>> {
	const edits = await listEditsBy(site.storage.reader, { draft, by });
	return new Set(edits.flatMap((edit) => wordsIn(edit, language)));
}

function wordsIn(edit: Edit, language: string): string[] {
	switch (edit.kind) {
		case 'set':
			if (edit.value === undefined) return [];
			return typeof edit.value === 'string' && edit.place.endsWith(`/${language}`)
				? [edit.value]
				: wordsWithin(edit.value, language);
		case 'insert':
			return wordsWithin(edit.value, language);
		case 'remove':
		case 'move':
		case 'rename':
			return [];
	}
}

function wordsWithin(value: Json, language: string): string[] {
	if (isList(value)) return value.flatMap((member) => wordsWithin(member, language));
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([name, member]) =>
		name === language && typeof member === 'string' ? [member] : wordsWithin(member, language),
	);
}
