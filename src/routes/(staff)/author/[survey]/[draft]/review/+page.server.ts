import { fail } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import {
	draftUnderReview,
	handOver,
	publishVersion,
	reviewDraft,
	takeDraftBack,
} from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../own-draft.ts';
import { answered } from './answered.ts';
import { readRevision, readVerdict } from './verdict.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { id } = await requireStaff(event, 'see');
	const draft = await ownDraft(event);
	const { instrument: _instrument, writers, ...review } = await draftUnderReview(event.locals.site, { draft });
	// As it stands now: the layout's was read when the studio was opened, before what has been typed since.
	return { ...review, draft, isOwnWork: writers.includes(id) };
};

export const actions: Actions = {
	'hand-over': async (event) => {
		const actor = await requireStaff(event, 'author');
		const { id } = await ownDraft(event);
		const revision = readRevision(await event.request.formData());
		return answered(event, await handOver(event.locals.site, { actor, id, revision }));
	},
	'take-back': async (event) => {
		const actor = await requireStaff(event, 'author');
		const { id } = await ownDraft(event);
		return answered(event, await takeDraftBack(event.locals.site, { actor, id }));
	},
	review: async (event) => {
		const actor = await requireStaff(event, 'review');
		const { id } = await ownDraft(event);
		const sent = readVerdict(await event.request.formData());
		if (sent === undefined) return fail(400, { problem: 'Say whether you approve it or want changes.' });
		return answered(event, await reviewDraft(event.locals.site, { actor, id, ...sent }), sent);
	},
	publish: async (event) => {
		const actor = await requireStaff(event, 'author');
		const { id } = await ownDraft(event);
		return answered(event, await publishVersion(event.locals.site, { actor, id }));
	},
};
