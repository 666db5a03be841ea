/** A file of figures to keep, under a name without its ending. */
export function csvAnswer(csv: string, name: string): Response {
	return new Response(csv, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}.csv"`,
		},
	});
}
