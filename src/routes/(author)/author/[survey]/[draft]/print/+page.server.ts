import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { readDraft } from '#server/workflows/authoring/index.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const { survey, draft: id } = event.params;
	const draft = await readDraft(event.locals.site, { id });
	if (draft?.survey !== survey) error(404, 'There is no such draft.');
	const { searchParams } = event.url;
	return {
		...{ survey, document: draft.document, what: `Draft of version ${draft.version}`, back: `/author/${survey}/${id}` },
		...{ large: searchParams.has('large'), language: searchParams.get('language') ?? '' },
	};
};
