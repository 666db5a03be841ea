import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { questionInBank } from '#server/workflows/authoring/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { source, question } = event.params;
	const found = await questionInBank(event.locals.site, { id: `${source}/${question}` });
	return { found: found ?? error(404, 'There is no such question in your question bank.') };
};
