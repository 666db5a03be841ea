import { describe, expect, it } from 'vitest';
import type { CopiedCell } from '#ui/report/copied-table.ts';
import { tableHtml, tableText } from '#ui/report/copied-table.ts';

const cell = (text: string | readonly string[], more: Partial<CopiedCell> = {}): CopiedCell => ({
	lines: typeof text === 'string' ? [text] : text,
	...{ isHeader: false, columns: 1, rows: 1 },
	...more,
});

describe('a copied table', () => {
	const table = {
		caption: 'Reporting',
		rows: [
			[cell('Group', { isHeader: true, rows: 2 }), cell('2019', { isHeader: true, columns: 2 })],
			[cell('%', { isHeader: true }), cell('Base', { isHeader: true })],
			[cell('Women', { isHeader: true }), cell(['45.2', '42.1 to 48.3']), cell('1,273')],
			[cell('Men', { isHeader: true }), cell('−1.3'), cell('')],
		],
	};

	it('has a tab between cells, a line a row, and merged cells in their first place', () => {
		expect(tableText(table, ['Simulated.'])).toBe(
			[
				'Reporting',
				'Group\t2019\t',
				'\t%\tBase',
				'Women\t45.2 42.1 to 48.3\t1273',
				'Men\t-1.3\t',
				'Simulated.',
				'',
			].join('\n'),
		);
	});

	it('keeps heads, merged cells and line breaks for programs that take HTML, and its notes below', () => {
		const html = tableHtml(table, ['A < B']);
		expect(html).toContain(`<th rowspan="2" style="mso-number-format:'\\@'">Group</th>`);
		expect(html).toContain('<th colspan="2" align="right">2019</th>');
		expect(html).toContain('45.2<br style="mso-data-placement:same-cell">42.1 to 48.3');
		expect(html).toContain('<td align="right">-1.3</td>');
		expect(html).toMatch(/<p>A &lt; B<\/p>$/);
	});

	it.each(['=HYPERLINK("https://example.org")', '+cmd|x', '-2+3', '@SUM(1)', '＝1+1', '+1.0 to +7.2'])(
		'has no cell that a spreadsheet takes for a formula: %s',
		(words) => {
			const one = { caption: words, rows: [[cell(words)]] };
			for (const line of tableText(one, [words]).trimEnd().split('\n')) expect(line).toBe(`'${words}`);
			expect(tableHtml(one, [words])).not.toMatch(/>[=+\-@＝]/);
		},
	);
});
