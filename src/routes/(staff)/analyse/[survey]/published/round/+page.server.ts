import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { publishedPageOf } from '#server/workflows/published/published-page.ts';
import { saveRound } from '#server/workflows/published/published-rounds.ts';
import { typedRoundIn } from './typed-round-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const page = await publishedPageOf(event.locals.site, event.params);
	const id = event.url.searchParams.get('id');
	const round = page?.rounds.find((one) => one.id === id) ?? null;
	if (page === undefined || (id !== null && round === null)) error(404, 'There is no such round here.');
	return { survey: page.survey, title: page.title, round };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const { survey } = event.params;
		const typed = typedRoundIn(await event.request.formData());
		const done = await saveRound(event.locals.site, { survey, id: event.url.searchParams.get('id'), typed, actor });
		if (done.kind === 'refused') return fail(400, { ...done, typed });
		if (done.kind !== 'saved') return error(404, 'There is no such round here.');
		redirect(303, `/analyse/${survey}/published?saved=${done.id}#round-${done.id}`);
	},
};
