import type { CopiedCell, CopiedTable } from './copied-table.ts';

/** The table on the page that has this id, or whose caption has it; undefined when it is not there. */
export function readTable(id: string): CopiedTable | undefined {
	const table = document.getElementById(id)?.closest('table');
	if (!table) return undefined;
	return {
		caption: table.caption === null ? '' : linesOf(table.caption).join(' '),
		rows: Array.from(table.rows, (row) => Array.from(row.cells, readCell)),
	};
}

function readCell(cell: HTMLTableCellElement): CopiedCell {
	return {
		lines: linesOf(cell),
		isHeader: cell.tagName === 'TH',
		columns: cell.colSpan,
		rows: Math.max(1, cell.rowSpan),
	};
}

/** Words as they are seen, line by line; without pictures, buttons, and what only screen readers are told. */
function linesOf(element: Element): string[] {
	const lines = [''];
	const walk = (node: Node) => {
		if (node instanceof Text) lines.push((lines.pop() ?? '') + node.data.replaceAll(/[\s\u2002]+/g, ' '));
		if (!(node instanceof Element) || node.matches('svg, button, [aria-hidden="true"], .visually-hidden')) return;
		const { display } = getComputedStyle(node);
		if (display === 'none') return;
		const isLine = node !== element && !display.startsWith('inline') && display !== 'contents';
		if (isLine || node.tagName === 'BR') lines.push('');
		node.childNodes.forEach(walk);
		if (isLine) lines.push('');
	};
	walk(element);
	return lines.map((line) => line.replaceAll(/ +/g, ' ').trim()).filter((line) => line !== '');
}
