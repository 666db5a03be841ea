import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { weightsRows } from '#server/workflows/analysis/weights-rows.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The rows that the R for the page's weights reads. */
export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'export', 'surveys');
	const rows = await weightsRows(event.locals.site, askedOf(event.params.survey, event.url.searchParams));
	if (rows.kind !== 'rows') error(404, 'There are no such weights here.');
	return new Response(streamed(rows.chunks), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${rows.name}.csv"`,
		},
	});
};
