import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { beforeAfterOf } from '#server/workflows/analysis/before-after-of.ts';
import { rForBeforeAfter } from '#server/workflows/r-for-views.ts';
import { addressOf, askedOf } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const answer = await beforeAfterOf(event.locals.site, askedOf(survey, event.url.searchParams));
	switch (answer.kind) {
		case 'unknown-survey':
			return error(404, `There is no survey called ${survey} here.`);
		case 'unknown':
			return error(404, `The survey has no such ${answer.what} to compare: ${answer.name}.`);
		case 'before-after': {
			const query = addressOf(answer.report);
			const found = await rForBeforeAfter(event.locals.site, answer.report);
			const by = found?.groups ? `?by=${found.groups}` : '';
			const r = found && { code: found.view.code, pack: `/analyse/${survey}/r-pack.zip${by}` };
			const at = `/analyse/${survey}/before-after`;
			return { report: answer.report, r, address: `${at}${query}`, csv: `${at}/before-after.csv${query}` };
		}
	}
};
