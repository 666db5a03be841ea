import { describe, expect, it } from 'vitest';
import {
	type Design,
	type NettedSide,
	comparedColumns,
	contrast,
	designOf,
	estimate,
	holm,
	nettedEstimates,
	nettedTable,
	rowsWithCode,
	share,
	studentTwoSided,
} from '../../../src/lib/core/estimation/index.ts';
import { rake } from '../../../src/lib/core/weighting/index.ts';

/** Numbers that look random and are the same each time. */
function noise(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

const n = 3000;
const random = noise(5);
const pick = (count: number) => Int16Array.from({ length: n }, () => Math.floor(random() * count));
const columnCodes = pick(4);
const rowCodes = Int16Array.from(columnCodes, (c) => {
	const draw = random();
	return draw < 0.05 ? -9 : draw < 0.1 ? -8 : Math.floor(random() ** (c === 2 ? 0.5 : 1) * 5);
});
const weights = Float64Array.from({ length: n }, () => 0.3 + 2 * random());
const layer = pick(3);

function raked(): Design {
	const margins = [pick(2), pick(3)].map((cells, m) => ({
		id: `margin ${m}`,
		cells,
		targets: Array.from({ length: m + 2 }, () => 1 / (m + 2)),
		unit: 'shares' as const,
	}));
	const found = rake(weights, margins, { tolerance: 1e-12, maxIterations: 500 });
	if (found.kind !== 'raked') throw new Error(found.kind);
	return designOf({ weights: found.weights, calibration: found.calibration });
}

const designs: [string, Design][] = [
	['plain', designOf({ weights })],
	[
		'in strata and clusters',
		designOf({ weights, strata: Int32Array.from(pick(4)), clusters: Int32Array.from(pick(90)) }),
	],
	['raked', raked()],
];
const rowBase = [0, 1, 2, 3, 4, -8];
/** Codes, a net that overlaps them, and everybody. */
const row: NettedSide = { codes: rowCodes, base: rowBase, sets: [...rowBase.map((code) => [code]), [0, 1], rowBase] };
const columnBase = [0, 1, 2, 3];
const column: NettedSide = {
	codes: columnCodes,
	base: columnBase,
	sets: [columnBase, ...columnBase.map((code) => [code])],
};
const everyRow = row.sets.map((_, r) => r);
const everyColumn = column.sets.map((_, c) => c);

/** The share of a set in a set of columns by the general estimator. */
function shareIn(design: Design, r: number, codes: readonly number[], domain: Uint8Array | null) {
	const inColumns = Uint8Array.from(columnCodes, (code, i) => (codes.includes(code) && domain?.[i] !== 0 ? 1 : 0));
	const counted = row.sets[r]!;
	// `share` counts codes from 0 up; -8 is moved there.
	const answers = rowCodes.map((code) => (code === -8 ? 5 : code));
	const of = share(
		design.weights,
		answers,
		{ counted: counted.map((code) => (code === -8 ? 5 : code)), missingInBase: [] },
		inColumns,
	);
	if (of.kind === 'no-base') throw new Error(of.kind);
	return of;
}

describe('a table with nets', () => {
	it.each(designs)('has the estimates of the general estimator: %s', (_what, design) => {
		for (const domain of [null, rowsWithCode(layer, 1)]) {
			const found = nettedEstimates(design, row, column, {
				figure: 'column-share',
				wanted: { rows: everyRow, columns: everyColumn },
				domain,
			});
			if ('kind' in found) throw new Error(found.kind);
			everyRow.forEach((r) =>
				everyColumn.forEach((c) => {
					const cell = found[r * everyColumn.length + c];
					const expected = estimate(design, shareIn(design, r, column.sets[c]!, domain), { domain });
					if (cell?.kind !== 'estimate' || expected.kind !== 'estimate') throw new Error('no estimate');
					expect(cell.value).toBeCloseTo(expected.value, 12);
					expect(cell.se).toBeCloseTo(expected.se, 12);
					expect(cell.base.n).toBe(expected.base.n);
					expect(cell.base.effectiveSize).toBeCloseTo(expected.base.effectiveSize, 6);
				}),
			);
		}
	});

	it('reads the same values and bases off the table, without standard errors', () => {
		const table = nettedTable(weights, row, column);
		if (table.kind === 'no-base') throw new Error(table.kind);
		everyRow.forEach((r) =>
			everyColumn.forEach((c) => {
				const expected = shareIn(designs[0]![1], r, column.sets[c]!, null);
				const of = table.ofColumns[c]!;
				expect(table.sums[r * everyColumn.length + c]! / of.sumOfWeights).toBeCloseTo(expected.value, 12);
				expect(of.n).toBe(expected.base.n);
				expect(of.effectiveSize).toBeCloseTo(expected.base.effectiveSize, 6);
			}),
		);
	});

	it('gives the same figures in blocks as at once', () => {
		const wide = Int16Array.from({ length: n }, () => Math.floor(random() * 40));
		const base = Array.from({ length: 40 }, (_, code) => code);
		const many: NettedSide = { codes: wide, base, sets: base.map((code) => [code]) };
		const [design] = [designs[2]![1]];
		const all = nettedEstimates(design, row, many, { figure: 'row-share', wanted: { rows: [0, 1, 2], columns: base } });
		const one = nettedEstimates(design, row, many, { figure: 'row-share', wanted: { rows: [1], columns: [37] } });
		if ('kind' in all || 'kind' in one) throw new Error('no estimates');
		const [cell, same] = [all[40 + 37], one[0]];
		if (cell?.kind !== 'estimate' || same?.kind !== 'estimate') throw new Error('no estimate');
		expect(cell.value).toBeCloseTo(same.value, 12);
		expect(cell.se).toBeCloseTo(same.se, 12);
	});
});

describe('columns compared', () => {
	const rows = [0, 1, 2, 3, 4, 5, 6];
	it.each(designs)('with each other are contrasts of shares, judged by Holm: %s', (_what, design) => {
		const found = comparedColumns(design, row, column, {
			against: 'each-other',
			wanted: { rows, columns: [1, 2, 3, 4] },
			minimumBase: 50,
		});
		if (found.kind !== 'compared-columns') throw new Error(found.kind);
		const expected = rows.flatMap((r) =>
			[1, 2, 3].flatMap((a) =>
				[2, 3, 4].flatMap((b) => {
					if (b <= a) return [];
					const of = contrast([
						{ factor: 1, of: shareIn(design, r, column.sets[a]!, null) },
						{ factor: -1, of: shareIn(design, r, column.sets[b]!, null) },
					]);
					const made = estimate(design, of);
					if (made.kind !== 'estimate') throw new Error(made.kind);
					return [{ r, a, b, ...made, p: studentTwoSided(made.value / made.se, made.df) }];
				}),
			),
		);
		expect(found.familySize).toBe(expected.length);
		const adjusted = holm(expected.map(({ p }) => p));
		expected.forEach(({ r, a, b, value, se, df }, k) => {
			const one = found.comparisons.find((each) => each.row === r && each.column === a && each.other === b);
			expect(one?.difference).toBeCloseTo(value, 12);
			expect(one?.se).toBeCloseTo(se, 12);
			expect(one?.df).toBe(df);
			expect(one?.adjustedP).toBeCloseTo(adjusted[k]!, 10);
			const back = found.comparisons.find((each) => each.row === r && each.column === b && each.other === a);
			expect(back).toMatchObject({ difference: -one!.difference, isFound: one!.isFound });
		});
		expect(found.comparisons.some(({ isFound }) => isFound)).toBe(true);
	});

	it('with the rest are contrasts with all other columns together', () => {
		const [, , [, design]] = designs as [unknown, unknown, [string, Design]];
		const domain = rowsWithCode(layer, 0);
		const found = comparedColumns(design, row, column, {
			against: 'rest',
			wanted: { rows: [2, 6], columns: [1, 2, 3, 4] },
			minimumBase: 50,
			domain,
		});
		if (found.kind !== 'compared-columns') throw new Error(found.kind);
		expect(found.familySize).toBe(8);
		for (const { row: r, column: c, difference, se } of found.comparisons) {
			const others = columnBase.filter((code) => !column.sets[c]!.includes(code));
			const made = estimate(
				design,
				contrast([
					{ factor: 1, of: shareIn(design, r, column.sets[c]!, domain) },
					{ factor: -1, of: shareIn(design, r, others, domain) },
				]),
				{ domain },
			);
			if (made.kind !== 'estimate') throw new Error(made.kind);
			expect(difference).toBeCloseTo(made.value, 12);
			expect(se).toBeCloseTo(made.se, 12);
		}
	});

	it('count two rows that share out the base as one, and leave out columns with too few answers', () => {
		const two: NettedSide = { codes: pick(2), base: [0, 1], sets: [[0], [1]] };
		const few = columnCodes.map((code, i) => (i < 30 ? 7 : code));
		const side: NettedSide = { codes: few, base: [0, 1, 7], sets: [[0], [1], [7]] };
		const found = comparedColumns(designOf({ weights }), two, side, {
			against: 'each-other',
			wanted: { rows: [0, 1], columns: [0, 1, 2] },
			minimumBase: 50,
		});
		if (found.kind !== 'compared-columns') throw new Error(found.kind);
		expect(found.familySize).toBe(1);
		expect(found.leftOut).toEqual([2]);
		expect(found.comparisons.map(({ row: r, difference }) => [r, Math.sign(difference)])).toHaveLength(4);
		const [first, , mirrored] = found.comparisons;
		expect(mirrored).toMatchObject({ row: 1, difference: -first!.difference, p: first!.p });
	});

	it('do not take a share of 0 for a certainty', () => {
		const small = Int16Array.from({ length: 200 }, (_, i) => (i < 60 ? 0 : 1));
		const answers = Int16Array.from({ length: 200 }, (_, i) => (i >= 60 && i < 66 ? 1 : 0));
		const found = comparedColumns(
			designOf({ weights: new Float64Array(200).fill(1) }),
			{ codes: answers, base: [0, 1], sets: [[0], [1]] },
			{ codes: small, base: [0, 1], sets: [[0], [1]] },
			{ against: 'each-other', wanted: { rows: [1], columns: [0, 1] }, minimumBase: 50 },
		);
		if (found.kind !== 'compared-columns') throw new Error(found.kind);
		const [one] = found.comparisons;
		const drawnIn = 1 / 62;
		const other = 6 / 140;
		const expected = Math.sqrt((drawnIn * (1 - drawnIn)) / 62 + ((other * (1 - other)) / 140) * (200 / 199));
		expect(one?.se).toBeCloseTo(expected, 12);
		expect(one?.p).toBeGreaterThan(0.05);
	});
});
