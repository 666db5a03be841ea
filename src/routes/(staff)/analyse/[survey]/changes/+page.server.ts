import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { changesOf } from '#server/workflows/analysis/index.ts';
import { rForChanges } from '#server/workflows/r-for-views.ts';
import { askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const asked = askedOf(event.url.searchParams);
	const answer = await changesOf(event.locals.site, { survey, ...asked });
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown-variable':
			return error(404, `The survey has no such column to break down by: ${answer.variable}.`);
		case 'unknown-wave':
			return error(404, 'The survey has no such wave with answers.');
		case 'changes': {
			const { list, choices, report } = answer;
			const { title, waves, breakBy } = report;
			const question = { survey, breakBy: asked.breakBy };
			const r = list === null ? undefined : await rForChanges(event.locals.site, { question, list });
			return { survey, title, waves, breakBy, list, choices, r };
		}
	}
};
