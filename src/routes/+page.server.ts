import { say } from '#core/instrument/index.ts';
import { currentSite } from '#server/site.ts';
import { findSurvey } from '#server/workflows/find-survey.ts';
import { listSurveys } from '#server/workflows/list-surveys.ts';
import type { PageServerLoad } from './$types';

/** The start page: what this is, and the surveys that anybody can answer today. */
export const load: PageServerLoad = async ({ locals }) => {
	const site = currentSite();
	const listed = await listSurveys(site);
	const found = await Promise.all(listed.map(({ survey }) => findSurvey(site, { survey })));
	const language = 'en';
	locals.lang = language;
	return {
		language,
		surveys: found.flatMap((one) =>
			one.kind === 'open' && one.wave.sampleType === 'open-link'
				? [
						{
							slug: String(one.instrument.survey),
							title: say(one.instrument.title, language),
							summary: say(one.instrument.summary, language),
						},
					]
				: [],
		),
	};
};
