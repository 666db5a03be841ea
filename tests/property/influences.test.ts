import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type Linearised,
	type NoBase,
	type Numbers,
	combinedList,
	doubleList,
	floorAndCeiling,
	itemCount,
	listCells,
	mean,
	placeboOfCombined,
} from '../../src/lib/core/estimation/index.ts';
import { modelOf } from '../../src/lib/core/estimation/regression/model-matrix.ts';
import { coefficientsOf, fitted } from '../../src/lib/core/estimation/regression/regression.ts';

/** Answers of people to a list, a second list, an open question, and two predictors. */
const people = fc
	.array(
		fc.record({
			arm: fc.nat(1),
			first: fc.nat(4),
			second: fc.nat(4),
			open: fc.nat(1),
			group: fc.nat(2),
			x: fc.integer({ min: -20, max: 20 }),
			weight: fc.double({ min: 0.5, max: 3, noNaN: true }),
		}),
		{ minLength: 40, maxLength: 60 },
	)
	.map((rows) => rows.map((row, i) => (i < 12 ? { ...row, arm: i % 2, open: (i >> 1) % 2, group: i % 3 } : row)));
type Person = { arm: number; first: number; second: number; open: number; group: number; x: number; weight: number };

const numbers = (rows: readonly Person[], of: (row: Person) => number): Numbers => ({
	values: Float64Array.from(rows, of),
	missing: new Int8Array(rows.length),
});

const armsOf = (rows: readonly Person[], treatment: number) => ({
	codes: Int8Array.from(rows, ({ arm }) => arm),
	treatment,
	control: 1 - treatment,
});

/** Every statistic of a list as one row of numbers. */
const statistics: Record<string, (weights: Float64Array, rows: readonly Person[]) => readonly (Linearised | NoBase)[]> =
	{
		'item count': (weights, rows) => [
			itemCount(
				weights,
				numbers(rows, ({ first }) => first),
				armsOf(rows, 1),
			),
		],
		'cells behind the list': (weights, rows) => {
			const list = { count: numbers(rows, ({ first }) => first), arms: armsOf(rows, 1), items: 3 };
			const cells = listCells(weights, list);
			return 'kind' in cells ? [cells] : cells.map((cell) => cell.share);
		},
		'ends of the list': (weights, rows) => {
			const list = { count: numbers(rows, ({ first }) => first), arms: armsOf(rows, 1), items: 3 };
			const ends = floorAndCeiling(weights, list);
			return 'kind' in ends ? [ends] : ends.map((end) => end.share);
		},
		'double list': (weights, rows) => [
			doubleList(weights, [
				{ count: numbers(rows, ({ first }) => first), arms: armsOf(rows, 1) },
				{ count: numbers(rows, ({ second }) => second), arms: armsOf(rows, 0) },
			]),
		],
		'list with direct answers, and its placebo tests': (weights, rows) => {
			const list = { count: numbers(rows, ({ first }) => first), arms: armsOf(rows, 1) };
			const direct = { codes: Int8Array.from(rows, ({ open }) => open), yes: 1 };
			const { listAmongYes, directByArm } = placeboOfCombined(weights, list, direct);
			return [combinedList(weights, list, direct), listAmongYes, directByArm];
		},
		'linear regression': (weights, rows) => coefficients(weights, rows, 'gaussian'),
		'logistic regression': (weights, rows) => coefficients(weights, rows, 'binomial'),
	};

function coefficients(weights: Float64Array, rows: readonly Person[], family: 'gaussian' | 'binomial') {
	const outcome = numbers(rows, ({ first, open }) => (family === 'gaussian' ? first : open));
	const group = {
		kind: 'factor' as const,
		name: 'group',
		codes: Int8Array.from(rows, (row) => row.group),
		levels: [0, 1, 2].map((code) => ({ code, label: String(code) })),
	};
	const x = { kind: 'number' as const, name: 'x', numbers: numbers(rows, (row) => row.x) };
	const model = modelOf(weights, outcome, [group, x], null);
	if (model.kind !== 'model') return [nobody];
	const fit = fitted(model, weights, { family, tolerance: 1e-14 });
	// Separated and collinear samples have no coefficients to differentiate.
	return fit.kind === 'fit' ? coefficientsOf(model, weights, fit) : [nobody];
}

const nobody: NoBase = { kind: 'no-base', asked: true };

describe('influences are derivatives by the weights', () => {
	it.each(Object.entries(statistics))('%s', (_name, of) => {
		fc.assert(
			fc.property(people, fc.nat(39), (rows, row) => {
				const weights = Float64Array.from(rows, ({ weight }) => weight);
				const step = 1e-4;
				const moved = (by: number) =>
					of(
						weights.map((w, i) => (i === row ? w + by : w)),
						rows,
					);
				const [less, more] = [moved(-step), moved(step)];
				of(weights, rows).forEach((statistic, k) => {
					const [a, b] = [less[k], more[k]];
					if (statistic.kind === 'no-base' || a?.kind !== 'linearised' || b?.kind !== 'linearised') return;
					const slope = (b.value - a.value) / (2 * step);
					const size = Math.max(0.01, ...statistic.influence.map(Math.abs));
					expect(Math.abs(slope - (statistic.influence[row] ?? 0)) / size).toBeLessThan(1e-4);
				});
			}),
			{ numRuns: 40 },
		);
	});
});

describe('regression', () => {
	it('on all levels of a factor gives their means', () => {
		fc.assert(
			fc.property(people, (rows) => {
				const weights = Float64Array.from(rows, ({ weight }) => weight);
				const outcome = numbers(rows, ({ first }) => first);
				const group = {
					kind: 'factor' as const,
					name: 'group',
					codes: Int8Array.from(rows, (row) => row.group),
					levels: [0, 1, 2].map((code) => ({ code, label: String(code) })),
				};
				const model = modelOf(weights, outcome, [group], null);
				if (model.kind !== 'model') throw new Error(model.kind);
				const fit = fitted(model, weights, { family: 'gaussian', tolerance: 1e-8 });
				if (fit.kind !== 'fit') throw new Error(fit.kind);
				[0, 1, 2].forEach((code) => {
					const rowsOfCode = Uint8Array.from(rows, (row) => (row.group === code ? 1 : 0));
					const own = mean(weights, outcome, rowsOfCode);
					const predicted = (fit.coefficients[0] ?? 0) + (code === 0 ? 0 : (fit.coefficients[code] ?? 0));
					expect(own.kind === 'linearised' && own.value).toBeCloseTo(predicted, 10);
				});
			}),
		);
	});

	it('does not depend on the scale of the weights or the order of the rows', () => {
		fc.assert(
			fc.property(people, fc.double({ min: 0.01, max: 100, noNaN: true }), (rows, scale) => {
				const values = (some: readonly Person[], factor: number) =>
					coefficients(
						Float64Array.from(some, ({ weight }) => weight * factor),
						some,
						'gaussian',
					).map((c) => (c.kind === 'linearised' ? c.value : 0));
				const plain = values(rows, 1);
				values(rows.toReversed(), scale).forEach((value, k) => expect(value).toBeCloseTo(plain[k] ?? 0, 8));
			}),
		);
	});
});
