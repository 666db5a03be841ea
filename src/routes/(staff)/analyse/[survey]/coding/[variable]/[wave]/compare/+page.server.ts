import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { agreeOn, comparisonOfCodings } from '#server/workflows/coding/compare-codings.ts';
import { choiceProblemWords } from '#ui/coding/coding-words.ts';
import { sentCodes } from '../sent-codes.ts';
import type { Actions, PageServerLoad } from './$types';

const notThere = 'There is no such question in a wave of this survey that is closed.';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage');
	const comparison = await comparisonOfCodings(event.locals.site, event.params);
	if (comparison === undefined) error(404, notThere);
	return { comparison, agreed: event.url.searchParams.has('agreed') };
};

export const actions: Actions = {
	agree: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const sent = await sentCodes(event.request);
		const done = await agreeOn(event.locals.site, { ...event.params, ...sent, actor });
		switch (done.kind) {
			case 'agreed':
				return redirect(303, `${event.url.pathname}?agreed#differences`);
			case 'unknown':
				return error(404, notThere);
			case 'nothing-chosen':
			case 'none-and-codes':
			case 'frame-changed':
			case 'not-compared':
				return fail(400, { response: sent.response, number: sent.number, message: choiceProblemWords(done.kind) });
		}
	},
};
