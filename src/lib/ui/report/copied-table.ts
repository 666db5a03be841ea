/** A table as it leaves the page: words alone, cells as they stand. */
export interface CopiedTable {
	/** What the table is of; empty without a caption. */
	readonly caption: string;
	readonly rows: readonly (readonly CopiedCell[])[];
}

export interface CopiedCell {
	/** Lines as the page breaks them. */
	readonly lines: readonly string[];
	readonly isHeader: boolean;
	/** How many columns and rows it covers. */
	readonly columns: number;
	readonly rows: number;
}

/**
 * A table for programs that take HTML: word processors keep its heads and merged cells, spreadsheets put each cell into one
 * of their own. What is not a number stays text there, whatever it begins with.
 */
export function tableHtml({ caption, rows }: CopiedTable, notes: readonly string[]): string {
	const lines = rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`);
	return [
		'<meta charset="utf-8">',
		...(caption === '' ? [] : [`<p><b>${escaped(inert(caption))}</b></p>`]),
		`<table border="1" style="border-collapse:collapse">${lines.join('')}</table>`,
		...notes.map((note) => `<p>${escaped(inert(note))}</p>`),
	].join('\n');
}

/** The same with a tab between cells and a line a row: a merged cell stands in its first place, the others are empty. */
export function tableText({ caption, rows }: CopiedTable, notes: readonly string[]): string {
	const grid = gridOf(rows);
	const around = (words: readonly string[]) => words.filter((line) => line !== '').map(plainCell);
	return [...around([caption]), ...grid.map((row) => row.map(plainCell).join('\t')), ...around(notes), ''].join('\n');
}

function cellHtml({ lines, isHeader, columns, rows }: CopiedCell): string {
	const tag = isHeader ? 'th' : 'td';
	const number = numberIn(lines);
	const spans = `${columns > 1 ? ` colspan="${columns}"` : ''}${rows > 1 ? ` rowspan="${rows}"` : ''}`;
	// Excel's own words for "a text" and for a line end that begins no new cell.
	const look = number === undefined ? ` style="mso-number-format:'\\@'"` : ' align="right"';
	const words = number ?? lines.map((line) => escaped(inert(line))).join('<br style="mso-data-placement:same-cell">');
	return `<${tag}${spans}${look}>${words}</${tag}>`;
}

/** Every place of the table, row by row. */
function gridOf(rows: CopiedTable['rows']): string[][] {
	const grid: string[][] = rows.map(() => []);
	rows.forEach((row, r) => {
		let at = 0;
		for (const { lines, columns, rows: down } of row) {
			while (grid[r]?.[at] !== undefined) at++;
			for (let below = r; below < Math.min(r + down, rows.length); below++)
				for (let across = at; across < at + columns; across++) {
					const isFirst = below === r && across === at;
					grid[below]?.splice(across, 1, isFirst ? (numberIn(lines) ?? lines.join(' ')) : '');
				}
			at += columns;
		}
	});
	return grid;
}

/** A number as programs read it, if the cell is one: "−1.3" is −1.3 and "1,273" is 1273. */
function numberIn(lines: readonly string[]): string | undefined {
	const [only, another] = lines;
	if (only === undefined || another !== undefined || !/^[+−-]?\d[\d,]*(\.\d+)?%?$/.test(only)) return undefined;
	return only.replace('−', '-').replace(/^\+/, '').replaceAll(',', '');
}

/** With a character that nobody sees before what a spreadsheet would take for a formula. */
function inert(text: string): string {
	return formula.test(text) ? `\u2060${text}` : text;
}

function plainCell(text: string): string {
	const line = text.replaceAll(/\s+/g, ' ');
	return formula.test(line) && numberIn([line]) === undefined ? `'${line}` : line;
}

const formula = /^[=+\-@＝＋－＠]/;

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
