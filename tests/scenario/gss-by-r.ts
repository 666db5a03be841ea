import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Found } from './gss-readers.ts';
import { summed } from './gss-readers.ts';
import { labelOf } from './gss-whole.ts';

/** The waves. */
export const years = ['2000', '2002', '2004', '2006', '2008', '2010', '2012', '2014'];
const Counted = z.object({ n: z.number(), weighted: z.number() });
const Pointed = z.object({ value: z.number(), se: z.number(), df: z.number(), n: z.number() });
/** A figure of a trend. */
export type Pointed = z.infer<typeof Pointed>;

const Changed = z.object({
	...{ measure: z.string(), from: z.number(), verdict: z.string() },
	...{ difference: z.number(), se: z.number(), df: z.number(), p: z.number(), holm: z.number() },
});

/** What R makes of the file: tests/reference/more/gss.R with survey 4.1-1, run once. */
export const r = z
	.object({
		frequencies: z.record(
			z.string(),
			z.object({
				rows: z.number(),
				counts: z.record(z.string(), z.record(z.string(), Counted)),
				sums: z.record(z.string(), Counted.extend({ sum: z.number() })),
			}),
		),
		weights: z.record(z.string(), z.record(z.string(), z.number())),
		kish: z.record(z.string(), z.object({ effective: z.number(), least: z.number(), greatest: z.number() })),
		trend: z.record(z.string(), z.record(z.string(), Pointed)),
		groups: z.record(z.string(), z.record(z.string(), Pointed)),
		changes: z.record(z.string(), z.array(Changed)),
		crosstab: z.object({
			...{ shares: z.array(z.array(z.number())), se: z.array(z.array(z.number())) },
			...{ counts: z.array(z.array(z.number())), F: z.number(), df: z.array(z.number()), p: z.number() },
		}),
	})
	.parse(JSON.parse(readFileSync('tests/reference/more/gss.json', 'utf8')));

/** What R counts in the file, under the labels of the survey. */
export function foundByR(): Found {
	const [counts, sums] = [new Map<string, [number, number]>(), new Map<string, [number, number]>()];
	for (const [wave, { counts: variables, sums: numbers }] of Object.entries(r.frequencies)) {
		for (const [variable, answers] of Object.entries(variables))
			for (const [written, { n, weighted }] of Object.entries(answers)) {
				const key = `${wave} ${variable} ${labelOf(variable, written)}`;
				const before = counts.get(key) ?? [0, 0];
				counts.set(key, [before[0] + n, before[1] + weighted]);
			}
		for (const variable of summed) {
			const { sum = NaN, weighted = NaN } = numbers[variable] ?? {};
			sums.set(`${wave} ${variable}`, [sum, weighted]);
		}
	}
	return { rows: 21_483, counts, sums };
}
