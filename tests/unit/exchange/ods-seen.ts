/** What a reader would see, sheet by sheet and row by row, by a reader that knows no more than the words of the file. */
export function seen(xml: string): Map<string, string[][]> {
	const sheets = new Map<string, string[][]>();
	for (const [, name = '', body = ''] of xml.matchAll(/<table:table table:name="([^"]*)">([^]*?)<\/table:table>/g)) {
		const rows = [...body.matchAll(/<table:table-row[^>]*>([^]*?)<\/table:table-row>/g)].map(([, row = '']) =>
			[...row.matchAll(/<table:table-cell[^>]*>([^]*?)<\/table:table-cell>/g)].map(([, cell = '']) => plain(cell)),
		);
		sheets.set(name, rows);
	}
	return sheets;
}

function plain(xml: string): string {
	const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
	return xml
		.replaceAll('</text:p><text:p>', '\n')
		.replaceAll('<text:tab/>', '\t')
		.replaceAll(/<[^>]*>/g, '')
		.replaceAll(/&(\w+);/g, (_, name: string) => entities[name] ?? '?');
}

/** Whether every element is closed in its order, and nothing stands outside that XML forbids. */
export function isWellFormed(xml: string): boolean {
	const open: string[] = [];
	const body = xml.replace(/^<\?xml[^?]*\?>\s*/, '');
	for (const [, text = '', tag = ''] of body.matchAll(/([^<]*)(<[^>]*>)/g)) {
		if (/&(?!(amp|lt|gt|quot|apos);)/.test(text) || /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) return false;
		const [, end, name = '', empty] = /^<(\/?)([\w:-]+)(?:\s+[\w:-]+="[^"<]*")*\s*(\/?)>$/.exec(tag) ?? [];
		if (name === '') return false;
		if (end === '/') {
			if (open.pop() !== name) return false;
		} else if (empty !== '/') open.push(name);
	}
	return open.length === 0;
}
