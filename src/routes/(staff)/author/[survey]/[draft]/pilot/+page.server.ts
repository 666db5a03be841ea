import { fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { languagesToTry, lastDayOffered, pilotsOf, startPilot } from '#server/workflows/pilots/index.ts';
import { ownDraft } from '../own-draft.ts';
import { readWanted } from './wanted.ts';
import { problemOf } from './problem-words.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const draft = await ownDraft(event);
	const pilots = await pilotsOf(event.locals.site, { draft });
	return { pilots, languages: languagesToTry(draft.document), ...lastDayOffered(event.locals.site) };
};

export const actions: Actions = {
	start: async (event) => {
		const actor = await requireStaff(event, 'author');
		const draft = await ownDraft(event);
		const { wanted, sent } = readWanted(await event.request.formData());
		if (wanted === undefined) return fail(400, { problem: 'Enter the last day as a date, such as 2026-03-31.', sent });
		const started = await startPilot(event.locals.site, { actor, draft, wanted });
		if (started.kind !== 'started') return fail(400, { problem: problemOf(started), sent });
		redirect(303, `${event.url.pathname}/${started.id}`);
	},
};
