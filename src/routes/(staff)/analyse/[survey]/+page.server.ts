import { error, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { rForTrend } from '#server/workflows/r-pack.ts';
import { addressOf, askedOf, chosenOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const chosen = chosenOf(survey, event.url.searchParams);
	if (chosen !== undefined) redirect(303, `/analyse/${survey}${addressOf(chosen)}`);
	const asked = askedOf(survey, event.url.searchParams);
	const answer = await trendOf(currentSite(), asked.question);
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-variable':
			return error(404, `The survey has no such column to show or to break down by: ${answer.variable}.`);
		case 'trend': {
			const { report, choices } = answer;
			const measures = report.measures.filter(({ id }) => asked.measure === undefined || id === asked.measure);
			if (
				asked.measure !== undefined &&
				measures.length === 0 &&
				!choices.measures.some(({ id }) => id === asked.measure)
			) {
				error(404, `The survey has no measure called ${asked.measure}.`);
			}
			return {
				surveyInView: { survey: report.survey, title: report.title },
				report: { ...report, measures },
				choices,
				shown: { measure: asked.measure ?? '', by: asked.question.breakBy ?? '' },
				address: `/analyse/${survey}${addressOf(asked)}`,
				csv: `/analyse/${survey}/trend.csv${addressOf(asked)}`,
				r: await rForTrend(currentSite(), { question: asked.question, report }),
				rPack: `/analyse/${survey}/r-pack.zip${addressOf({ ...asked, measure: undefined })}`,
			};
		}
	}
};
