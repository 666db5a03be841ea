import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '../../src/lib/core/dataset/index.ts';
import { crosstabEstimates, designOf } from '../../src/lib/core/estimation/index.ts';
import type { Instrument, Weighting } from '../../src/lib/core/instrument/index.ts';
import { codebook } from '../../src/lib/core/instrument/index.ts';
import { schemeOf } from '../../src/lib/core/weighting/index.ts';
import { readEnv } from '../../src/lib/server/env.ts';
import { closeSite, openSite } from '../../src/lib/server/site.ts';
import type { Site } from '../../src/lib/server/site.ts';
import type { KeptColumns } from '../../src/lib/server/workflows/analysis/column-file.ts';
import { keepColumns, readColumns } from '../../src/lib/server/workflows/analysis/column-file.ts';
import { weighWave } from '../../src/lib/server/workflows/analysis/weigh-wave.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { type BenchLine, print, short } from './report.ts';

const waves = 8;
const rows = 1_000_000;
const variables = 60;
const runs = 9;
/** Codes 1 to this many, by number of the variable. */
const codesOf = (variable: number) => 2 + (variable % 7);
const names = Array.from({ length: variables }, (_, k) => `q${k + 1}`);
const [first, second] = ['q6', 'q5'] as const;

const instrument: Instrument = tiny(
	'bench',
	names.map((name, k) => choice(name, codesOf(k))),
);
const margins = ['q1', 'q3', 'q6'].map((variable): Weighting['margins'][number] => {
	const size = codesOf(names.indexOf(variable));
	const share = (code: number) => (size + code) / (size * size + (size * (size + 1)) / 2);
	return {
		...{ id: variable, label: { en: variable }, variables: [variable], source: 'made up', confidence: 'illustrative' },
		targets: Array.from({ length: size }, (_, k) => ({ codes: [k + 1], share: share(k + 1) })),
	};
});

/** The same interviews in DuckDB’s own file and in ours. */
async function madeIn(folder: string, site: Site): Promise<string> {
	const file = join(folder, 'waves.duckdb');
	const { connection, close } = await opened(file);
	const answers = names.map((name, k) => `(1 + hash(i * ${variables} + ${k}) % ${codesOf(k)})::tinyint as ${name}`);
	for (let t = 0; t < waves; t++) {
		const from = `select range as i from range(${t * rows}, ${(t + 1) * rows})`;
		const select = `select ${t}::tinyint as wave, ${answers.join(', ')}, 0.2 + (hash(-i) % 1000) / 400 as weight from (${from})`;
		await connection.run(`${t === 0 ? 'create table waves as' : 'insert into waves'} ${select}`);
		await keepColumns(site, { wave: `wave ${t}`, madeFrom: 'bench', columns: await columnsIn(connection, t) });
	}
	await close();
	return file;
}

async function columnsIn(
	connection: DuckDBConnection,
	wave: number,
): Promise<Pick<KeptColumns, 'dataset' | 'supplied'>> {
	const described = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
	const all = names.map(() => new Int8Array(rows));
	const supplied = new Float64Array(rows);
	const result = await connection.stream(`select ${names.join(', ')}, weight from waves where wave = ${wave}`);
	let at = 0;
	for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
		const values = chunk.getColumns();
		values.forEach((column, k) => {
			const into = all[k] ?? supplied;
			column.forEach((value, i) => (into[at + i] = Number(value)));
		});
		at += chunk.rowCount;
	}
	const columns = names.map((name, k): [string, Column] => {
		const [variable, codes] = [described.get(name), all[k]];
		if (variable === undefined || codes === undefined) throw new Error(name);
		return [name, { kind: 'code', variable, codes }];
	});
	return { dataset: { rows: at, columns: new Map(columns) }, supplied };
}

async function opened(file: string): Promise<{ connection: DuckDBConnection; close: () => Promise<void> }> {
	const instance = await DuckDBInstance.create(file, { threads: '1' });
	const connection = await instance.connect();
	return {
		connection,
		close: async () => {
			connection.closeSync();
			instance.closeSync();
		},
	};
}

const counts = (where: string) =>
	`select ${first}, ${second}, count(*), sum(weight) from waves ${where} group by ${first}, ${second}`;

async function openOurs(site: Site): Promise<KeptColumns[]> {
	const kept: KeptColumns[] = [];
	for (let t = 0; t < waves; t++) {
		const columns = await readColumns(site, { wave: `wave ${t}`, instrument, madeFrom: 'bench' });
		if (columns === undefined) throw new Error('the file of columns was not taken');
		kept.push(columns);
	}
	return kept;
}

function side(columns: KeptColumns, name: string) {
	const column = columns.dataset.columns.get(name);
	if (column?.kind !== 'code') throw new Error(name);
	return { codes: column.codes, categories: column.variable.values.map(({ code }) => code) };
}

function crossed(
	columns: KeptColumns,
	design = designOf({ weights: columns.supplied ?? new Float64Array(rows) }),
): number {
	const table = crosstabEstimates(design, side(columns, first), side(columns, second));
	if (table.kind !== 'crosstab-estimates') throw new Error(table.kind);
	return table.table.base.sumOfWeights;
}

/** Milliseconds of CPU, of all threads, and of the clock. */
async function timed(work: () => unknown): Promise<{ cpu: number; wall: number }> {
	const [wall, cpu] = [performance.now(), process.cpuUsage()];
	await work();
	const { user, system } = process.cpuUsage(cpu);
	return { cpu: (user + system) / 1000, wall: performance.now() - wall };
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/**
 * Medians of both works, which take turns after one to warm up. Of CPU, since others may want the machine meanwhile; the
 * clock of ours beside it.
 */
async function against(ours: () => unknown, rivals: () => unknown) {
	const times: { ours: { cpu: number; wall: number }; rivals: { cpu: number } }[] = [];
	for (let run = 0; run <= runs; run++) times.push({ ours: await timed(ours), rivals: await timed(rivals) });
	const warm = times.slice(1);
	const [own, other] = [median(warm.map((one) => one.ours.cpu)), median(warm.map((one) => one.rivals.cpu))];
	const wall = median(warm.map((one) => one.ours.wall));
	return {
		line: { unit: 'ms of CPU', ours: own, rivals: other, ratio: own / other },
		wall: `${short(wall)} ms by the clock`,
	};
}

/** Eight waves of a million interviews and sixty variables: from disk to a table, beside DuckDB on the same interviews. */
export async function dataset(): Promise<BenchLine[]> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-dataset-'));
	const env = readEnv({ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent' });
	if (env.kind === 'invalid') throw new Error(env.lines.join());
	const site = await openSite(env.env);
	if (site.kind === 'refused') throw new Error(site.line);
	try {
		const file = await madeIn(folder, site.site);
		return await linesOn(site.site, { file, folder });
	} finally {
		await closeSite(site.site);
		rmSync(folder, { recursive: true });
	}
}

async function linesOn(site: Site, { file, folder }: { file: string; folder: string }): Promise<BenchLine[]> {
	const duck = await opened(file);
	const ofDuck = await duck.connection.runAndReadAll(`select sum(weight) from waves where wave = 0`);
	const kept = await openOurs(site);
	const [wave] = kept;
	if (wave === undefined) throw new Error('no wave');
	const sum = Number(ofDuck.getRows()[0]?.[0]);
	if (Math.abs(crossed(wave) - sum) > 1e-6 * sum) throw new Error('the two do not hold the same interviews');
	const design = designOf({ weights: wave.supplied ?? new Float64Array(rows) });
	const table = await against(
		() => crossed(wave, design),
		() => duck.connection.runAndReadAll(counts('where wave = 0')),
	);
	const raked = weighWave({
		...{ dataset: wave.dataset, supplied: wave.supplied, decision: null, language: 'en' },
		asked: { scheme: schemeOf({ margins, trim: null }, { base: wave.supplied === null ? null : 'weight' }), margins },
	});
	if (raked.weighting.kind !== 'raked') throw new Error(raked.weighting.kind);
	const rakedTable = await against(
		() => crossed(wave, raked.design),
		() => duck.connection.runAndReadAll(counts('where wave = 0')),
	);
	await duck.close();

	const opening = await against(
		() => openOurs(site),
		async () => {
			const fresh = await opened(file);
			await fresh.connection.runAndReadAll(`select ${names.map((name) => `sum(${name})`).join(', ')} from waves`);
			await fresh.close();
		},
	);
	let used = 0;
	const whole = await against(
		async () => {
			const all = await openOurs(site);
			all.forEach((columns) => crossed(columns));
			used = all.reduce((bytes, columns) => bytes + columns.bytes(), 0);
		},
		async () => {
			const fresh = await opened(file);
			await fresh.connection.runAndReadAll(counts('').replace('select', 'select wave,').replace('by', 'by wave,'));
			await fresh.close();
		},
	);
	const ourBytes = kept.reduce(
		(bytes, _, t) => bytes + statSync(join(folder, 'columns', `wave%20${t}.columns`)).size,
		0,
	);
	const million = (bytes: number) => `${short(bytes / 1e6)} MB`;
	return [
		{
			name: `${waves} waves × 1 million × ${variables} variables opened from disk, every byte checked`,
			...{
				...opening.line,
				rival: 'DuckDB, every column of its own file added up, one thread',
				goal: '≤ 1000 ms',
			},
			notes: [`${opening.wall}; ${million(ourBytes)} on disk; DuckDB’s file ${million(statSync(file).size)}`],
		},
		{
			name: `from disk to a weighted crosstab of each of ${waves} waves × 1 million × ${variables} variables, with standard errors`,
			...{ ...whole.line, rival: 'DuckDB from its own file, weighted counts alone, one thread' },
			notes: [
				`${whole.wall}; read into memory ${million(used)}: two columns and the weights of ${waves} million interviews`,
			],
		},
		{
			name: 'weighted crosstab of 1 million interviews with standard errors',
			...{ ...table.line, rival: 'DuckDB, weighted counts alone, one thread', goal: '≤ 50 ms and < 1' },
			notes: [table.wall],
		},
		{
			name: 'the same of raked weights, whose standard errors take the raking into account',
			...{ ...rakedTable.line, rival: 'DuckDB, weighted counts alone, one thread' },
		},
	];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
	for (const line of await dataset()) print(line);
