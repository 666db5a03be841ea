import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { reportPackOf } from '#server/workflows/report-pack.ts';
import { askedBy } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The figures of a report's views for R. */
export const GET: RequestHandler = async (event) => {
	const { name: by } = await requireStaff(event, 'export', 'surveys');
	const { survey, report } = event.params;
	const asked = (address: string) => askedBy(survey, address);
	const answer = await reportPackOf(event.locals.site, { survey, report, by, asked });
	if (answer.kind === 'unknown-report') error(404, `There is no report called ${report} here.`);
	return new Response(streamed(answer.chunks), {
		headers: {
			'content-type': 'application/zip',
			'content-disposition': `attachment; filename="${answer.name}"`,
		},
	});
};
