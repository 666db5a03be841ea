import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { moveView, reportOf } from '#server/workflows/report.ts';
import { changeView, deleteView, renameReport, restoreViews } from '#server/workflows/saved-views.ts';
import type { Done } from '../sent.ts';
import { addressOf, deletedIn, fieldOf, problemWords, sentBy } from '../sent.ts';
import { askedBy } from './asked.ts';
import { shownBy } from './shown.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey, report } = event.params;
	const found = await reportOf(event.locals.site, { survey, report });
	if (found === undefined) error(404, `There is no survey called ${survey} here.`);
	// What was just deleted or moved away can be had back even if nothing else is left.
	if (found.views.length === 0 && event.request.method !== 'POST')
		error(404, `There is no report called ${report} here.`);
	const items = await Promise.all(
		found.views.map(async (view) => ({
			...view,
			shown: await shownBy(event.locals.site, askedBy(found.survey, view.address)),
		})),
	);
	const [saved, renamedFrom] = ['saved', 'renamed'].map((name) => event.url.searchParams.get(name));
	const renamed: Done | null = renamedFrom
		? { words: `Renamed from ${renamedFrom}.`, of: 'renaming', action: 'rename', fields: { name: renamedFrom } }
		: null;
	return { ...found, items, saved, renamed, pack: `${addressOf(survey, report)}/r-pack.zip` };
};

export const actions: Actions = {
	change: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { id, report, name, note } = await sentBy(event.request);
		const changed = await changeView(event.locals.site, {
			survey: event.params.survey,
			...{ id, report, name, note, actor },
		});
		if (changed.kind === 'unknown-view') return fail(404, { gone: true });
		if (changed.kind !== 'changed')
			return fail(400, { changing: { id, report, name, note, field: fieldOf(changed), words: problemWords(changed) } });
		const { before } = changed;
		const words = before.report === report.trim() ? `Changed: ${name}.` : `Moved to ${report.trim()}: ${name}.`;
		const fields = { id, report: before.report, name: before.name, note: before.note };
		const done: Done = { words, of: `changing ${name}`, action: 'change', fields };
		return { done };
	},
	up: (event) => move(event, 'up'),
	down: (event) => move(event, 'down'),
	delete: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { id } = await sentBy(event.request);
		const deleted = await deleteView(event.locals.site, { survey: event.params.survey, id, actor });
		if (deleted.kind !== 'deleted') return fail(404, { gone: true });
		const { name } = deleted.view;
		const fields = { views: JSON.stringify([deleted.view]) };
		const done: Done = { words: `Deleted: ${name}.`, of: `deleting ${name}`, action: 'restore', fields };
		return { done };
	},
	restore: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const views = deletedIn((await sentBy(event.request)).views);
		const { survey } = event.params;
		if (views === undefined) return fail(400, { gone: true });
		await restoreViews(event.locals.site, { survey, views, actor });
		return redirect(303, `${pageOf(event)}#view-${views[0]?.id}`);
	},
	rename: async (event) => {
		const actor = await requireStaff(event, 'manage', 'surveys');
		const { survey, report } = event.params;
		const { name } = await sentBy(event.request);
		const renamed = await renameReport(event.locals.site, { survey, report, name, actor });
		if (renamed.kind === 'renamed')
			redirect(303, `${addressOf(survey, renamed.name)}?${new URLSearchParams({ renamed: report })}`);
		if (renamed.kind === 'unknown') return fail(404, { gone: true });
		return fail(400, { renaming: { name, problem: problemWords(renamed) } });
	},
};

async function move(event: RequestEvent, towards: 'up' | 'down') {
	const actor = await requireStaff(event, 'manage', 'surveys');
	const { id } = await sentBy(event.request);
	const moved = await moveView(event.locals.site, { survey: event.params.survey, id, towards, actor });
	return moved.kind === 'moved' ? redirect(303, `${pageOf(event)}#view-${id}`) : fail(404, { gone: true });
}

function pageOf({ params }: RequestEvent): string {
	return addressOf(params.survey, params.report);
}
