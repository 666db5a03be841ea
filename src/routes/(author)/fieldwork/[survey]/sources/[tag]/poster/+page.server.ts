import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { posterOf } from '#server/workflows/fieldwork/sources/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey, tag } = event.params;
	const language = event.url.searchParams.get('language') ?? '';
	const poster = await posterOf(event.locals.site, { survey, tag, language });
	if (poster.kind === 'unknown-source') error(404, 'This survey has no such place.');
	if (poster.kind === 'no-open-link') error(409, 'Posters are for open links, and this survey has none now.');
	return { survey, poster };
};
