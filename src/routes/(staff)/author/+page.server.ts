import { fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { listStudio, startDraft } from '#server/workflows/authoring/index.ts';
import { sourceOf } from './source.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	return { surveys: await listStudio(event.locals.site) };
};

export const actions: Actions = {
	start: async (event) => {
		const { survey, source, typed } = await sourceOf(event.request);
		// Of a form that is too large to read nobody knows which survey it was about.
		const actor =
			survey === '' ? await requireStaff(event, 'see') : await requireStaff({ ...event, params: { survey } }, 'author');
		if (source.kind === 'too-large') return fail(413, { ...typed, problem: source.kind });
		if (source.kind === 'not-json') return fail(400, { ...typed, problem: source.kind });
		const started = await startDraft(event.locals.site, { actor, survey, source });
		if (started.kind === 'started') redirect(303, `/author/${survey}/${started.draft.id}`);
		if (started.kind === 'being-written') redirect(303, `/author/${survey}/${started.id}`);
		return fail(400, { ...typed, problem: started.kind === 'unfit-file' ? started.why : started.kind });
	},
};
