import { requireStaff } from '#server/accounts/index.ts';
import { searchQuestionBank } from '#server/workflows/authoring/index.ts';
import { askedOfBank } from './asked.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { asked, ...looked } = askedOfBank(event.url.searchParams);
	return { asked, found: await searchQuestionBank(event.locals.site, looked) };
};
