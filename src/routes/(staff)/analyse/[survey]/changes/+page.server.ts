import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { changesOf } from '#server/workflows/analysis/index.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const asked = askedOf(event.url.searchParams);
	const answer = await changesOf(currentSite(), { survey, ...asked });
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-variable':
			return error(404, `The survey has no such column to break down by: ${answer.variable}.`);
		case 'unknown-wave':
			return error(404, 'The survey has no such wave with answers.');
		case 'changes': {
			const { title, waves, breakBy } = answer.report;
			return { survey, title, waves, breakBy, list: answer.list, choices: answer.choices };
		}
	}
};
