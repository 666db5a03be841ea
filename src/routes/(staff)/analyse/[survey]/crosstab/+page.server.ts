import { error, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { crosstabOf, rForCrosstab } from '#server/workflows/analysis/index.ts';
import { askedOf } from './asked.ts';
import { tidied } from './tidied.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const tidy = tidied(event.url.searchParams);
	if (tidy !== undefined) redirect(303, `/analyse/${survey}/crosstab?${tidy}`);
	const asked = askedOf(survey, event.url.searchParams);
	const answer = await crosstabOf(event.locals.site, asked);
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-wave':
			return error(404, 'The survey has no such wave with answers.');
		case 'unknown-variable':
			return error(404, `The wave has no such column of answers to cross: ${answer.variable}.`);
		case 'no-answers':
		case 'choose':
			return { survey, asked, answer, r: null };
		case 'crosstab':
			return { survey, asked, answer, r: rForCrosstab(answer.report, answer.choices.waves) };
	}
};
