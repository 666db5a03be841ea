import { error, fail, redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { fieldsOf } from '#server/http/form-fields.ts';
import { publishedPageOf } from '#server/workflows/published/published-page.ts';
import { takeAwayFigure, takeAwayRound } from '#server/workflows/published/published-rounds.ts';
import { putBack } from './put-back.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const page = await publishedPageOf(event.locals.site, event.params);
	if (page === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	const { searchParams: asked } = event.url;
	return { page, saved: asked.get('saved'), pasted: Number(asked.get('pasted')) || 0 };
};

export const actions: Actions = {
	takeAway: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const { round, measure } = await fieldsOf(event.request, ['round', 'measure']);
		const { survey } = event.params;
		return measure === ''
			? takeAwayRound(event.locals.site, { survey, id: round, actor })
			: takeAwayFigure(event.locals.site, { survey, round, measure, actor });
	},
	putBack: async (event) => {
		const actor = await requireStaff(event, 'manage');
		const { survey } = event.params;
		const done = await putBack(event, { survey, actor });
		if (done.kind !== 'put-back') return fail(400, done);
		redirect(303, `/analyse/${survey}/published?saved=${done.id}#round-${done.id}`);
	},
};
