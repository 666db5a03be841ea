import { redirect } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { makeExport, recordExport, zipOf } from '#server/workflows/export/index.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The zip that the page's form describes; what cannot be made leads back to the page, which says why. */
export const GET: RequestHandler = async (event) => {
	const actor = await requireStaff(event, 'export', 'surveys');
	const { survey } = event.params;
	const { wanted, problems } = askedOf(survey, event.url.searchParams);
	const asked = wanted && problems.length === 0 ? { ...wanted, by: actor.name } : undefined;
	const made = asked && (await makeExport(event.locals.site, asked));
	if (asked === undefined || made?.kind !== 'bundle') redirect(303, `/analyse/${survey}/export${event.url.search}`);
	await recordExport(event.locals.site, { actor, wanted: asked, stem: made.bundle.stem });
	return new Response(streamed(zipOf(made.bundle)), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${made.bundle.stem}-${asked.format}.zip"`,
		},
	});
};
