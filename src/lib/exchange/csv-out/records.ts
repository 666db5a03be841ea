import { csvLine } from './csv-cell.ts';

/** A row by the names of its columns; an empty text where there is nothing. */
export type CsvRecord = Readonly<Record<string, string | number>>;

/**
 * Records as CSV (RFC 4180, UTF-8 with a byte order mark, formulas escaped), numbers with every digit. The columns are those
 * of all records, in the order in which they first come, after those of `first`.
 */
export function recordsCsv(records: readonly CsvRecord[], first: readonly string[] = []): string {
	const columns = [...new Set([...first, ...records.flatMap((record) => Object.keys(record))])];
	const lines = records.map((record) => csvLine(columns.map((column) => record[column] ?? '')));
	return `\ufeff${csvLine(columns)}${lines.join('')}`;
}
