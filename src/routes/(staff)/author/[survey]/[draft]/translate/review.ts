import { fail } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { completeLanguage, reviewTranslation } from '#server/workflows/authoring/index.ts';
import { leftWords } from '#ui/studio/translation-words.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { ownDraft } from '../own-draft.ts';
import { refusalWords } from '../refusal-words.ts';
import { asked, seenTexts } from './asked.ts';

type Sent = Pick<RequestEvent, 'locals' | 'url' | 'request'> & {
	readonly params: { readonly survey: string; readonly draft: string };
};

/** Marks the texts of a form as found right by a reviewer, or takes that back. */
export async function markTexts(event: Sent, right: boolean) {
	const actor = await requireStaff(event, 'review');
	const draft = await ownDraft(event);
	const { language } = asked(draft.document, event.url);
	const seen = seenTexts(await event.request.formData());
	if (language === null || seen.length === 0) return fail(400, { words: 'There is nothing to review here.' });
	const { marked, changed, own } = await reviewTranslation(event.locals.site, { actor, draft, language, seen, right });
	const told: string[] = [];
	if (marked > 0) told.push(`${texts(marked)} ${right ? 'marked as reviewed' : 'to be reviewed again'}.`);
	if (changed > 0) told.push(`${texts(changed)} changed since you looked: look again.`);
	if (own > 0) told.push(`${texts(own)} in words that you wrote: somebody else has to review those.`);
	return { told: told.join(' ') };
}

/** Calls a language complete, where it is. */
export async function complete(event: Sent) {
	const actor = await requireStaff(event, 'author');
	const draft = await ownDraft(event);
	const { language } = asked(draft.document, event.url);
	if (language === null) return fail(400, { words: 'There is one language only.' });
	const completed = await completeLanguage(event.locals.site, { actor, draft, language });
	if (completed.kind === 'edited') return { told: 'Complete: respondents may be offered it once this is published.' };
	if (completed.kind !== 'unfinished') return fail(409, { words: refusalWords(completed) });
	return fail(409, { words: `It is not complete yet. Left to do: ${leftWords(completed.progress)}.` });
}

function texts(count: number): string {
	return count === 1 ? '1 text is' : `${count} texts are`;
}
