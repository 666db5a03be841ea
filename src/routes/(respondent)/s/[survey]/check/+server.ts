import { currentSite } from '#server/site.ts';
import { completeInterview } from '#server/workflows/complete-interview.ts';
import { reviewAnswers } from '#server/workflows/review-answers.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { tellIn, whoseInterview } from '../respondent.ts';
import type { RequestHandler } from './$types';
import { checkPage } from './check-page.ts';
import CheckPage from './CheckPage.svelte';

export const GET: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const review = await reviewAnswers(currentSite(), whoseInterview(event));
		if (review.kind !== 'review') return answerWith(review, tellIn(event));
		const page = checkPage(review);
		return documentOf(CheckPage, { page }, { language: page.language });
	});

export const POST: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const completed = await completeInterview(currentSite(), whoseInterview(event));
		if (completed.kind !== 'completed') return answerWith(completed, tellIn(event));
		return redirect(303, addressOf(event.params.survey, { kind: 'thanks' }));
	});
