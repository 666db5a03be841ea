import { z } from 'zod';
import { translatedLanguages } from '#core/authoring/index.ts';
import type { Json, WordPair } from '#core/authoring/index.ts';

const Show = z.enum(['missing', 'stale', 'unreviewed', 'all']).catch('all');

/** Which language and which texts an address asks for; null where the draft is in one language only. */
export function asked(document: Json, url: URL) {
	const languages = translatedLanguages(document);
	const named = url.searchParams.get('language');
	const language = languages.find((code) => code === named) ?? languages[0] ?? null;
	return { languages, language, show: Show.parse(url.searchParams.get('show')) };
}

const Seen = z
	.string()
	.max(50_000)
	.transform((json, context): unknown => {
		try {
			return JSON.parse(json);
		} catch {
			context.addIssue('no JSON');
			return z.NEVER;
		}
	})
	.pipe(z.tuple([z.string(), z.string().nullable(), z.string().nullable()]))
	.transform(([place, source, target]): WordPair => ({ place, source, target }));

/** The texts that a reviewer has seen, all that the form holds or the one whose button was pressed. */
export function seenTexts(form: FormData): WordPair[] {
	const only = form.get('only');
	const seen = form.getAll('seen').flatMap((json) => Seen.safeParse(json).data ?? []);
	return only === null ? seen : seen.filter(({ place }) => place === only);
}
