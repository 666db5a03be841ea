import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { cellAt, isUserMissing, readSav } from '#exchange/sav/index.ts';

/** Variables whose answers are counted, and those whose numbers are added up. */
export const counted = ['marital', 'race', 'rincome', 'partyid', 'relig'] as const;
export const summed = ['age', 'tvhours'] as const;

/**
 * What a reader finds in a file: by `wave variable label` how many interviews and the sum of their weights; by `wave
 * variable`, of numbers that are not missing, their sum and weighted sum.
 */
export interface Found {
	readonly rows: number;
	readonly counts: ReadonlyMap<string, readonly [n: number, weighted: number]>;
	readonly sums: ReadonlyMap<string, readonly [sum: number, weighted: number]>;
}

const runs = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
export const has = {
	pspp: runs('pspp', '--version'),
	haven: runs('Rscript', '-e', 'library(haven)'),
	survey: runs('Rscript', '-e', 'library(survey)'),
	soffice: runs('soffice', '--version'),
};

const Rows = z.array(z.record(z.string(), z.string()));
const rowsOf = (csv: string | Buffer) => Rows.parse(parse(csv, { columns: true, bom: true, trim: true }));

/** Rows of one answer each: wave, variable, label, n, weighted. Rows without a label are sums. */
function foundIn(rows: number, found: readonly Record<string, string>[]): Found {
	const pick = (isSum: boolean) =>
		found
			.filter(({ label }) => (label === '') === isSum)
			.map(({ wave, variable, label, n, weighted }): [string, readonly [number, number]] => [
				isSum ? `${wave} ${variable}` : `${wave} ${variable} ${label}`,
				[Number(n), Number(weighted)],
			]);
	return { rows, counts: new Map(pick(false)), sums: new Map(pick(true)) };
}

/** Counts cells that are given row by row: of counted variables their label, of summed ones their number or null. */
function tallied(rows: number, at: (row: number) => { wave: string; weight: number; cell: CellOf }): Found {
	const [counts, sums] = [new Map<string, [number, number]>(), new Map<string, [number, number]>()];
	const add = (to: Map<string, [number, number]>, key: string, value: number, weight: number): void => {
		const [n, weighted] = to.get(key) ?? [0, 0];
		to.set(key, [n + value, weighted + value * weight]);
	};
	for (let row = 0; row < rows; row++) {
		const { wave, weight, cell } = at(row);
		for (const variable of counted) add(counts, `${wave} ${variable} ${cell(variable)}`, 1, weight);
		for (const variable of summed) {
			const value = cell(variable);
			if (typeof value === 'number') add(sums, `${wave} ${variable}`, value, weight);
		}
	}
	return { rows, counts, sums };
}
type CellOf = (variable: string) => string | number | null;

const Codebook = z.object({
	rows: z.number(),
	columns: z.array(
		z.object({
			name: z.string(),
			values: z.array(z.object({ code: z.number(), label: z.string() })),
			missing: z.array(z.object({ code: z.number(), label: z.string() })),
		}),
	),
});

/** Labels by column and code, from a codebook as JSON. */
function labelsOf(json: string): (variable: string, code: number) => string {
	const known = Codebook.parse(JSON.parse(json)).columns.map(
		({ name, values, missing }): [string, Map<number, string>] => [
			name,
			new Map([...values, ...missing].map(({ code, label }) => [code, label])),
		],
	);
	const byName = new Map(known);
	return (variable, code) => byName.get(variable)?.get(code) ?? `no label for ${code}`;
}

/** A CSV of codes by the codebook beside it. */
export function csvFound(path: string): Found {
	const rows = rowsOf(readFileSync(path));
	const label = labelsOf(readFileSync(path.replace(/\.csv$/, '-codebook.json'), 'utf8'));
	return tallied(rows.length, (row) => {
		const cells = rows[row] ?? {};
		return {
			wave: label('wave', Number(cells['wave'])),
			weight: Number(cells['weight']),
			cell: (variable) => {
				const code = Number(cells[variable]);
				return summed.some((one) => one === variable) ? (code < 0 ? null : code) : label(variable, code);
			},
		};
	});
}

/** A .sav by the reader of the product. */
export async function ownFound(path: string): Promise<Found> {
	const read = await readSav(readFileSync(path), {});
	if (read.kind !== 'read') throw new Error(read.words);
	const { columns, rows } = read.file;
	const byName = new Map(
		columns.map((column) => [
			column.name,
			{ column, labels: new Map(column.valueLabels.map(({ value, label }) => [value, label])) },
		]),
	);
	const value = (variable: string, row: number) => {
		const known = byName.get(variable);
		const cell = known === undefined ? null : cellAt(known.column.cells, row);
		return { cell, label: known?.labels.get(cell ?? '') ?? null, missing: known?.column.missing };
	};
	return tallied(rows, (row) => ({
		wave: value('wave', row).label ?? '',
		weight: Number(value('weight', row).cell),
		cell: (variable) => {
			const { cell, label, missing } = value(variable, row);
			if (!summed.some((one) => one === variable)) return label;
			return cell === null || missing === undefined || isUserMissing(missing, cell) ? null : cell;
		},
	}));
}

/** A .sav as PSPP adds it up, by the weight that the file declares. */
export function psppFound(path: string): Found {
	const folder = dirname(path);
	const commands = [
		...counted.map((variable) => ({ variable, by: `/BREAK=wave ${variable} /n=NU /weighted=N` })),
		...summed.map((variable) => ({ variable, by: `/BREAK=wave /weighted=SUM(${variable})` })),
	].map(({ variable, by }) => ({
		variable,
		csv: join(folder, `pspp-${variable}.csv`),
		aggregate: `AGGREGATE OUTFILE=* ${by}.\n`,
	}));
	const save = (csv: string, cells: string) =>
		`SAVE TRANSLATE /OUTFILE='${csv}' /TYPE=CSV /FIELDNAMES /CELLS=${cells} /REPLACE.\n`;
	const sums = `GET FILE='${path}'.\nWEIGHT OFF.\nAGGREGATE OUTFILE=* /BREAK=wave /rows=N /age=SUM(age) /tvhours=SUM(tvhours).\n`;
	const syntax = join(folder, 'read.sps');
	const unweighted = join(folder, 'pspp-sums.csv');
	writeFileSync(
		syntax,
		commands
			.map(
				({ csv, aggregate }) => `GET FILE='${path}'.\n${aggregate}FORMATS weighted (F20.12).\n${save(csv, 'LABELS')}`,
			)
			.concat(sums, save(unweighted, 'LABELS'))
			.join(''),
	);
	execFileSync('pspp', ['-O', 'format=csv', syntax], { stdio: 'pipe' });
	const plain = rowsOf(readFileSync(unweighted));
	const found = commands.flatMap(({ variable, csv }) =>
		rowsOf(readFileSync(csv)).map(({ wave = '', n, weighted = '', [variable]: label = '' }) => ({
			...{ wave, variable, weighted, label },
			n: n ?? plain.find((row) => row['wave'] === wave)?.[variable] ?? '',
		})),
	);
	return foundIn(
		plain.reduce((sum, row) => sum + Number(row['rows']), 0),
		found,
	);
}

const havenScript = `
suppressMessages(library(haven))
path <- commandArgs(TRUE)[1]
said <- as_factor(read_sav(path, user_na = TRUE), levels = "labels"); known <- read_sav(path)
words <- function(x) paste0('"', x, '"')
out <- function(wave, variable, label, n, weighted)
	cat(paste(words(wave), variable, words(label), format(n, digits = 17), format(weighted, digits = 17), sep = ","), sep = "\\n")
cat("wave,variable,label,n,weighted\\n")
w <- as.numeric(known$weight)
out("", "rows", "", nrow(known), sum(w))
for (v in c(${counted.map((name) => `"${name}"`).join()})) {
	n <- as.data.frame(table(said$wave, said[[v]]), stringsAsFactors = FALSE); n <- n[n$Freq > 0, ]
	weighted <- tapply(w, list(as.character(said$wave), as.character(said[[v]])), sum)
	out(n$Var1, v, n$Var2, n$Freq, weighted[cbind(n$Var1, n$Var2)])
}
for (v in c(${summed.map((name) => `"${name}"`).join()})) {
	x <- as.numeric(known[[v]]); there <- !is.na(x)
	n <- tapply(x[there], as.character(said$wave)[there], sum)
	out(names(n), v, "", n, tapply((w * x)[there], as.character(said$wave)[there], sum))
}
`;

/** A .sav as haven reads it and R adds it up. */
export function havenFound(path: string): Found {
	const script = join(dirname(path), 'read.R');
	writeFileSync(script, havenScript);
	const rows = rowsOf(execFileSync('Rscript', ['--vanilla', script, path], { encoding: 'utf8' }));
	const [all, ...found] = rows;
	return foundIn(Number(all?.['n']), found);
}

/** A Parquet file as DuckDB adds it up, its codes by the codebook in the file's own metadata. */
export async function duckFound(path: string): Promise<Found> {
	const duckdb = await (await DuckDBInstance.create()).connect();
	const ask = async (sql: string) => (await duckdb.runAndReadAll(sql)).getRowObjects();
	const [codebook] = await ask(
		`SELECT decode(value) AS json FROM parquet_kv_metadata('${path}') WHERE decode(key) = 'soundings.codebook'`,
	);
	const label = labelsOf(String(codebook?.['json']));
	const found: Record<string, string>[] = [];
	for (const variable of counted)
		for (const { wave, code, n, weighted } of await ask(
			`SELECT wave, ${variable} AS code, count(*) AS n, sum(weight) AS weighted FROM '${path}' GROUP BY ALL`,
		))
			found.push({
				...{ wave: label('wave', Number(wave)), variable, label: label(variable, Number(code)) },
				...{ n: String(n), weighted: String(weighted) },
			});
	for (const variable of summed)
		for (const { wave, n, weighted } of await ask(
			`SELECT wave, sum(${variable}) AS n, sum(${variable} * weight) AS weighted FROM '${path}' WHERE ${variable} >= 0 GROUP BY ALL`,
		))
			found.push({
				wave: label('wave', Number(wave)),
				variable,
				label: '',
				n: String(n),
				weighted: String(weighted),
			});
	const [all] = await ask(`SELECT count(*) AS n FROM '${path}'`);
	duckdb.closeSync();
	return foundIn(Number(all?.['n']), found);
}
