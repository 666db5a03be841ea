import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { readVersion } from '#server/workflows/authoring/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const { survey, version } = event.params;
	const document = await readVersion(event.locals.site, { survey, version: Number(version) });
	if (document === undefined) error(404, 'There is no such version.');
	const { searchParams } = event.url;
	return {
		...{ survey, document, what: `Version ${Number(version)}`, back: '/author' },
		...{ large: searchParams.has('large'), language: searchParams.get('language') ?? '' },
	};
};
