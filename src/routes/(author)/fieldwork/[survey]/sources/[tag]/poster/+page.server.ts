import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { posterOf } from '#server/workflows/fieldwork/sources/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'field');
	const { survey, tag } = event.params;
	const language = event.url.searchParams.get('language') ?? '';
	const poster = await posterOf(event.locals.site, { survey, tag, language });
	if (poster.kind !== 'poster') {
		const isUnknown = poster.kind === 'unknown-source';
		const why = isUnknown ? 'This survey has no such place.' : 'Posters are for open links: this survey has none now.';
		error(isUnknown ? 404 : 409, why);
	}
	return { survey, poster };
};
