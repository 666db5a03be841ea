import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
	type Design,
	type Domain,
	type Linearised,
	type NoBase,
	designOf,
	rowsWithCode,
} from '../../src/lib/core/estimation/index.ts';
import { type Table, describedDesign, design, tableFrom, tableOfDesign } from './survey-data.ts';

/** What `more/tables.R` answered. */
const file = z
	.array(
		z.object({
			kind: z.string(),
			design: z.string(),
			r_call: z.string(),
			params: z.record(z.string(), z.any()),
			result: z.record(z.string(), z.any()),
			df: z.number(),
		}),
	)
	.parse(JSON.parse(readFileSync(new URL('more/tables.json', import.meta.url), 'utf8')));

export type FurtherCase = (typeof file)[number];

/** The further cases of some kinds, each with a sentence before it. */
export function furtherCases(...kinds: string[]): (readonly [string, string, FurtherCase])[] {
	return file.filter((c) => kinds.includes(c.kind)).map((c) => [c.design, c.r_call, c] as const);
}

const isReplicate = (id: string) => describedDesign(id)?.method === 'replicate';

/** A design of `cases.json`, with replicate weights too, or of `more/tables.R`. */
export function anyDesign(id: string): Design {
	if (isReplicate(id)) return replicateDesign(id);
	if (id === 'heavy') {
		const { weights, stages, ...rest } = design('strat');
		return { ...rest, stages, weights: weights.map((w, i) => (i >= 197 ? 50 * w : w)) };
	}
	if (id !== 'two') return design(id);
	const two = dataOf('two');
	const column = (name: string) => two.numbers(name).values;
	return designOf({
		weights: column('pw'),
		clusters: [Int32Array.from(column('dnum')), Int32Array.from(column('snum'))],
		fpc: [column('fpc1'), column('fpc2')],
	});
}

export function dataOf(id: string): Table {
	if (id === 'heavy') return tableOfDesign('strat');
	return id === 'two' ? tableFrom('csv/apiclus2.csv') : tableOfDesign(id);
}

/** Replicate weights as the files beside the cases have them. */
function replicateDesign(id: string): Design {
	const { weights_file: path, scale, rscales, n_rep: count } = describedDesign(id);
	const columns = tableFrom(path);
	const weights = Array.from({ length: count }, (_, r) => columns.numbers(`r${r + 1}`).values);
	return designOf({
		weights: columns.numbers('w').values,
		replicates: { weights, scale, rscales: Float64Array.from(rscales) },
	});
}

/** The rows of one level of a variable; all where there is none. */
export function rowsOf(id: string, variable: string | null | undefined, level: string | null | undefined): Domain {
	if (!variable || !level) return null;
	return rowsWithCode(dataOf(id).codes(variable), dataOf(id).levels(variable).indexOf(level));
}

/** Each level of a variable is a category. */
export function sideOf(id: string, variable: string) {
	const categories = dataOf(id)
		.levels(variable)
		.map((_, k) => k);
	return { codes: dataOf(id).codes(variable), categories };
}

/** A list of statistics for `spread` and `estimateAll`. */
export function listOf(...all: (Linearised | NoBase)[]): readonly Linearised[] | NoBase {
	const found: Linearised[] = [];
	for (const of of all) {
		if (of.kind === 'no-base') return of;
		found.push(of);
	}
	return found;
}
