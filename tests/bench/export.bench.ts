import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { seededRandom } from '../../src/lib/core/interview/index.ts';
import { dataCsv } from '../../src/lib/exchange/csv-out/data-csv.ts';
import type { DataColumn, DataFile } from '../../src/lib/exchange/data-file/data-file.ts';
import { dataParquet } from '../../src/lib/exchange/parquet/data-parquet.ts';
import { writeSav } from '../../src/lib/exchange/sav/index.ts';
import type { Chunks } from '../../src/lib/exchange/zip/zip-chunks.ts';
import { zipChunks } from '../../src/lib/exchange/zip/zip-chunks.ts';
import { type BenchLine, print, short } from './report.ts';

const rows = 1_000_000;
const coded = 18;
const runs = 3;
const made = new Date('2026-03-02T12:00:00Z');

/** 18 columns of codes with 2 to 10 labels and refusals, an age, and a weight of 500 values, as raking leaves it. */
function interviews(): DataFile {
	const next = seededRandom(1);
	const weights = Float64Array.from({ length: 500 }, () => 0.3 + 2 * next());
	const columns = Array.from({ length: coded }, (_, k): DataColumn => {
		const size = 2 + (k % 9);
		return {
			...{ name: `q${k + 1}`, label: `Question number ${k + 1}`, level: 'nominal' },
			values: Array.from({ length: size }, (_, code) => ({ code: code + 1, label: `Answer number ${code + 1} of it` })),
			missing: [{ code: -9, label: 'Refused' }],
			data: {
				kind: 'code',
				codes: Int16Array.from({ length: rows }, () => (next() < 0.05 ? -9 : 1 + Math.floor(next() * size))),
			},
		};
	});
	const numbers = (name: string, value: () => number): DataColumn => ({
		...{ name, label: name, level: 'scale', values: [], missing: [] },
		data: { kind: 'number', values: Float64Array.from({ length: rows }, value), missing: new Int8Array(rows) },
	});
	columns.push(numbers('age', () => 16 + Math.floor(next() * 80)));
	columns.push(numbers('weight', () => weights[Math.floor(next() * 500)] ?? 1));
	return { title: 'A wave', notes: ['Made up'], rows, columns, weight: 'weight' };
}

interface Figure {
	readonly seconds: number;
	readonly bytes: number;
	/** Bytes of the process above what it had before, at the most. */
	readonly memory: number;
}

/** Chunks into a file as they come; the median of several runs. */
async function ours(path: string, chunks: () => Chunks): Promise<Figure> {
	const figures: Figure[] = [];
	for (let run = 0; run < runs; run++) {
		globalThis.gc?.();
		const before = process.memoryUsage.rss();
		let most = before;
		const started = performance.now();
		const file = openSync(path, 'w');
		for await (const chunk of chunks()) {
			writeSync(file, chunk);
			most = Math.max(most, process.memoryUsage.rss());
		}
		closeSync(file);
		const seconds = (performance.now() - started) / 1000;
		figures.push({ seconds, bytes: statSync(path).size, memory: most - before });
	}
	const [middle] = figures.toSorted((a, b) => a.seconds - b.seconds).slice(Math.floor(runs / 2));
	if (middle === undefined) throw new Error('nothing was measured');
	return { ...middle, memory: Math.max(...figures.map(({ memory }) => memory)) };
}

/**
 * A wave of 1 million interviews × 20 columns to disk in each format, and DuckDB's COPY of the same table in the same run, on
 * one thread. DuckDB writes no .sav: those stand beside the goal.
 */
export async function exported(): Promise<BenchLine[]> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-export-bench-'));
	const at = (name: string) => join(folder, name);
	const file = interviews();
	const duckdb = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
	try {
		const parquet = await ours(at('ours.parquet'), () => dataParquet(file, { show: 'codes' }));
		await duckdb.run(`CREATE TABLE wave AS SELECT * FROM '${at('ours.parquet')}'`);
		const copied = async (options: string, what = 'wave'): Promise<number> => {
			const times: number[] = [];
			for (let run = 0; run < runs; run++) {
				const started = performance.now();
				await duckdb.run(`COPY ${what} TO '${at('theirs')}' (${options})`);
				times.push((performance.now() - started) / 1000);
			}
			return times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
		};
		const labels = file.columns.map(({ name }, k) =>
			k < coded ? `'Answer number ' || ${name} || ' of it' AS ${name}` : name,
		);
		const csv = await ours(at('ours.csv'), () => dataCsv(file, { show: 'codes' }));
		const words = await ours(at('words.csv'), () => dataCsv(file, { show: 'labels' }));
		const entry = { name: 'data.csv', deflate: true, chunks: () => dataCsv(file, { show: 'codes' }) };
		const zip = await ours(at('ours.zip'), () => zipChunks([entry], { made }));
		const sav = await ours(at('ours.sav'), () => writeSav(file, { form: 'sav', writtenAt: made }));
		const zsav = await ours(at('ours.zsav'), () => writeSav(file, { form: 'zsav', writtenAt: made }));
		const copy = 'DuckDB COPY, one thread';
		const goal = 'goal of 100,000 rows/s';
		const lines: [string, Figure, string, number][] = [
			['CSV of codes', csv, copy, await copied('FORMAT csv, HEADER')],
			['CSV of labels', words, copy, await copied('FORMAT csv, HEADER', `(SELECT ${labels.join(', ')} FROM wave)`)],
			['CSV in a zip', zip, `${copy}, gzip`, await copied('FORMAT csv, HEADER, COMPRESSION gzip')],
			['Parquet', parquet, copy, await copied('FORMAT parquet')],
			['.sav', sav, goal, rows / 100_000],
			['.zsav', zsav, goal, rows / 100_000],
		];
		return lines.map(([name, figure, rival, theirs]): BenchLine => ({
			name: `export of 1 million interviews × ${file.columns.length} columns: ${name}`,
			...{ unit: 'rows/s', ours: rows / figure.seconds, rival, rivals: rows / theirs, ratio: theirs / figure.seconds },
			goal: '≥ 100,000 rows/s',
			notes: [
				`${short(figure.bytes / 1e6)} MB at ${short(figure.bytes / 1e6 / figure.seconds)} MB/s, at most ${short(figure.memory / 1e6)} MB above the columns`,
			],
		}));
	} finally {
		duckdb.closeSync();
		rmSync(folder, { recursive: true });
	}
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
	for (const line of await exported()) print(line);
