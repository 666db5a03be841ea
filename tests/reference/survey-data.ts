import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type Design, type Numbers, designOf } from '../../src/lib/core/estimation/index.ts';
import { type Margin, type Raked, rake } from '../../src/lib/core/weighting/index.ts';
import { reasonLeftOut } from './left-out.ts';

/** The reference file: what R's `survey` answered, with the call that was made. */
const file = z
	.object({
		data: z.record(
			z.string(),
			z.object({ file: z.string(), factor_levels: z.record(z.string(), z.array(z.string())) }),
		),
		designs: z.record(z.string(), z.any()),
		cases: z.array(
			z.object({
				id: z.string(),
				kind: z.string(),
				design: z.string().nullable(),
				r_call: z.string(),
				params: z.record(z.string(), z.any()),
				result: z.record(z.string(), z.any()),
			}),
		),
	})
	.parse(JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8')));

export type Case = (typeof file.cases)[number];

export const everyCase: readonly Case[] = file.cases;

/** The cases of some kinds that are compared: see left-out.ts. */
export function casesOfKind(...kinds: string[]): Case[] {
	return file.cases.filter((c) => kinds.includes(c.kind) && reasonLeftOut(c) === undefined);
}

export function caseOf(id: string): Case {
	return file.cases.find((c) => c.id === id)!;
}

export interface Table {
	readonly rows: number;
	/** Codes in the order of R's factor levels (alphabetical where none is given); -9 where empty. */
	codes(variable: string): Int16Array;
	levels(variable: string): string[];
	numbers(variable: string): Numbers;
}

const tables = new Map<string, Table>();

export function table(name: string): Table {
	const { file: path, factor_levels: levels } = file.data[name]!;
	return tableFrom(path, levels);
}

/** A data file beside the cases. */
export function tableFrom(path: string, factorLevels: Readonly<Record<string, string[]>> = {}): Table {
	const known = tables.get(path);
	if (known) return known;
	const records = z
		.array(z.record(z.string(), z.string()))
		.parse(parse(readFileSync(new URL(path, import.meta.url), 'utf8'), { columns: true }));
	const levels = (variable: string) =>
		factorLevels[variable] ?? [...new Set(records.map((r) => r[variable]!))].filter((v) => v !== '').sort();
	const made: Table = {
		rows: records.length,
		levels,
		codes: (variable) => {
			const order = levels(variable);
			return Int16Array.from(records, (r) => (r[variable] === '' ? -9 : order.indexOf(r[variable]!)));
		},
		numbers: (variable) => ({
			values: Float64Array.from(records, (r) => (r[variable] === '' ? 0 : Number(r[variable]))),
			missing: Int8Array.from(records, (r) => (r[variable] === '' ? -9 : 0)),
		}),
	};
	tables.set(path, made);
	return made;
}

/** The data behind a design, through the base of a raked one. */
export function tableOfDesign(id: string): Table {
	const entry = file.designs[id];
	return entry.base ? tableOfDesign(entry.base) : table(entry.data);
}

export function describedDesign(id: string) {
	return file.designs[id];
}

function unraked(id: string, raked?: Raked): Design {
	const { data, strata, ids, fpc, weights } = file.designs[id];
	const from = table(data);
	return designOf({
		weights: raked?.weights ?? from.numbers(weights).values,
		strata: strata ? Int32Array.from(from.codes(strata)) : null,
		clusters: ids === '1' ? null : Int32Array.from(from.numbers(ids).values),
		fpc: fpc ? from.numbers(fpc).values : null,
		calibration: raked?.calibration ?? null,
	});
}

export function marginsOf(id: string): Margin[] {
	const { margins, target_shares: shares, base } = file.designs[id];
	const from = tableOfDesign(base);
	if (margins)
		return Object.entries<Record<string, number>>(margins).map(([variable, counts]) => ({
			id: variable,
			cells: from.codes(variable),
			targets: from.levels(variable).map((level) => counts[level]!),
			unit: 'totals',
		}));
	// gss_rk: every wave raked to the same shares, so margins are crossed with the year and totals are the wave's rows.
	const year = from.codes('year');
	const perYear = from.levels('year').map((_, y) => year.filter((code) => code === y).length);
	return Object.entries<Record<string, number>>(shares).map(([variable, share]) => {
		const levels = from.levels(variable);
		const codes = from.codes(variable);
		return {
			id: variable,
			cells: codes.map((code, i) => year[i]! * levels.length + code),
			targets: perYear.flatMap((n) => levels.map((level) => n * share[level]!)),
			unit: 'totals',
		};
	});
}

const tight = { tolerance: 1e-14, maxIterations: 5000 };

export function rakedBy(id: string): Raked {
	const base = unraked(file.designs[id].base);
	const result = rake(base.weights, marginsOf(id), tight);
	if (result.kind !== 'raked') throw new Error(JSON.stringify(result));
	return result;
}

const designs = new Map<string, Design>();

export function design(id: string): Design {
	const known = designs.get(id);
	if (known) return known;
	const { base } = file.designs[id];
	const made = base ? unraked(base, rakedBy(id)) : unraked(id);
	designs.set(id, made);
	return made;
}

/** Replicate weights as the files beside the cases have them. */
export function replicateDesign(id: string): Design {
	const { weights_file: path, scale, rscales, n_rep: count } = file.designs[id];
	const columns = tableFrom(path);
	const weights = Array.from({ length: count }, (_, r) => columns.numbers(`r${r + 1}`).values);
	return designOf({
		weights: columns.numbers('w').values,
		replicates: { weights, scale, rscales: Float64Array.from(rscales) },
	});
}
