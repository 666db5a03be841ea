import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cellAt, readSav } from '#exchange/sav/index.ts';
import type { SavColumn, SavFile } from '#exchange/sav/index.ts';

const folder = 'tests/fixtures/sav';
const files = [
	{ file: 'tiny_haven.sav', readback: 'readback_tiny_haven.txt' },
	{ file: 'tiny_haven_zsav.zsav', readback: 'readback_tiny_haven.txt' },
	{ file: 'tiny_pspp.sav', readback: 'readback_tiny_pspp.txt' },
] as const;

async function read(file: string): Promise<SavFile> {
	const done = await readSav(readFileSync(join(folder, file)));
	if (done.kind === 'unreadable') throw new Error(done.words);
	return done.file;
}

const HavenVariable = z.object({
	name: z.string(),
	label: z.string(),
	format_spss: z.string(),
	value_labels: z.record(z.string(), z.union([z.number(), z.string()])).nullable(),
	na_values: z.array(z.number()).nullable(),
	na_range: z.tuple([z.number(), z.number()]).nullable(),
	n_sysmis: z.number(),
	frequencies: z.record(z.string(), z.number()),
});

/** What stands between two headings of a readback text. */
function part(readback: string, from: string, to: string): string {
	const text = readFileSync(join(folder, readback), 'utf8');
	const start = text.indexOf('\n', text.indexOf(from) + 1) + 1;
	return text.slice(start, to === '' ? undefined : text.indexOf(to, start));
}

const secondsTo1970 = 12_219_379_200;

/** A cell as the two readers print it: dates by the calendar, everything else plain. */
function printed(column: SavColumn, row: number, style: 'haven' | 'pspp'): string | null {
	const value = cellAt(column.cells, row);
	if (typeof value !== 'number' || !/DATE/.test(column.format)) return value === null ? null : String(value);
	const iso = new Date((value - secondsTo1970) * 1000).toISOString();
	const [day = '', time = ''] = iso.slice(0, 19).split('T');
	const [year, month, of] = day.split('-');
	const date = style === 'haven' ? day : `${month}/${of}/${year}`;
	return column.format.startsWith('DATETIME') ? `${date} ${time}` : date;
}

describe('reading a .sav', () => {
	it.each(files)('$file: name, labels, formats, missing values and frequencies as haven reads them', async (one) => {
		const { columns, rows } = await read(one.file);
		const haven = z.array(HavenVariable).parse(JSON.parse(part(one.readback, '\nhaven 2.5.1', '')));
		expect(columns.map(({ name }) => name)).toEqual(haven.map(({ name }) => name));
		for (const [place, column] of columns.entries()) {
			const theirs = haven[place]!;
			expect(column.label).toBe(theirs.label);
			expect(column.format).toBe(theirs.format_spss);
			const theirLabels = Object.entries(theirs.value_labels ?? {}).map(([label, value]) => ({
				value: typeof value === 'string' ? value.trimEnd() : value,
				label,
			}));
			expect(column.valueLabels).toHaveLength(theirLabels.length);
			expect(column.valueLabels).toEqual(expect.arrayContaining(theirLabels));
			expect(column.missing.values).toEqual(theirs.na_values ?? []);
			expect(column.missing.range).toEqual(
				theirs.na_range === null ? null : { low: theirs.na_range[0], high: theirs.na_range[1] },
			);
			const counts: Record<string, number> = {};
			for (let row = 0; row < rows; row++) {
				const cell = printed(column, row, 'haven');
				const name = cell === null ? '<NA>' : cell.length > 60 ? `${cell.slice(0, 57)}...(${cell.length})` : cell;
				counts[name] = (counts[name] ?? 0) + 1;
			}
			expect(counts['<NA>'] ?? 0).toBe(theirs.n_sysmis);
			// R's JSON names the empty text "1" and writes 100000 as 1e+05.
			const named = (key: string) => (key === '1e+05' ? '100000' : key === '1' && column.width > 0 ? '' : key);
			expect(counts).toEqual(
				Object.fromEntries(Object.entries(theirs.frequencies).map(([key, count]) => [named(key), count])),
			);
		}
	});

	it.each(files)('$file: levels and every cell as PSPP reads them', async (one) => {
		const { columns, rows } = await read(one.file);
		const [, ...variables] = parse(part(one.readback, '\nTable: Variables', '\n\n'), { relax_column_count: true });
		expect(columns.map(({ name, level }) => [name, level])).toEqual(
			variables.map(([name = '', , , level = '']) => [name, level.toLowerCase()]),
		);
		const [names, ...cells] = parse(part(one.readback, '=== PSPP raw values', '\n==='), {});
		expect(columns.map(({ name }) => name)).toEqual(names);
		expect(cells).toHaveLength(rows);
		for (const [row, theirs] of cells.entries()) {
			expect(columns.map((column) => printed(column, row, 'pspp') ?? ' ')).toEqual(theirs);
		}
	});

	it('tells the weight and the label of the file', async () => {
		expect(await read('tiny_pspp.sav')).toMatchObject({ weight: 'weight', label: 'Tiny Soundings reference file' });
		expect(await read('tiny_haven.sav')).toMatchObject({ weight: null, label: '' });
	});

	it('reads the same from pieces of any size', async () => {
		for (const { file } of files) {
			const bytes = readFileSync(join(folder, file));
			for (const size of [1, 7, 64, 1000]) {
				const pieces = async function* () {
					for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
				};
				expect(await readSav(pieces())).toEqual({ kind: 'read', file: await read(file) });
			}
		}
	});
});
