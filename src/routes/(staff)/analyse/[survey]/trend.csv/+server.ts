import { error } from '@sveltejs/kit';
import { trendCsv } from '#exchange/trend-csv.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	await requireStaff(event, 'see', 'surveys');
	const { survey } = event.params;
	const asked = askedOf(survey, event.url.searchParams);
	const answer = await trendOf(event.locals.site, asked.question);
	if (answer.kind !== 'trend') error(404, 'There are no such figures here.');
	const { report } = answer;
	const measures = report.measures.filter(({ id }) => asked.measure === undefined || id === asked.measure);
	return new Response(trendCsv({ ...report, measures }), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${report.survey}-trend.csv"`,
		},
	});
};
