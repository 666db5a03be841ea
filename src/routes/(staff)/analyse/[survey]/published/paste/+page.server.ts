import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { readTable, saveTable } from '#server/workflows/published/pasted-table.ts';
import { knownOn, publishedPageOf } from '#server/workflows/published/published-page.ts';
import { typedTableIn } from './typed-table-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const pageOf = async ({ params, locals }: Pick<RequestEvent, 'params' | 'locals'>) =>
	(await publishedPageOf(locals.site, params)) ?? error(404, `There is no survey called ${params.survey} here.`);

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const page = await pageOf(event);
	return { page, neighbours: knownOn(page).neighbours };
};

export const actions: Actions = {
	preview: async (event) => {
		await requireStaff(event, 'see');
		const typed = typedTableIn(await event.request.formData());
		const read = readTable(await pageOf(event), typed, false);
		return read.problems.length > 0 ? fail(400, { read, typed }) : { read, typed };
	},
	save: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const typed = typedTableIn(await event.request.formData());
		const done = await saveTable(event.locals.site, { page: await pageOf(event), typed, actor });
		if (done.kind === 'refused') return fail(400, { read: done.read, typed });
		redirect(303, `/analyse/${event.params.survey}/published?pasted=${done.count}`);
	},
};
