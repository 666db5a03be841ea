import { currentSite } from '#server/site.ts';
import { showThanks } from '#server/workflows/show-thanks.ts';
import { error, redirect } from '@sveltejs/kit';
import { addressOf, rootOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { commentLeft, newCommentId } from '../comment-left.ts';
import { isPilot, postedForm, tellIn, whoseInterview } from '../respondent.ts';
import type { Visit } from '../respondent.ts';
import { thanksPage } from './thanks-page.ts';
import ThanksPage from './ThanksPage.svelte';

export const GET = (event: Visit): Promise<Response> =>
	toldAsDocument(event, () =>
		thanksDocument(event, event.url.searchParams.has('commented') ? { kind: 'kept' } : undefined),
	);

/** A comment on the whole, of a tester who has come to the end of a pilot. */
export const POST = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		if (!isPilot(event)) return error(405, 'There is nothing to send on this page.');
		const comment = await commentLeft(event, await postedForm(event.request), null);
		const here = addressOf(rootOf(event.params), { kind: 'thanks' });
		if (comment === undefined) return redirect(303, here);
		return comment.kind === 'kept' ? redirect(303, `${here}?commented`) : thanksDocument(event, comment);
	});

type Comment = Parameters<typeof ThanksPage>[1]['comment'];

async function thanksDocument(event: Visit, comment: Comment): Promise<Response> {
	const shown = await showThanks(currentSite(), whoseInterview(event));
	if (shown.kind !== 'thanks') return answerWith(shown, tellIn(event));
	const page = thanksPage(shown, rootOf(event.params));
	const status = comment === undefined || comment.kind === 'kept' ? 200 : 422;
	return documentOf(ThanksPage, { page, commentId: newCommentId(event), comment }, { language: page.language, status });
}
