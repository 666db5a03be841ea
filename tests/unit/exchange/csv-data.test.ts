import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { dataCsv } from '../../../src/lib/exchange/csv-out/data-csv.ts';
import { codebookCsv, codebookJson } from '../../../src/lib/exchange/data-file/codebook.ts';
import type { DataFile } from '../../../src/lib/exchange/data-file/data-file.ts';
import { printable } from '../../../src/lib/exchange/data-file/printable.ts';
import { TooLargeForZip, zipChunks } from '../../../src/lib/exchange/zip/zip-chunks.ts';
import { gathered, hostile, joined, sampleFile } from './sample-file.ts';

const Rows = z.array(z.record(z.string(), z.string()));
const hasR = spawnSync('Rscript', ['--version']).status === 0;

function read(file: DataFile, show: 'codes' | 'labels') {
	return Rows.parse(parse(joined(dataCsv(file, { show })), { columns: true, bom: true }));
}

/** What a spreadsheet may take for a formula is told by an apostrophe that it is none. */
function guarded(text: string): string {
	return printable(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
}

describe('data as CSV', () => {
	it('reads back as the codes, reasons and full digits that went in', () => {
		const file = sampleFile();
		const rows = read(file, 'codes');
		expect(rows).toHaveLength(40);
		rows.forEach((row, k) => {
			expect(row.wave).toBe('1');
			expect(row.hostile).toBe(k % 7 === 6 ? '-9' : String((k % hostile.length) + 1));
			expect(row.age).toBe(k % 5 === 4 ? '-8' : String(k / 3));
			expect(Number(row.weight)).toBe(0.5 + 1 / (k + 3));
			expect(row.words).toBe(k % 5 === 4 ? '-8' : guarded(hostile[k % hostile.length] ?? ''));
		});
	});

	it('reads back as labels whatever they hold, and none of them is a formula', () => {
		const rows = read(sampleFile(), 'labels');
		rows.forEach((row, k) => {
			expect(row.hostile).toBe(k % 7 === 6 ? "'=Refused" : guarded(hostile[k % hostile.length] ?? ''));
			for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t]|^-\D/);
		});
		expect(rows[4]?.age).toBe("Don't know");
	});

	it('has a byte order mark only where there are words to spoil', () => {
		const codesOnly = { ...sampleFile(), columns: sampleFile().columns.filter(({ data }) => data.kind !== 'text') };
		expect(joined(dataCsv(codesOnly, { show: 'codes' }))[0]).toBe('w'.charCodeAt(0));
		expect(joined(dataCsv(codesOnly, { show: 'labels' })).subarray(0, 3)).toEqual(Buffer.from('\ufeff'));
	});

	it('comes in chunks that hold every row, none of them twice', () => {
		const file = sampleFile(50_000);
		const chunks = [...dataCsv(file, { show: 'labels' })];
		expect(chunks.length).toBeGreaterThan(5);
		expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
		expect(read(file, 'labels')).toHaveLength(50_000);
	});

	it('writes a code that the codebook does not know as the number that it is', () => {
		const [first] = sampleFile(1).columns;
		if (first === undefined) throw new Error('the sample has no column');
		const odd = { ...first, data: { kind: 'code' as const, codes: Int16Array.of(77) } };
		expect(read({ ...sampleFile(1), columns: [odd] }, 'labels')).toEqual([{ wave: '77' }]);
	});

	it('never writes a missing reason that an answer could be: where answers go below 0 the codes go below them', () => {
		const file = sampleFile(10);
		const columns = file.columns.map((column) =>
			column.data.kind === 'number' && column.name === 'age'
				? { ...column, data: { ...column.data, values: column.data.values.map((value) => -7 * value) } }
				: column,
		);
		const odd = { ...file, columns };
		expect(read(odd, 'codes').map(({ age }) => age)).toContain('-108');
		expect(JSON.parse(codebookJson(odd)).columns[2].missing[0]).toEqual({ code: -18 - 90, label: "Don't know" });
	});

	it('goes with a codebook that names every code, reason and disclosive column', () => {
		const file = sampleFile();
		const lines = Rows.parse(parse(codebookCsv(file), { columns: true, bom: true }));
		expect(lines.filter(({ column }) => column === 'hostile')).toHaveLength(1 + hostile.length + 2);
		expect(lines.find(({ column }) => column === 'words')?.disclosive).toBe('open-text');
		expect(lines.find(({ code, column }) => code === '-8' && column === 'age')).toMatchObject({
			code_label: "Don't know",
			code_is_missing: 'yes',
		});
		expect(JSON.parse(codebookJson(file))).toMatchObject({ title: 'A sample', rows: 40, weight: 'weight' });
	});

	it.skipIf(!hasR)('is read by R as it was written (skipped where R is not installed)', () => {
		const folder = mkdtempSync(join(tmpdir(), 'soundings-csv-'));
		const path = join(folder, 'data.csv');
		writeFileSync(path, joined(dataCsv(sampleFile(1000), { show: 'labels' })));
		const script = `d <- read.csv("${path}", fileEncoding = "UTF-8-BOM", check.names = FALSE, na.strings = NULL);
			cat(nrow(d), ncol(d), length(unique(d$hostile)), format(sum(d$weight), digits = 17), sum(d$words == "line\\nfeed"))`;
		const { stdout, stderr } = spawnSync('Rscript', ['-e', script.replaceAll(/\s+/g, ' ')], {
			encoding: 'utf8',
			env: { ...process.env, LC_ALL: 'C.UTF-8' },
		});
		rmSync(folder, { recursive: true });
		const sum = Array.from({ length: 1000 }, (_, row) => 0.5 + 1 / (row + 3)).reduce((a, b) => a + b, 0);
		const lineFeeds = Array.from({ length: 1000 }, (_, row) => row).filter((row) => row % 5 !== 4 && row % 14 === 7);
		const [rows, columns, labels, weights, fed] = stdout.split(' ').map(Number);
		expect(stderr).toBe('');
		// Two of the labels never occur: their rows refused.
		expect([rows, columns, labels, fed]).toEqual([1000, 5, hostile.length - 2 + 1, lineFeeds.length]);
		expect(weights).toBeCloseTo(sum, 9);
	});
});

describe('a zip', () => {
	const made = new Date('2026-03-02T12:00:00Z');

	it('gives back its files, deflated or stored, in their order', async () => {
		const big = Buffer.alloc(3_000_000, 'abcdefghij');
		const bytes = await gathered(
			zipChunks(
				[
					{ name: 'a/big.csv', deflate: true, chunks: () => [big.subarray(0, 1_000_000), big.subarray(1_000_000)] },
					{ name: 'stored.bin', deflate: false, chunks: () => [Buffer.from('stored')] },
					{ name: 'empty.txt', deflate: true, chunks: () => [] },
				],
				{ made },
			),
		);
		expect(bytes.length).toBeLessThan(100_000);
		const files = unzipSync(bytes);
		expect(Object.keys(files)).toEqual(['a/big.csv', 'stored.bin', 'empty.txt']);
		expect(Buffer.from(files['a/big.csv'] ?? []).equals(big)).toBe(true);
		expect(Buffer.from(files['stored.bin'] ?? []).toString()).toBe('stored');
	});

	it.skipIf(spawnSync('unzip', ['-v']).status !== 0)(
		'passes the test of unzip (skipped where that is not there)',
		async () => {
			const folder = mkdtempSync(join(tmpdir(), 'soundings-zip-'));
			const entry = { name: 'data.csv', deflate: true, chunks: () => dataCsv(sampleFile(20_000), { show: 'labels' }) };
			writeFileSync(join(folder, 'a.zip'), await gathered(zipChunks([entry], { made })));
			const tested = spawnSync('unzip', ['-t', join(folder, 'a.zip')], { encoding: 'utf8' });
			rmSync(folder, { recursive: true });
			expect(tested.stdout).toContain('No errors detected');
		},
	);

	it('stops with the reason rather than writing sizes that no longer fit', async () => {
		const endless = {
			name: 'huge.bin',
			deflate: false,
			chunks: () => Array.from({ length: 17 }, () => new Uint8Array(64)),
		};
		const drain = async () => {
			for await (const _ of zipChunks([endless], { made, most: 1024 }));
		};
		await expect(drain()).rejects.toThrow(TooLargeForZip);
	});
});
