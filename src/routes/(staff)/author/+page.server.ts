import { fail, redirect } from '@sveltejs/kit';
import { requireStaff, takesPartIn } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { listStudio, startDraft } from '#server/workflows/authoring/index.ts';
import { sourceOf } from './source.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const user = await requireStaff(event, 'see', 'surveys');
	const surveys = await listStudio(currentSite());
	return { surveys: surveys.filter(({ survey }) => takesPartIn(user, survey)) };
};

export const actions: Actions = {
	start: async (event) => {
		const { survey, source, typed } = await sourceOf(event.request);
		// Of a form that is too large to read nobody knows which survey it was about.
		const actor =
			survey === '' ? await requireStaff(event, 'see') : await requireStaff({ ...event, params: { survey } }, 'author');
		if (source.kind === 'too-large') return fail(413, { ...typed, problem: source.kind });
		if (source.kind === 'not-json') return fail(400, { ...typed, problem: source.kind });
		const started = await startDraft(currentSite(), { actor, survey, source });
		if (started.kind === 'started') redirect(303, `/author/${survey}/${started.draft.id}`);
		if (started.kind === 'being-written') redirect(303, `/author/${survey}/${started.id}`);
		return fail(400, { ...typed, problem: started.kind === 'unfit-file' ? started.why : started.kind });
	},
};
