import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { defaultReport, reportsOf } from '#server/workflows/report.ts';
import { deleteReport, restoreViews, saveView } from '#server/workflows/saved-views.ts';
import type { Done } from './sent.ts';
import { addressOf, deletedIn, fieldOf, problemWords, sentBy } from './sent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const found = await reportsOf(event.locals.site, event.params);
	if (found === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	const reports = found.reports.map((report) => ({ ...report, address: addressOf(found.survey, report.name) }));
	return { ...found, reports };
};

export const actions: Actions = {
	save: async (event) => {
		const { survey } = event.params;
		const actor = await requireStaff(event, 'manage', 'surveys');
		const sent = await sentBy(event.request);
		const report = sent.report || defaultReport;
		const saved = await saveView(event.locals.site, { ...sent, survey, report, actor });
		if (saved.kind === 'saved') redirect(303, `${addressOf(survey, report.trim())}?saved=${saved.id}#view-${saved.id}`);
		if (saved.kind === 'unknown-survey') error(404, `There is no survey called ${survey} here.`);
		const problem = { field: fieldOf(saved), words: problemWords(saved) };
		return fail(400, { saving: { name: sent.name, report, address: sent.address, problem } });
	},
	delete: async (event) => {
		const { survey } = event.params;
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { report } = await sentBy(event.request);
		const views = await deleteReport(event.locals.site, { survey, report, actor });
		if (views.length === 0) return fail(404, { gone: true });
		const count = views.length === 1 ? 'its view' : `its ${views.length} views`;
		const done: Done = {
			words: `Deleted: ${report}, with ${count}.`,
			...{ of: `deleting ${report}`, action: 'restore', fields: { views: JSON.stringify(views) } },
		};
		return { done };
	},
	restore: async (event) => {
		const { survey } = event.params;
		const actor = await requireStaff(event, 'manage', 'surveys');
		const views = deletedIn((await sentBy(event.request)).views);
		if (views === undefined) return fail(400, { gone: true });
		await restoreViews(event.locals.site, { survey, views, actor });
		return redirect(303, addressOf(survey, views[0]?.report ?? ''));
	},
};
