import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { codingListOf } from '#server/workflows/coding/coding-list.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'manage');
	const list = await codingListOf(event.locals.site, event.params);
	if (list === undefined) error(404, `There is no survey called ${event.params.survey} here.`);
	return { list };
};
