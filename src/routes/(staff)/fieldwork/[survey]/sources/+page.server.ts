import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { addSource, removeSource, sourcesPageOf } from '#server/workflows/fieldwork/sources/index.ts';
import { sourceProblemWords } from '#ui/fieldwork/sources/source-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const page = await sourcesPageOf(event.locals.site, event.params);
	if (page === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return { page, did: event.url.searchParams.get('did') };
};

export const actions: Actions = {
	add: async (event) => {
		const actor = await requireStaff(event, 'field');
		const form = await event.request.formData();
		const typed = {
			label: String(form.get('label') ?? '').slice(0, 500),
			tag: String(form.get('tag') ?? '').slice(0, 500),
		};
		const added = await addSource(event.locals.site, { actor, survey: event.params.survey, ...typed });
		if (added.kind === 'added') redirect(303, `${event.url.pathname}?did=added`);
		if (added.kind === 'unknown-survey') error(404, `There is no survey called ${event.params.survey} here.`);
		return fail(400, { typed, field: added.problem.field, problem: sourceProblemWords(added.problem) });
	},
	remove: async (event) => {
		const actor = await requireStaff(event, 'field');
		const tag = String((await event.request.formData()).get('tag') ?? '');
		await removeSource(event.locals.site, { actor, survey: event.params.survey, tag });
		redirect(303, `${event.url.pathname}?did=removed`);
	},
};
