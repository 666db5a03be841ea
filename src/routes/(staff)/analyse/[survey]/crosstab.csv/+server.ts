import { error } from '@sveltejs/kit';
import { crosstabCsv } from '#exchange/crosstab-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { crosstabOf } from '#server/workflows/analysis/index.ts';
import { askedOf } from '../crosstab/asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'export', 'surveys');
	const { survey } = event.params;
	const asked = askedOf(survey, event.url.searchParams);
	const answer = await crosstabOf(currentSite(), { ...asked, intervals: 'all' });
	if (answer.kind !== 'crosstab') error(404, 'There are no such figures here.');
	return new Response(crosstabCsv(answer.report), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${survey}-${asked.rows}-by-${asked.columns}.csv"`,
		},
	});
};
