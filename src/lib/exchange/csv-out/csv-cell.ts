import { printable } from '../data-file/printable.ts';

/**
 * A text as one cell (RFC 4180). A spreadsheet takes what begins with =, +, -, @, a tab or a line end for a formula; an
 * apostrophe before it stops that (OWASP, CSV injection). Numbers need none of this.
 */
export function csvCell(text: string): string {
	const safe = printable(formula.test(text) ? `'${text}` : text);
	return special.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of cells with its end; numbers as JavaScript writes them, which no digit is lost in. */
export function csvLine(cells: readonly (string | number)[]): string {
	return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell))).join(',')}\n`;
}

const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const special = /[",\r\n]/;
