import { isFinished, progressOf } from '#core/authoring/index.ts';
import type { TranslationProgress, WordPair } from '#core/authoring/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { Draft } from '../../storage/index.ts';
import { putTranslationMarks } from '../../storage/index.ts';
import type { EditedDraft } from './edit-draft.ts';
import { editDraft } from './edit-draft.ts';
import { ownWords } from './own-words.ts';
import { markOf, translationOf } from './translation-of.ts';

/**
 * How many texts were marked, how many have other words by now than those that were looked at, and how many are in words
 * that the reviewer wrote, which somebody else has to review.
 */
export interface ReviewedTexts {
	readonly marked: number;
	readonly changed: number;
	readonly own: number;
}

/**
 * Marks translations as found right by somebody who speaks the language, with the source beside which they saw them, or
 * takes that back (`right: false`). Of texts that have changed since they were `seen`, and of the reviewer's own words,
 * nothing is marked.
 */
export async function reviewTranslation(
	site: Site,
	args: { actor: Actor; draft: Draft; language: string; seen: readonly WordPair[]; right: boolean },
): Promise<ReviewedTexts> {
	const { actor, draft, language, seen, right } = args;
	demand(site, 'review', draft.survey);
	const now = new Map((await translationOf(site, args)).map((text) => [text.place, text]));
	const same = seen.filter(({ place, source, target }) => {
		const text = now.get(place);
		return target !== null && text?.target === target && text.source === source;
	});
	const own = right ? await ownWords(site, { draft: draft.id, by: actor.id, language }) : new Set<string>();
	const others = same.filter(({ target }) => target === null || !own.has(target));
	const reviewed = right ? { by: actor.name, on: site.clock.today() } : null;
	const marks = others.map((pair) => markOf(language, pair, reviewed));
	if (marks.length > 0) {
		const action = right ? 'translation.reviewed' : 'translation.review-taken-back';
		const after = { language, texts: marks.map(({ text }) => text) };
		const doing = { action, object: `draft ${draft.id}`, survey: draft.survey, after };
		await putTranslationMarks(onRecord(site, actor, doing), { draft: draft.id, marks });
	}
	return { marked: marks.length, changed: seen.length - same.length, own: same.length - others.length };
}

/** Says that a language is complete, so that respondents may be offered it; refused while anything is left to do. */
export async function completeLanguage(
	site: Site,
	args: { actor: Actor; draft: Draft; language: string },
): Promise<EditedDraft | { readonly kind: 'unfinished'; readonly progress: TranslationProgress }> {
	const { actor, draft, language } = args;
	demand(site, 'author', draft.survey);
	const progress = progressOf((await translationOf(site, args)).map(({ state }) => state));
	if (!isFinished(progress)) return { kind: 'unfinished', progress };
	const place = `languages/#${language}/status`;
	const { id, revision } = draft;
	return editDraft(site, { actor, id, revision, edits: [{ kind: 'set', place, value: 'complete' }] });
}
