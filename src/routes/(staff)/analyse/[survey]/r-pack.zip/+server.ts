import { error } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { streamed } from '#server/http/streamed.ts';
import { rPackOf } from '#server/workflows/r-pack.ts';
import { askedOf } from '../asked.ts';
import type { RequestHandler } from './$types';

/** The figures of the trend for R: `?variable=` and `?by=` as on its page; `?with=` are further variables to pack. */
export const GET: RequestHandler = async (event) => {
	const { name: by } = await requireStaff(event, 'export', 'surveys');
	const { survey } = event.params;
	const { searchParams } = event.url;
	const also = searchParams.getAll('with');
	const answer = await rPackOf(event.locals.site, askedOf(survey, searchParams).question, { by, also });
	switch (answer.kind) {
		case 'r-pack':
			return new Response(streamed(answer.chunks), {
				headers: {
					'content-type': 'application/zip',
					'content-disposition': `attachment; filename="${answer.name}"`,
				},
			});
		case 'no-answers':
			return error(404, 'No interview has been completed yet, so that there is nothing to compute.');
		case 'unknown-survey':
		case 'unknown-variable':
			return error(404, 'There are no such figures here.');
	}
};
