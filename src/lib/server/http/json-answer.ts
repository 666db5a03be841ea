/** JSON to keep as a file, under a name without its ending. */
export function jsonAnswer(json: string, name: string): Response {
	return new Response(json, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="${name}.json"`,
		},
	});
}
