import { createHash } from 'node:crypto';
import {
	firstLanguage,
	isFinished,
	Json,
	progressOf,
	translatedLanguages,
	translationsIn,
	translationState,
	valueAt,
	wordPairs,
} from '#core/authoring/index.ts';
import type { Edit, KnownTranslation, TranslationState, WordPair } from '#core/authoring/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Draft, DraftChange, TranslationMark } from '../../storage/index.ts';
import { findInstrument, listChanges, listTranslationMarks, putTranslationMarks } from '../../storage/index.ts';

/** A text with how far its translation is. */
export interface JudgedText extends WordPair {
	readonly state: TranslationState;
	readonly reviewedBy: string | null;
	/** What the source said when a stale translation was made, where that is still known. */
	readonly sourceWas: string | null;
}

/**
 * Every text of a draft beside its translation. What is known of the words comes from the marks that were made in this
 * draft, and else from the version that it was made from, whose complete translations have been reviewed.
 */
export async function translationOf(site: Site, args: { draft: Draft; language: string }): Promise<JudgedText[]> {
	const { draft, language } = args;
	demand(site, 'see', draft.survey);
	const marks = await listTranslationMarks(site.storage.reader, { draft: draft.id, language });
	const byText = new Map(marks.map((mark) => [mark.text, mark]));
	const base = await baseOf(site, args);
	const first = firstLanguage(draft.document);
	let changes: readonly DraftChange[] | undefined;
	const judged: JudgedText[] = [];
	for (const pair of wordPairs(draft.document, language)) {
		const mark = byText.get(pair.place);
		const isMarked = mark !== undefined && mark.words === pair.target;
		const before = base.texts.get(pair.place);
		const known = isMarked ? knownByMark(mark, pair) : knownByBase(before, pair, base.isReviewed);
		const state = translationState(pair, known);
		let sourceWas: string | null = null;
		if (state === 'stale' && isMarked) {
			changes ??= await listChanges(site.storage.reader, { id: draft.id, after: 0 });
			sourceWas = wordsWithHash(changes, `${pair.place}/${first}`, mark.source);
		} else if (state === 'stale') sourceWas = before?.source ?? null;
		judged.push({ ...pair, state, reviewedBy: isMarked ? mark.reviewedBy : null, sourceWas });
	}
	return judged;
}

/** Keeps with every translation that edits have just written which words of the source it was made from. */
export async function keepTranslations(site: Site, args: { draft: Draft; edits: readonly Edit[] }): Promise<void> {
	const marks = translationsIn(args.draft.document, args.edits).map((pair) => markOf(pair.language, pair, null));
	if (marks.length > 0) await putTranslationMarks(site.storage.writer, { draft: args.draft.id, marks });
}

/** The mark of a text as it stands; `reviewed` says who found it right, and when. */
export function markOf(
	language: string,
	{ place, source, target }: WordPair,
	reviewed: { readonly by: string; readonly on: string } | null,
): TranslationMark {
	return {
		...{ language, text: place, source: sha256(source ?? ''), words: target ?? '' },
		...{ reviewedBy: reviewed?.by ?? null, reviewedOn: reviewed?.on ?? null },
	};
}

/** What keeps a draft from being fielded: languages that are said to be complete and are not. */
export async function translationErrors(
	site: Site,
	args: { draft: Draft },
): Promise<{ place: string; message: string }[]> {
	const { document } = args.draft;
	const complete = translatedLanguages(document).filter(
		(language) => valueAt(document, `languages/#${language}/status`) === 'complete',
	);
	const errors: { place: string; message: string }[] = [];
	for (const language of complete) {
		const progress = progressOf((await translationOf(site, { ...args, language })).map(({ state }) => state));
		if (isFinished(progress)) continue;
		const { missing, stale, unreviewed } = progress;
		const lacks = `${missing} texts are missing, ${stale} are out of date and ${unreviewed} nobody has reviewed`;
		const message = `It is called complete, but ${lacks}. Finish it on the page Translation, or make it a draft.`;
		errors.push({ place: `language "${language}"`, message });
	}
	return errors;
}

interface Base {
	readonly texts: ReadonlyMap<string, WordPair>;
	readonly isReviewed: boolean;
}

/** The translation of the version that a draft was made from. */
async function baseOf(site: Site, { draft, language }: { draft: Draft; language: string }): Promise<Base> {
	const { survey, basedOn: version, document } = draft;
	const base = version === null ? undefined : await findInstrument(site.storage.reader, { survey, version });
	if (base === undefined) return { texts: new Map(), isReviewed: false };
	const pairs = wordPairs(Json.parse(JSON.parse(JSON.stringify(base))), language, firstLanguage(document));
	return {
		texts: new Map(pairs.map((pair) => [pair.place, pair])),
		isReviewed: base.languages.some(({ code, status }) => code === language && status === 'complete'),
	};
}

function knownByMark(mark: TranslationMark, { source }: WordPair): KnownTranslation {
	return { isOfTarget: true, isOfSource: mark.source === sha256(source ?? ''), reviewed: mark.reviewedBy !== null };
}

function knownByBase(before: WordPair | undefined, now: WordPair, reviewed: boolean): KnownTranslation | undefined {
	if (before?.target !== now.target) return undefined;
	return { isOfTarget: true, isOfSource: before.source === now.source, reviewed };
}

/** The words with a hash among all that ever stood at a place of a draft. */
function wordsWithHash(changes: readonly DraftChange[], place: string, hash: string): string | null {
	for (const edit of changes.flatMap(({ edits, undo }) => [...edits, ...undo])) {
		if (edit.kind !== 'set' || edit.place !== place) continue;
		const found = [edit.value, edit.was].find((words) => typeof words === 'string' && sha256(words) === hash);
		if (typeof found === 'string') return found;
	}
	return null;
}

function sha256(words: string): string {
	return createHash('sha256').update(words).digest('hex');
}
