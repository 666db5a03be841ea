import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type Design,
	type Estimate,
	type Linearised,
	type NoBase,
	covariance,
	designOf,
	estimate,
	mean,
	rowsWithCode,
	share,
} from '../../src/lib/core/estimation/index.ts';
import { rake } from '../../src/lib/core/weighting/index.ts';

/** Rows of an answer (codes 1–3, don't know, refused), a stratum, a cluster and a weight. */
const rows = fc
	.array(
		fc.record({
			code: fc.constantFrom(1, 1, 2, 2, 3, -8, -9),
			stratum: fc.nat(1),
			cluster: fc.nat(4),
			weight: fc.double({ min: 0.2, max: 5, noNaN: true }),
		}),
		{ minLength: 30, maxLength: 120 },
	)
	.filter((all) => all.filter(({ code }) => code > 0).length > 5);
type Row = { code: number; stratum: number; cluster: number; weight: number };

const codesOf = (all: readonly Row[]) => Int16Array.from(all, ({ code }) => code);
const designOfRows = (all: readonly Row[], scale = 1): Design =>
	designOf({
		weights: Float64Array.from(all, ({ weight }) => weight * scale),
		strata: Int32Array.from(all, ({ stratum }) => stratum),
		clusters: Int32Array.from(all, ({ cluster }) => cluster),
	});

function present(of: Linearised | NoBase): Linearised {
	if (of.kind === 'no-base') throw new Error('nobody in the base');
	return of;
}

function shareEstimate(all: readonly Row[], counted: number[], design = designOfRows(all)): Estimate {
	const of = share(design.weights, codesOf(all), { counted, missingInBase: [-8] });
	const result = estimate(design, present(of), { lonelyPsu: 'certainty' });
	if (result.kind !== 'estimate') throw new Error(result.kind);
	return result;
}

const numbersIn = ({ value, se, interval, base, deff }: Estimate) => [
	value,
	se,
	interval.lower,
	interval.upper,
	base.n,
	base.effectiveSize,
	deff ?? 0,
];

describe('estimates', () => {
	it('shares of all answers, don’t know included, sum to 1', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const parts = [[1], [2], [3]].map((counted) => shareEstimate(all, counted).value);
				const design = designOfRows(all);
				const dontKnow = codesOf(all).map((code) => (code === -8 ? 0 : code > 0 ? 1 : code));
				parts.push(present(share(design.weights, dontKnow, { counted: [0], missingInBase: [] })).value);
				expect(parts.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
			}),
		);
	});

	it('do not depend on the scale of the weights', () => {
		fc.assert(
			fc.property(rows, fc.double({ min: 0.001, max: 1000, noNaN: true }), (all, scale) => {
				const plain = numbersIn(shareEstimate(all, [1]));
				numbersIn(shareEstimate(all, [1], designOfRows(all, scale))).forEach((x, k) =>
					expect(x).toBeCloseTo(plain[k] ?? 0, 9),
				);
			}),
		);
	});

	it('do not depend on the order of the rows', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const plain = numbersIn(shareEstimate(all, [1]));
				numbersIn(shareEstimate(all.toReversed(), [1])).forEach((x, k) => expect(x).toBeCloseTo(plain[k] ?? 0, 10));
			}),
		);
	});

	it('a share is the mean of an indicator, and a row without weight is no row', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const design = designOfRows(all);
				const codes = codesOf(all);
				const indicator = {
					values: Float64Array.from(codes, (code) => (code === 1 ? 1 : 0)),
					missing: Int8Array.from(codes, (code) => (code > 0 ? 0 : code)),
				};
				const a = present(share(design.weights, codes, { counted: [1], missingInBase: [] }));
				const b = present(mean(design.weights, indicator));
				expect(a.value).toBeCloseTo(b.value, 12);
				expect(a.randomVariance).toBeCloseTo(b.randomVariance, 12);
				a.influence.forEach((z, i) => expect(z).toBeCloseTo(b.influence[i] ?? 0, 12));
				const padded = present(
					share(Float64Array.from([...design.weights, 0]), Int16Array.from([...codes, 1]), {
						counted: [1],
						missingInBase: [],
					}),
				);
				expect(padded.value).toBeCloseTo(a.value, 12);
				expect(padded.base.n).toBe(a.base.n);
			}),
		);
	});

	it('influences, weighted, sum to 0: a change of all weights alike changes nothing', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const { weights } = designOfRows(all);
				const { influence } = present(share(weights, codesOf(all), { counted: [1], missingInBase: [] }));
				expect(influence.reduce((sum, z, i) => sum + z * (weights[i] ?? 0), 0)).toBeCloseTo(0, 12);
			}),
		);
	});

	it('a domain’s value is that of its rows alone', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const strata = Int8Array.from(all, ({ stratum }) => stratum);
				const { weights } = designOfRows(all);
				const inside = share(weights, codesOf(all), { counted: [1], missingInBase: [-8] }, rowsWithCode(strata, 1));
				const only = all.filter(({ stratum }) => stratum === 1);
				const alone = share(designOfRows(only).weights, codesOf(only), { counted: [1], missingInBase: [-8] });
				if (inside.kind === 'no-base' || alone.kind === 'no-base') expect(inside.kind).toBe(alone.kind);
				else {
					expect(inside.value).toBeCloseTo(alone.value, 12);
					expect(inside.base.effectiveSize).toBeCloseTo(alone.base.effectiveSize, 9);
				}
			}),
		);
	});

	it('one stratum spelt out, or each row its own cluster, has the variance of the short way; raked too', () => {
		fc.assert(
			fc.property(rows, (all) => {
				const base = Float64Array.from(all, ({ weight }) => weight);
				const cells = Int8Array.from(all, ({ stratum }) => stratum);
				const raked = rake(base, [{ id: 'half', cells, targets: [0.5, 0.5], unit: 'shares' }]);
				const parts = raked.kind === 'raked' ? raked : { weights: base, calibration: null };
				const { weights, calibration } = parts;
				const { influence } = present(share(weights, codesOf(all), { counted: [1], missingInBase: [] }));
				const strata = new Int32Array(all.length);
				const clusters = Int32Array.from(all, (_, i) => i);
				const [short, long, longer] = [
					designOf({ weights, calibration }),
					designOf({ weights, calibration, strata }),
					designOf({ weights, calibration, strata, clusters }),
				].map((design) => {
					const result = covariance(design, [influence], { lonelyPsu: 'fail' });
					return result.kind === 'covariance' ? result.matrix[0] : undefined;
				});
				expect(long).toBeCloseTo(short ?? -1, 14);
				expect(longer).toBeCloseTo(short ?? -1, 14);
			}),
		);
	});
});
