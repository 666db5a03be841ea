import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { agreementOf } from '../../src/lib/core/coding/index.ts';
import { expectClose } from './close.ts';

const Case = z.object({
	counts: z.array(z.array(z.int())),
	...{ kappa: z.number(), se: z.number(), lower: z.number(), upper: z.number() },
});
const cases = z
	.record(z.string(), Case)
	.parse(JSON.parse(readFileSync(new URL('more/kappa.json', import.meta.url), 'utf8')));

/** Answers that two coders put where a table of counts has them, each with one code: that of the row, and of the column. */
function pairsOf(counts: readonly (readonly number[])[]) {
	return counts.flatMap((row, i) =>
		row.flatMap((count, j) => Array.from({ length: count }, () => ({ first: [i + 1], second: [j + 1] }))),
	);
}

describe('agreement of two coders equals vcd::Kappa()', () => {
	it.each(Object.entries(cases))('%s', (_, { counts, kappa, se, lower, upper }) => {
		const { sets } = agreementOf(pairsOf(counts), []);
		if (sets.kind !== 'kappa') throw new Error(sets.kind);
		expectClose(sets.value, kappa);
		// What is nothing but rounding on either side of 0 is 0.
		if (se < 1e-12) expect(sets.standardError).toBeLessThan(1e-7);
		else expectClose(sets.standardError, se);
		if (se >= 1e-12) {
			expectClose(sets.interval.lower, lower);
			expectClose(sets.interval.upper, upper);
		}
	});

	it('a code has the kappa of the table of who gave it and who did not', () => {
		const { counts, kappa, se } = cases.rare ?? { counts: [], kappa: 0, se: 0 };
		const has = pairsOf(counts).map(({ first, second }) => ({
			first: first[0] === 2 ? [7] : [],
			second: second[0] === 2 ? [4, 7] : [4],
		}));
		const [seven] = agreementOf(has, [7]).codes;
		if (seven?.kappa.kind !== 'kappa') throw new Error('both gave it, not to all');
		expectClose(seven.kappa.value, kappa);
		expectClose(seven.kappa.standardError, se);
		expect(seven).toMatchObject({ first: 28, second: 32, both: 21, alike: 982 / 1000 });
	});
});

it('nothing is said beyond chance of coders who never had a choice, or of none', () => {
	const never = agreementOf([{ first: [1], second: [1] }], [1, 2]);
	expect(never.sets).toEqual({ kind: 'no-variation', n: 1 });
	expect(never.codes.map(({ kappa }) => kappa.kind)).toEqual(['no-variation', 'no-variation']);
	expect(agreementOf([], [1])).toMatchObject({ n: 0, alike: 0, sets: { kind: 'nothing-coded' } });
});
