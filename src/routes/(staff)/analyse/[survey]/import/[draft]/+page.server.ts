import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { bringInDraft, shortly } from '#server/workflows/imports/bring-in-draft.ts';
import { changeDraft } from '#server/workflows/imports/change-draft.ts';
import { takeBackImport } from '#server/workflows/imports/take-back-import.ts';
import { throwAwayDraft } from '#server/workflows/imports/throw-away.ts';
import { shownDraft } from './shown-draft.ts';
import { matchingOf, typedIn } from './typed.ts';
import { typingProblemsOf } from './problem-words.ts';
import { keptWords } from './refused-words.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'export');
	const shown = await shownDraft(event.locals.site, idOf(event));
	if (shown === undefined) error(404, 'This file is not there any more. It may have been thrown away.');
	if (shown.kind === 'under-way') event.setHeaders({ refresh: '2' });
	return { shown, saved: event.url.searchParams.has('saved') };
};

export const actions: Actions = {
	save: async (event) => {
		await requireStaff(event, 'manage');
		const refused = await save(event);
		return refused ?? redirect(303, `${event.url.pathname}?saved`);
	},
	bring: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const refused = await save(event);
		if (refused !== undefined) return refused;
		const begun = await bringInDraft(event.locals.site, { ...idOf(event), actor });
		if (begun.kind === 'not-ready') return fail(400, { isAsked: true, problems: [], typed: null, use: [] });
		if (begun.kind === 'begun') await shortly(begun.finished);
		redirect(303, event.url.pathname);
	},
	throw: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const thrown = await throwAwayDraft(event.locals.site, { ...idOf(event), actor });
		const said = thrown.kind === 'thrown-away' ? `?thrown-away=${encodeURIComponent(thrown.fileName)}` : '';
		redirect(303, `/analyse/${event.params.survey}/import${said}`);
	},
	take: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const reason = (await typedIn(event.request))['reason'] ?? '';
		const taken = await takeBackImport(event.locals.site, { ...idOf(event), actor, reason });
		if (taken.kind === 'taken-back' || taken.kind === 'unknown-import') redirect(303, event.url.pathname);
		const use = taken.kind === 'in-use' ? taken.by : [];
		return fail(400, {
			isAsked: false,
			problems: [{ control: 'reason', message: keptWords(taken) }],
			typed: { reason },
			use,
		});
	},
};

function idOf({ params }: Pick<RequestEvent, 'params'>) {
	return { survey: params.survey, id: params.draft };
}

async function save(event: RequestEvent) {
	const typed = await typedIn(event.request);
	const saved = await changeDraft(event.locals.site, { ...idOf(event), typed: matchingOf(typed) });
	if (saved.kind !== 'saved-in-part') return undefined;
	return fail(400, { isAsked: false, problems: typingProblemsOf(saved.problems), typed, use: [] });
}
