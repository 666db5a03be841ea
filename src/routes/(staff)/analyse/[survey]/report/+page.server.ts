import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { defaultReport, moveView, reportsOf } from '#server/workflows/report.ts';
import { changeView, deleteView, restoreView, saveView } from '#server/workflows/saved-views.ts';
import { deletedIn, fieldOf, problemWords, sentBy } from './sent.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const found = await reportsOf(currentSite(), event.params);
	if (found === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	const saved = event.url.searchParams.get('saved');
	return { ...found, saved, surveyInView: { survey: found.survey, title: found.title } };
};

export const actions: Actions = {
	save: async (event) => {
		const { name: by } = await requireStaff(event, 'manage', 'surveys');
		const sent = await sentBy(event.request);
		const report = sent.report || defaultReport;
		const saved = await saveView(currentSite(), { ...sent, survey: event.params.survey, report, by });
		if (saved.kind === 'saved') redirect(303, `${pageOf(event)}?saved=${saved.id}#view-${saved.id}`);
		if (saved.kind === 'unknown-survey') error(404, `There is no survey called ${event.params.survey} here.`);
		const problem = { field: fieldOf(saved), words: problemWords(saved) };
		return fail(400, { saving: { name: sent.name, report, address: sent.address, problem } });
	},
	change: async (event) => {
		await requireStaff(event, 'manage', 'surveys');
		const { id, report, name, note } = await sentBy(event.request);
		const changed = await changeView(currentSite(), { survey: event.params.survey, id, report, name, note });
		if (changed.kind === 'changed') redirect(303, `${pageOf(event)}#view-${id}`);
		if (changed.kind === 'unknown-view') return fail(404, { gone: true });
		return fail(400, { changing: { id, name, note, problem: problemWords(changed) } });
	},
	up: (event) => move(event, 'up'),
	down: (event) => move(event, 'down'),
	delete: async (event) => {
		await requireStaff(event, 'manage', 'surveys');
		const { id } = await sentBy(event.request);
		const deleted = await deleteView(currentSite(), { survey: event.params.survey, id });
		return deleted.kind === 'deleted' ? { deleted: deleted.view } : fail(404, { gone: true });
	},
	restore: async (event) => {
		await requireStaff(event, 'manage', 'surveys');
		const view = deletedIn((await sentBy(event.request)).text);
		if (view === undefined) return fail(400, { gone: true });
		const restored = await restoreView(currentSite(), { view: { ...view, survey: event.params.survey } });
		if (restored.kind === 'address-elsewhere') return fail(400, { gone: true });
		return redirect(303, `${pageOf(event)}#view-${view.id}`);
	},
};

async function move(event: RequestEvent, towards: 'up' | 'down') {
	await requireStaff(event, 'manage', 'surveys');
	const { id } = await sentBy(event.request);
	const moved = await moveView(currentSite(), { survey: event.params.survey, id, towards });
	return moved.kind === 'moved' ? redirect(303, `${pageOf(event)}#view-${id}`) : fail(404, { gone: true });
}

function pageOf({ params }: RequestEvent): string {
	return `/analyse/${params.survey}/report`;
}
