import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { changeDraft } from '#server/workflows/imports/change-draft.ts';
import { draftVariableOf } from '#server/workflows/imports/draft-page.ts';
import { problemsOf, typingProblemsOf } from '../problem-words.ts';
import { matchingOf, typedIn } from '../typed.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'export');
	const page = await draftVariableOf(event.locals.site, { ...idOf(event), variable: event.params.variable });
	if (page.kind === 'closed') redirect(303, `/analyse/${event.params.survey}/import/${event.params.draft}`);
	if (page.kind !== 'open') error(404, 'This file, or a variable of that name, is not there any more.');
	const { job: _, problems, ...shown } = page;
	return { ...shown, open: problemsOf(problems, []), saved: event.url.searchParams.has('saved') };
};

export const actions: Actions = {
	save: async (event) => {
		await requireStaff(event, 'manage');
		const typed = await typedIn(event.request);
		const matching = matchingOf(typed, event.params.variable);
		const saved = await changeDraft(event.locals.site, { ...idOf(event), typed: matching });
		if (saved.kind !== 'saved-in-part') redirect(303, `${event.url.pathname}?saved`);
		return fail(400, { problems: typingProblemsOf(saved.problems), typed });
	},
};

function idOf({ params }: Pick<RequestEvent, 'params'>) {
	return { survey: params.survey, id: params.draft };
}
