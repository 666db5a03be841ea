import type { Edit } from './edit.ts';
import type { Json } from './json.ts';
import type { Place } from './place.ts';
import { valueAt } from './place.ts';
import { firstLanguage, objectsAt } from './reading.ts';
import { textsIn } from './texts.ts';

/** A text in the language that is written first and in the one that it is put into; null where there are no words. */
export interface WordPair {
	readonly place: Place;
	readonly source: string | null;
	readonly target: string | null;
}

/**
 * How far a text is. *stale*: the source has changed since the translation was made. *unreviewed*: nobody who speaks the
 * language has looked at these very words.
 */
export type TranslationState = 'missing' | 'stale' | 'unreviewed' | 'reviewed';

/** What is known of a translation: what its source said, and whether it was found right. Of other words it says nothing. */
export interface KnownTranslation {
	/** Whether the words that are there are those that were translated or checked. */
	readonly isOfTarget: boolean;
	readonly isOfSource: boolean;
	readonly reviewed: boolean;
}

/** The texts of a draft that have words in `first`, its first language, or in `language`, in their order. */
export function wordPairs(document: Json, language: string, first = firstLanguage(document)): WordPair[] {
	return textsIn(document).flatMap(({ place, words }) => {
		const [source, target] = [words[first] ?? null, words[language] ?? null];
		return source === null && target === null ? [] : [{ place, source, target }];
	});
}

export function translationState({ target }: WordPair, known: KnownTranslation | undefined): TranslationState {
	if (target === null) return 'missing';
	if (known?.isOfTarget !== true) return 'unreviewed';
	if (!known.isOfSource) return 'stale';
	return known.reviewed ? 'reviewed' : 'unreviewed';
}

/** A text's state after its words have changed from those that it was judged by. */
export function stateSince(judged: WordPair & { readonly state: TranslationState }, now: WordPair): TranslationState {
	if (now.target === null) return 'missing';
	if (now.target !== judged.target) return 'unreviewed';
	return now.source === judged.source ? judged.state : 'stale';
}

/** How many texts there are and how many are in each state. */
export interface TranslationProgress {
	readonly texts: number;
	readonly missing: number;
	readonly stale: number;
	readonly unreviewed: number;
}

export function progressOf(states: readonly TranslationState[]): TranslationProgress {
	const count = (state: TranslationState) => states.filter((one) => one === state).length;
	return {
		texts: states.length,
		missing: count('missing'),
		stale: count('stale'),
		unreviewed: count('unreviewed'),
	};
}

/** Whether respondents may be offered the language: every text is there, up to date and reviewed. */
export function isFinished({ missing, stale, unreviewed }: TranslationProgress): boolean {
	return missing + stale + unreviewed === 0;
}

/** The translations that edits have just written into `document`, each with the source that stood beside it. */
export function translationsIn(document: Json, edits: readonly Edit[]): (WordPair & { readonly language: string })[] {
	const first = firstLanguage(document);
	const languages = translatedLanguages(document);
	return edits.flatMap((edit) => {
		const at = edit.kind === 'set' ? edit.place.lastIndexOf('/') : -1;
		if (edit.kind !== 'set' || at < 0) return [];
		const [place, language] = [edit.place.slice(0, at), edit.place.slice(at + 1)];
		const [source, target] = [valueAt(document, `${place}/${first}`), valueAt(document, edit.place)];
		if (!languages.includes(language) || typeof source !== 'string' || typeof target !== 'string') return [];
		return [{ place, language, source, target }];
	});
}

/** The languages of a draft that it is put into: all but the first. */
export function translatedLanguages(document: Json): string[] {
	return languagesOf(document).slice(1);
}

function languagesOf(document: Json): string[] {
	return objectsAt(document, 'languages')
		.map(({ code }) => code)
		.filter((code) => typeof code === 'string');
}
