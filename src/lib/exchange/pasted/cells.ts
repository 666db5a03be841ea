import { parse } from 'csv-parse/sync';

/** What is wrong on one line, and what to do. */
export interface LineProblem {
	readonly line: number;
	readonly words: string;
}

/** What sets the columns of a pasted table apart, by its heading: a tab, a semicolon or a comma. */
export function delimiterOf(heading: string): string | undefined {
	return ['\t', ';', ','].find((candidate) => heading.includes(candidate));
}

/** The cells of a pasted line. */
export function cellsOf(words: string, delimiter: string): string[] {
	const read: unknown = parse(words, { delimiter, relax_quotes: true, relax_column_count: true, trim: true });
	const [first]: unknown[] = Array.isArray(read) ? read : [];
	const cells = Array.isArray(first) ? first.map(String) : [];
	// Spreadsheets add empty columns at the end.
	while (cells.at(-1) === '') cells.pop();
	return cells;
}

/** Whether two labels are the same but for case and spaces. */
export function alike(a: string, b: string): boolean {
	const plain = (words: string) => words.toLowerCase().replace(/\s+/g, ' ').trim();
	return plain(a) === plain(b);
}
