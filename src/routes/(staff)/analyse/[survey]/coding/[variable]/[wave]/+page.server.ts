import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { codingPageOf, confirmLater, saveCoding } from '#server/workflows/coding/code-answers.ts';
import { choiceProblemWords } from '#ui/coding/coding-words.ts';
import { sentCodes } from './sent-codes.ts';
import type { Actions, PageServerLoad } from './$types';

const notThere = 'There is no such question in a wave of this survey that is closed.';

export const load: PageServerLoad = async (event) => {
	const actor = await requireStaff(event, 'manage');
	const response = event.url.searchParams.get('answer') ?? undefined;
	const coding = await codingPageOf(event.locals.site, { ...event.params, actor, response });
	if (coding.kind !== 'page') {
		if (coding.kind !== 'no-codes') error(404, notThere);
		redirect(303, `/analyse/${event.params.survey}/coding/${event.params.variable}`);
	}
	return { coding, last: event.url.searchParams.get('last'), saved: Number(event.url.searchParams.get('saved')) || 0 };
};

export const actions: Actions = {
	save: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const sent = await sentCodes(event.request);
		const done = await saveCoding(event.locals.site, { ...event.params, ...sent, actor });
		switch (done.kind) {
			case 'saved':
				return redirect(303, `${event.url.pathname}?last=${sent.response}&saved=${done.answers}`);
			case 'unknown':
			case 'goes-on':
				return error(404, notThere);
			case 'nothing-chosen':
			case 'none-and-codes':
			case 'frame-changed':
			case 'not-waiting':
				return fail(400, { ...sent, message: choiceProblemWords(done.kind) });
		}
	},
	confirm: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const { seen } = await sentCodes(event.request);
		const done = await confirmLater(event.locals.site, { ...event.params, actor, seen });
		if (done.kind === 'confirmed') redirect(303, `${event.url.pathname}?saved=${done.answers}`);
		if (done.kind !== 'frame-changed') error(404, notThere);
		return fail(409, { response: '', codes: [], none: false, message: choiceProblemWords(done.kind) });
	},
};
