import { currentSite } from '#server/site.ts';
import { showThanks } from '#server/workflows/show-thanks.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { tellIn, whoseInterview } from '../respondent.ts';
import type { RequestHandler } from './$types';
import { thanksPage } from './thanks-page.ts';
import ThanksPage from './ThanksPage.svelte';

export const GET: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const shown = await showThanks(currentSite(), whoseInterview(event));
		if (shown.kind !== 'thanks') return answerWith(shown, tellIn(event));
		const page = thanksPage(shown);
		return documentOf(ThanksPage, { page }, { language: page.language });
	});
