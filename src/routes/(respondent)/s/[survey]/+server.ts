import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findSurvey } from '#server/workflows/find-survey.ts';
import { startInterview } from '#server/workflows/start-interview.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../addresses.ts';
import { documentOf, toldAsDocument } from '../../document.ts';
import { answerWith } from '../../outcomes.ts';
import type { RequestHandler } from './$types';
import { introPage } from './intro-page.ts';
import IntroPage from './IntroPage.svelte';
import { preferredLanguage } from './language-links.ts';
import { limitTries, postedForm, tellIn, whoseInterview } from './respondent.ts';

export const GET: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		const site = currentSite();
		const { survey, code } = whoseInterview(event);
		const found = await findSurvey(site, { survey });
		if (found.kind !== 'open') return answerWith(found, tellIn(event));
		const before = code === undefined ? undefined : await findInterview(site, { survey, code });
		const language =
			before?.kind === 'found' && !event.url.searchParams.has('lang')
				? before.language
				: preferredLanguage(event, found.wave.languages);
		const started = before?.kind === 'found' ? addressOf(survey, before.at) : undefined;
		const page = introPage({ ...found, language, started, env: site.env });
		return documentOf(IntroPage, { page }, { language });
	});

export const POST: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		await limitTries(event, 'start');
		const site = currentSite();
		const { survey, code } = whoseInterview(event);
		const posted = await postedForm(event.request);
		const language = posted.get('language')?.[0] ?? '';
		const fresh = posted.get('fresh')?.[0] === 'yes';
		const begun = await startInterview(site, { survey, language, code, fresh });
		switch (begun.kind) {
			case 'started':
				setInterviewCookie(event.cookies, { survey, code: begun.code, origin: site.env.ORIGIN });
				return redirect(303, addressOf(survey, { kind: 'page', page: begun.page }));
			case 'already-started':
				return redirect(303, addressOf(survey, begun.at));
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(begun, tellIn(event));
		}
	});
