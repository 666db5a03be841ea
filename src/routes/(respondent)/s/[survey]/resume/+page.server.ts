import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import { findInterview } from '#server/workflows/find-interview.ts';
import { findSurvey } from '#server/workflows/find-survey.ts';
import { fail, redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { answerWith } from '../../../outcomes.ts';
import { preferredLanguage } from '../language-links.ts';
import { limitTries, tellIn } from '../respondent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { survey } = event.params;
	const found = await findSurvey(currentSite(), { survey });
	if (found.kind !== 'open') return answerWith(found, tellIn(event));
	const language = preferredLanguage(event, found.wave.languages);
	event.locals.lang = language;
	return { survey, language };
};

export const actions: Actions = {
	default: async (event) => {
		await limitTries(event, 'resume');
		const site = currentSite();
		const { survey } = event.params;
		const typed = String((await event.request.formData()).get('code') ?? '').slice(0, 100);
		if (typed.trim() === '') return fail(422, { typed, problem: 'empty' as const });
		const found = await findInterview(site, { survey, code: typed });
		switch (found.kind) {
			case 'found':
				setInterviewCookie(event.cookies, { survey, code: found.code, origin: site.env.ORIGIN });
				return redirect(303, addressOf(survey, found.at));
			case 'unknown-code':
				return fail(422, { typed, problem: 'unknown' as const });
			case 'finished':
				return fail(422, { typed, problem: 'finished' as const });
			case 'unknown-survey':
			case 'not-yet-open':
			case 'closed':
				return answerWith(found, tellIn(event));
		}
	},
};
