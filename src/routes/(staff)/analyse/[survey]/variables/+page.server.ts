import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { variablesOf } from '#server/workflows/analysis/variables-of.ts';
import { restoreDerived, retireDerived } from '#server/workflows/derived-variables.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const found = await variablesOf(event.locals.site, event.params);
	if (found.kind === 'unknown-survey') error(404, `There is no survey called ${event.params.survey} here.`);
	const { columns: _, ...variables } = found;
	return { variables, saved: event.url.searchParams.get('saved') };
};

export const actions: Actions = {
	retire: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { name } = await fieldsOf(event.request, ['name']);
		const retired = await retireDerived(event.locals.site, { ...event.params, name, actor });
		return retired.kind === 'retired' ? { retired: name } : fail(400, { ...retired, name });
	},
	restore: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { name } = await fieldsOf(event.request, ['name']);
		const restored = await restoreDerived(event.locals.site, { ...event.params, name, actor });
		if (restored.kind === 'unknown-variable') return fail(400, { ...restored, name });
		redirect(303, `/analyse/${event.params.survey}/variables#${name}`);
	},
};
