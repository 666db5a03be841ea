import { redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { currentSite } from '#server/site.ts';
import { makeExport, zipOf } from '#server/workflows/export/index.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The zip that the page's form describes; what cannot be made leads back to the page, which says why. */
export const GET: RequestHandler = async (event) => {
	const { name: by } = await requireStaff(event, 'export', 'surveys');
	const { survey } = event.params;
	const { wanted, problems } = askedOf(survey, event.url.searchParams);
	const made = wanted && problems.length === 0 ? await makeExport(currentSite(), { ...wanted, by }) : null;
	if (made?.kind !== 'bundle') redirect(303, `/analyse/${survey}/export${event.url.search}`);
	return new Response(streamed(zipOf(made.bundle)), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${made.bundle.stem}-${wanted?.format}.zip"`,
		},
	});
};
