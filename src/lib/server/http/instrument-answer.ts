import { instrumentFile } from '#exchange/instrument-file.ts';

/** A questionnaire's file to keep, under a name without its ending. */
export function instrumentAnswer(document: unknown, name: string): Response {
	return new Response(instrumentFile(document), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}.json"`,
		},
	});
}
