import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findSurvey } from '#server/workflows/find-survey.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { documentOf, toldAsDocument } from '../../../document.ts';
import { answerWith } from '../../../outcomes.ts';
import { preferredLanguage } from '../language-links.ts';
import { limitTries, postedForm, tellIn } from '../respondent.ts';
import type { RequestEvent, RequestHandler } from './$types';
import ResumePage from './ResumePage.svelte';

export const GET: RequestHandler = (event) => toldAsDocument(event, () => resumeDocument(event));

export const POST: RequestHandler = (event) =>
	toldAsDocument(event, async () => {
		await limitTries(event, 'resume');
		const site = currentSite();
		const { survey } = event.params;
		const typed = ((await postedForm(event.request)).get('code')?.[0] ?? '').slice(0, 100);
		if (typed.trim() === '') return resumeDocument(event, { typed, problem: 'empty' });
		const found = await findInterview(site, { survey, code: typed });
		switch (found.kind) {
			case 'found':
				setInterviewCookie(event.cookies, { survey, code: found.code, origin: site.env.ORIGIN });
				return redirect(303, addressOf(survey, found.at));
			case 'unknown-code':
				return resumeDocument(event, { typed, problem: 'unknown' });
			case 'finished':
				return resumeDocument(event, { typed, problem: 'finished' });
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(found, tellIn(event));
		}
	});

interface Refused {
	readonly typed: string;
	readonly problem: 'empty' | 'unknown' | 'finished';
}

async function resumeDocument(event: RequestEvent, refused?: Refused): Promise<Response> {
	const { survey } = event.params;
	const found = await findSurvey(currentSite(), { survey });
	if (found.kind !== 'open') return answerWith(found, tellIn(event));
	const language = preferredLanguage(event, found.wave.languages);
	const status = refused === undefined ? 200 : 422;
	return documentOf(ResumePage, { survey, language, refused }, { language, status });
}
