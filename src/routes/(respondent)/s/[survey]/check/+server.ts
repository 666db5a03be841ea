import { currentSite } from '#server/site.ts';
import { completeInterview } from '#server/workflows/complete-interview.ts';
import { reviewAnswers } from '#server/workflows/review-answers.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf, rootOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { invitationAt, isPilot, tellIn, whoseInterview } from '../respondent.ts';
import type { Visit } from '../respondent.ts';
import { checkPage } from './check-page.ts';
import CheckPage from './CheckPage.svelte';

export const GET = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		const review = await reviewAnswers(currentSite(), whoseInterview(event));
		if (review.kind !== 'review') return answerWith(review, tellIn(event));
		const page = checkPage({ ...review, root: rootOf(event.params) });
		return documentOf(
			CheckPage,
			{ page, isPilot: isPilot(event), invitation: invitationAt(event) },
			{ language: page.language },
		);
	});

export const POST = (event: Visit): Promise<Response> =>
	toldAsDocument(event, async () => {
		const completed = await completeInterview(currentSite(), whoseInterview(event));
		if (completed.kind !== 'completed') return answerWith(completed, tellIn(event));
		return redirect(303, addressOf(rootOf(event.params), { kind: 'thanks' }));
	});
