import { requireStaff } from '#server/accounts/index.ts';
import { searchQuestionBank } from '#server/workflows/authoring/index.ts';
import { askedOfBank } from '../../../bank/asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const { asked, ...looked } = askedOfBank(event.url.searchParams);
	const where = (event.url.searchParams.get('where') ?? '').slice(0, 120);
	return { asked, where, found: await searchQuestionBank(event.locals.site, looked) };
};
