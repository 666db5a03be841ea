import { error } from '@sveltejs/kit';
import { crosstabCsv } from '#exchange/crosstab-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { crosstabInBands } from '#server/workflows/analysis/index.ts';
import { askedOf, fileName } from '../crosstab/asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const asked = askedOf(event.params.survey, event.url.searchParams);
	const answer = await crosstabInBands(event.locals.site, asked);
	if (answer.kind !== 'bands') error(404, 'There are no such figures here.');
	return new Response(streamed(crosstabCsv(answer.bands)), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${fileName(asked)}.csv"`,
		},
	});
};
