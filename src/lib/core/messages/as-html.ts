/**
 * A plain text as a small HTML document of paragraphs and line breaks, in which nothing but `links` can be followed.
 * Whatever else the text holds is text: no markup, no image, nothing that is fetched or that tells it was opened.
 */
export function asHtml(args: {
	readonly subject: string;
	readonly text: string;
	readonly language: string;
	readonly links: readonly string[];
}): string {
	const paragraphs = args.text.split(/\n{2,}/).map(
		(paragraph) =>
			`<p style="margin:0 0 1em">${paragraph
				.split('\n')
				.map((line) => withLinks(line, args.links))
				.join('<br>\n')}</p>`,
	);
	return [
		'<!doctype html>',
		`<html lang="${escaped(args.language)}">`,
		`<head><meta charset="utf-8"><title>${escaped(args.subject)}</title></head>`,
		'<body style="margin:0;padding:16px;font:16px/1.5 Arial,sans-serif;max-width:38em">',
		...paragraphs,
		'</body>',
		'</html>',
		'',
	].join('\n');
}

function withLinks(line: string, links: readonly string[]): string {
	const [first, ...rest] = links;
	if (first === undefined) return escaped(line);
	return line
		.split(first)
		.map((between) => withLinks(between, rest))
		.join(`<a href="${escaped(first)}">${escaped(first)}</a>`);
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}
