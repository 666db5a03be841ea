import { fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import {
	draftUnderReview,
	handOver,
	publishVersion,
	reviewDraft,
	takeDraftBack,
} from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../own-draft.ts';
import { problemOf } from './problem-words.ts';
import { readRevision, readVerdict } from './verdict.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = await requireStaff(event, 'see');
	const draft = await ownDraft(event.params);
	const { instrument: _instrument, writers, ...review } = await draftUnderReview(currentSite(), { draft });
	return { ...review, isOwnWork: writers.includes(id) };
};

export const actions: Actions = {
	'hand-over': async (event) => {
		const actor = await requireStaff(event, 'author');
		const { id } = await ownDraft(event.params);
		const revision = readRevision(await event.request.formData());
		return answered(event, await handOver(currentSite(), { actor, id, revision }));
	},
	'take-back': async (event) => {
		const actor = await requireStaff(event, 'author');
		const { id } = await ownDraft(event.params);
		return answered(event, await takeDraftBack(currentSite(), { actor, id }));
	},
	review: async (event) => {
		const actor = await requireStaff(event, 'review');
		const { id } = await ownDraft(event.params);
		const sent = readVerdict(await event.request.formData());
		if (sent === undefined) return fail(400, { problem: 'Say whether you approve it or want changes.' });
		return answered(event, await reviewDraft(currentSite(), { actor, id, ...sent }), sent);
	},
	publish: async (event) => {
		const actor = await requireStaff(event, 'author');
		const { id } = await ownDraft(event.params);
		return answered(event, await publishVersion(currentSite(), { actor, id }));
	},
};

/** Shows the page anew, so that loading it again sends nothing twice; or says why nothing was done and keeps what was sent. */
function answered(
	{ url }: { readonly url: URL },
	outcome: Parameters<typeof problemOf>[0],
	sent?: ReturnType<typeof readVerdict>,
) {
	const problem = problemOf(outcome);
	return problem === undefined ? redirect(303, url.pathname) : fail(400, { problem, sent });
}
