import { type Domain } from '../columns.ts';
import { type Design, degreesOfFreedom } from '../design.ts';
import { studentTwoSided } from '../distributions/student.ts';
import { holm } from '../families.ts';
import { type NoBase } from '../linearised.ts';
import { type LonelyPsu, type LonelyStratum } from '../variance.ts';
import { type CellFigure, cellFigure } from './cell-figures.ts';
import { type Crosstab, crosstab } from './crosstab.ts';
import { cellCovariance } from './crosstab-variance.ts';
import { type Block, type NettedSide, blocksOf, sideOf } from './netted-side.ts';
import { type Wanted } from './netted-estimates.ts';

/** The share of a row's answers in one column against that in another, or in all others together. */
export interface ColumnComparison {
	readonly row: number;
	readonly column: number;
	readonly other: number | 'rest';
	/** Share in `column` minus the other. */
	readonly difference: number;
	readonly se: number;
	readonly df: number;
	readonly p: number;
	/** Holm's, over all comparisons of the table. */
	readonly adjustedP: number;
	/** Adjusted p below 1 − level. */
	readonly isFound: boolean;
}

export interface ComparedColumns {
	readonly kind: 'compared-columns';
	/** In both directions: what is found of (a, b) is here as (b, a) too. */
	readonly comparisons: readonly ColumnComparison[];
	/** How many were judged together; a pair is one. */
	readonly familySize: number;
	readonly level: number;
	/** Columns with too few answers to be compared. */
	readonly leftOut: readonly number[];
}

export interface ComparisonOptions {
	/** Columns with each other (they must not overlap), or each with all others together. */
	readonly against: 'each-other' | 'rest';
	readonly wanted: Wanted;
	/** Unweighted answers that a column needs. */
	readonly minimumBase: number;
	/** 0.95 unless given. */
	readonly level?: number;
	readonly lonelyPsu?: LonelyPsu;
	readonly domain?: Domain;
}

interface Tested extends Omit<ColumnComparison, 'adjustedP' | 'isFound'> {
	/** The same test as seen from the other row of a table of two. */
	readonly mirrored: number | null;
}

/**
 * Compares the columns of a table within each row, all comparisons of the table as one family. Where a table has two rows
 * that share out the base, the second says nothing that the first does not, and counts with it. A difference without
 * sampling error is not tested: the weights fix it.
 *
 * @method  Columns of a table compared
 * @formula d = p̂ᵢⱼ − p̂ᵢₖ of column shares; se² = V(p̂ᵢⱼ) + V(p̂ᵢₖ) − 2 cov, t on the design’s degrees of freedom − 1; Holm over all pairs of all rows; a share of 0 or 1 has its variance taken at (p·n* + 1)/(n* + 2)
 * @source  Deville (1999), Survey Methodology 25/2, for the covariance; Holm (1979), Scandinavian Journal of Statistics 6; Agresti & Caffo (2000), American Statistician 54, for shares of 0 and 1
 * @r       `svycontrast(svyby(~I(row == i), ~column, d, svymean, covmat = TRUE), c(1, -1))`, `p.adjust(p, "holm")`
 */
export function comparedColumns(
	design: Design,
	row: NettedSide,
	column: NettedSide,
	options: ComparisonOptions,
): ComparedColumns | NoBase | LonelyStratum {
	const { against, wanted, minimumBase, level = 0.95, lonelyPsu = 'fail', domain = null } = options;
	const df = degreesOfFreedom(design, domain) - 1;
	const mirrored = mirroredRow(row, wanted.rows);
	const rows = mirrored === null ? wanted.rows : wanted.rows.slice(0, 1);
	const tested: Tested[] = [];
	const leftOut = new Set<number>();
	for (const across of columnBlocks(column, wanted.columns, against)) {
		const most = Math.max(1, Math.floor(comfortable / (across.members.length + 2)) - 2);
		for (const down of blocksOf(row, rows, most)) {
			const table = crosstab(design.weights, down.side, across.side, domain);
			if (table.kind === 'no-base') return table;
			const within = comparable(table, across, minimumBase);
			for (const small of within.leftOut) leftOut.add(small);
			const found = testedIn(design, table, { down, pairs: within.pairs, df, lonelyPsu });
			if ('kind' in found) return found;
			tested.push(...found.map((test) => ({ ...test, mirrored })));
		}
	}
	const adjusted = holm(tested.map(({ p }) => p));
	return {
		kind: 'compared-columns',
		comparisons: tested.flatMap((test, k) => inEveryDirection(test, adjusted[k] ?? 1, level)),
		familySize: tested.length,
		level,
		leftOut: [...leftOut].toSorted((a, b) => a - b),
	};
}

/** Cells to a block. */
const comfortable = 200;

interface ColumnBlock {
	readonly side: Block['side'];
	/** By category; the rest is category `members.length`. */
	readonly members: readonly number[];
	readonly against: ComparisonOptions['against'];
}

function columnBlocks(column: NettedSide, wanted: readonly number[], against: ComparisonOptions['against']) {
	switch (against) {
		case 'each-other':
			return [{ members: wanted, side: sideOf(column, wanted), against }];
		case 'rest':
			return wanted.map((one) => ({ members: [one], side: sideOf(column, [one]), against }));
	}
}

interface Pair {
	/** Categories of the block's columns. */
	readonly a: number;
	readonly b: number;
	readonly column: number;
	readonly other: number | 'rest';
}

function comparable(
	table: Crosstab,
	{ members, against, side }: ColumnBlock,
	minimumBase: number,
): { readonly pairs: readonly Pair[]; readonly leftOut: readonly number[] } {
	const width = table.columns.length + 1;
	const answers = side.categories.map((_, c) =>
		table.rows.reduce((sum, __, r) => sum + (table.counts[r * width + c] ?? 0), 0),
	);
	const isLarge = (c: number) => (answers[c] ?? 0) >= minimumBase;
	const leftOut = members.filter((_, c) => !isLarge(c));
	const large = members.flatMap((column, c) => (isLarge(c) ? [{ column, c }] : []));
	if (against === 'rest')
		return {
			pairs: large.flatMap(({ column, c }) => (isLarge(1) ? [{ a: c, b: 1, column, other: 'rest' as const }] : [])),
			leftOut,
		};
	const pairs = large.flatMap((one, k) =>
		large.slice(k + 1).map((two) => ({ a: one.c, b: two.c, column: one.column, other: two.column })),
	);
	return { pairs, leftOut };
}

function testedIn(
	design: Design,
	table: Crosstab,
	args: { down: Block; pairs: readonly Pair[]; df: number; lonelyPsu: LonelyPsu },
): Omit<Tested, 'mirrored'>[] | LonelyStratum {
	const { down, pairs, df, lonelyPsu } = args;
	if (pairs.length === 0 || df < 1) return [];
	const width = table.columns.length;
	const figures = down.members.flatMap((_, r) => table.columns.map((__, c) => cellFigure(table, 'column-share', r, c)));
	const places = new Map<number, number>();
	const found: CellFigure[] = [];
	figures.forEach((figure, k) => {
		if (figure.kind === 'cell-figure') places.set(k, found.push(figure) - 1);
	});
	const covariance = cellCovariance(design, table, found, { lonelyPsu });
	if (covariance.kind === 'lonely-psu') return covariance;
	const between = (j: number, k: number) => covariance.matrix[j * covariance.size + k] ?? 0;
	return down.members.flatMap((row, r) =>
		pairs.flatMap(({ a, b, column, other }) => {
			const [j, k] = [places.get(r * width + a), places.get(r * width + b)];
			const [one, two] = [found[j ?? -1], found[k ?? -1]];
			if (j === undefined || k === undefined || !one || !two) return [];
			const variance = varianceOf(one, between(j, j)) + varianceOf(two, between(k, k)) - 2 * between(j, k);
			const se = Math.sqrt(Math.max(0, variance));
			if (se < 1e-9) return [];
			const difference = one.value - two.value;
			return [{ row, column, other, difference, se, df, p: studentTwoSided(difference / se, df) }];
		}),
	);
}

/** A share of 0 or 1 has standard error 0, which would call any difference real. */
function varianceOf({ value, base: { effectiveSize: n } }: CellFigure, variance: number): number {
	if (value > 0 && value < 1) return variance;
	const drawnIn = (value * n + 1) / (n + 2);
	return (drawnIn * (1 - drawnIn)) / (n + 2);
}

function inEveryDirection({ mirrored, ...test }: Tested, adjustedP: number, level: number): ColumnComparison[] {
	const one = { ...test, adjustedP, isFound: adjustedP < 1 - level };
	const { other } = one;
	const both: ColumnComparison[] =
		other === 'rest' ? [one] : [one, { ...one, column: other, other: one.column, difference: -one.difference }];
	if (mirrored === null) return both;
	return [...both, ...both.map((each) => ({ ...each, row: mirrored, difference: -each.difference }))];
}

/** The second of two rows that share out the base between them; null for any other table. */
function mirroredRow({ base, sets }: NettedSide, rows: readonly number[]): number | null {
	const [first, second, ...others] = rows;
	if (first === undefined || second === undefined || others.length > 0) return null;
	const codes = [...(sets[first] ?? []), ...(sets[second] ?? [])];
	return codes.length === base.length && new Set(codes).size === base.length ? second : null;
}
