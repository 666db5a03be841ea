import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { figurePageOf, saveTypedFigure } from '#server/workflows/published/figure-page.ts';
import { askedOf } from './asked.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const found = await figurePageOf(event.locals.site, askedOf(event));
	if (found === undefined) error(404, 'There is no such round or figure here.');
	return found;
};

const fields = ['measure', 'share', 'base', 'deft', 'factor', 'neighbour', 'rounding', 'source'] as const;

export const actions: Actions = {
	default: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const typed = await fieldsOf(event.request, fields);
		const asked = askedOf(event);
		const done = await saveTypedFigure(event.locals.site, { ...asked, typed, actor });
		if (done.kind === 'refused') return fail(400, { ...done, typed });
		if (done.kind === 'unknown-figure') return error(404, 'There is no such round or figure here.');
		redirect(303, `/analyse/${asked.survey}/published?saved=${asked.round}#round-${asked.round}`);
	},
};
