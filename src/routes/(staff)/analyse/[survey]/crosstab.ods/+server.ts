import { error } from '@sveltejs/kit';
import { crosstabTables } from '#exchange/ods/crosstab-tables.ts';
import { writeOds } from '#exchange/ods/write-ods.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { crosstabInBands, joinedBands } from '#server/workflows/analysis/index.ts';
import { askedOf, fileName } from '../crosstab/asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const { name: by } = await requireStaff(event, 'see', 'surveys');
	const asked = askedOf(event.params.survey, event.url.searchParams);
	const answer = await crosstabInBands(event.locals.site, asked);
	const report = answer.kind === 'bands' ? await joinedBands(answer.bands) : undefined;
	if (report === undefined) error(404, 'There are no such figures here.');
	const made = event.locals.site.clock.now();
	return new Response(Buffer.from(writeOds(crosstabTables(report, { by, made }), { made })), {
		headers: {
			'content-type': 'application/vnd.oasis.opendocument.spreadsheet',
			'content-disposition': `attachment; filename="${fileName(asked)}.ods"`,
		},
	});
};
