import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataParquet } from '../../../src/lib/exchange/parquet/data-parquet.ts';
import { hostile, joined, sampleFile } from './sample-file.ts';

const rows = 150_000;
const file = sampleFile(rows);
const folder = mkdtempSync(join(tmpdir(), 'soundings-parquet-'));
const [codes, labels] = [join(folder, 'codes.parquet'), join(folder, 'labels.parquet')];
let duckdb: Awaited<ReturnType<DuckDBInstance['connect']>>;

/** Rows of what DuckDB answers, as plain values. */
async function ask(sql: string): Promise<Record<string, unknown>[]> {
	return (await duckdb.runAndReadAll(sql)).getRowObjects();
}

beforeAll(async () => {
	writeFileSync(codes, joined(dataParquet(file, { show: 'codes' })));
	writeFileSync(labels, joined(dataParquet(file, { show: 'labels' })));
	duckdb = await (await DuckDBInstance.create()).connect();
});
afterAll(() => {
	duckdb.closeSync();
	rmSync(folder, { recursive: true });
});

describe('data as Parquet, read by DuckDB', () => {
	it('has every row, and its sums are those of the columns', async () => {
		const [read] = await ask(
			`SELECT count(*) AS n, sum(hostile) AS codes, sum(weight) AS weights, count(*) FILTER (age = -8) AS reasons,
				sum(age) FILTER (age >= 0) AS ages FROM '${codes}'`,
		);
		const all = Array.from({ length: rows }, (_, row) => row);
		const sumOf = (of: (row: number) => number) => all.reduce((sum, row) => sum + of(row), 0);
		expect(Number(read?.n)).toBe(rows);
		expect(Number(read?.codes)).toBe(sumOf((row) => (row % 7 === 6 ? -9 : (row % hostile.length) + 1)));
		expect(Number(read?.weights)).toBeCloseTo(
			sumOf((row) => 0.5 + 1 / (row + 3)),
			6,
		);
		expect(Number(read?.reasons)).toBe(rows / 5);
		expect(Number(read?.ages) / sumOf((row) => (row % 5 === 4 ? 0 : row / 3))).toBeCloseTo(1, 12);
	});

	it('has its types, several row groups, and none without statistics', async () => {
		const types = await ask(`DESCRIBE SELECT * FROM '${codes}'`);
		expect(types.map(({ column_name, column_type }) => [column_name, column_type])).toEqual([
			['wave', 'SMALLINT'],
			['hostile', 'SMALLINT'],
			['age', 'DOUBLE'],
			['words', 'VARCHAR'],
			['weight', 'DOUBLE'],
		]);
		const groups = await ask(`SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata('${codes}')`);
		expect(groups.length).toBeGreaterThan(1);
		expect(groups.reduce((sum, group) => sum + Number(group.row_group_num_rows), 0)).toBe(rows);
	});

	it('carries title, notes and the codebook with every label, whatever it holds', async () => {
		const kept = await ask(
			`SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata('${codes}') ORDER BY 1`,
		);
		const metadata = new Map(kept.map(({ key, value }) => [String(key), String(value)]));
		expect(metadata.get('title')).toBe('A sample');
		expect(metadata.get('notes')).toBe(`Simulated\n${rows} rows`);
		const codebook = JSON.parse(metadata.get('soundings.codebook') ?? '{}');
		expect(codebook.columns[1].values.map(({ label }: { label: string }) => label)).toEqual([...hostile]);
		expect(codebook.columns[1].missing).toContainEqual({ code: -9, label: '=Refused' });
	});

	it('as labels: the words themselves, in a dictionary', async () => {
		const counted = await ask(`SELECT hostile AS label, count(*) AS n FROM '${labels}' GROUP BY 1`);
		const expected = new Map<string, number>();
		for (let row = 0; row < rows; row++) {
			// What is no character at all cannot be in UTF-8.
			const label = row % 7 === 6 ? '=Refused' : (hostile[row % hostile.length] ?? '').replace('\ud800', '\ufffd');
			expected.set(label, (expected.get(label) ?? 0) + 1);
		}
		expect(new Map(counted.map(({ label, n }) => [String(label), Number(n)]))).toEqual(expected);
		const [encoding] = await ask(
			`SELECT DISTINCT encodings FROM parquet_metadata('${labels}') WHERE path_in_schema = 'hostile'`,
		);
		expect(String(encoding?.encodings)).toContain('DICTIONARY');
	});

	it('without a row is still a file with its columns', async () => {
		const path = join(folder, 'empty.parquet');
		writeFileSync(path, joined(dataParquet(sampleFile(0), { show: 'codes' })));
		expect(await ask(`SELECT count(*)::INT AS n, count(hostile)::INT AS m FROM '${path}'`)).toEqual([{ n: 0, m: 0 }]);
	});
});
