import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { questionInBank } from '#server/workflows/authoring/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { source, question } = event.params;
	const found = await questionInBank(event.locals.site, { id: `${source}/${question}` });
	if (found === undefined) error(404, 'There is no such question in your question bank.');
	const [first = 'en'] = Object.keys(found.question.text);
	return { question: found.question, language: 'en' in found.question.text ? 'en' : first };
};
