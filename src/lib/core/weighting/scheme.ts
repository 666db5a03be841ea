import { type Weighting } from '#core/instrument/index.ts';
import { type CellColumn, type Margin, type RakingFailure } from './margin.ts';
import { type Raked, rake } from './rake.ts';

/**
 * The part of an instrument's weighting that decides the weights: a plain value, stored with the instrument and run
 * again on every wave.
 */
export interface WeightingScheme {
	readonly margins: readonly Pick<Weighting['margins'][number], 'id' | 'variables' | 'targets'>[];
	/** Least and greatest weight as multiples of the mean. */
	readonly trim: Weighting['trim'];
}

/**
 * Runs a scheme: base weights in, raked weights out. `codesOf` gives a variable's column, codes ≥ 0 and missing
 * reasons < 0. A row whose codes match no target of a margin (not answered, or an answer that the population table
 * lacks) is unknown on that margin: see `prepareTargets` for what becomes of it. A failure's `cell` is an index into
 * the margin's targets.
 */
export function weigh(
	scheme: WeightingScheme,
	baseWeights: Float64Array,
	codesOf: (variable: string) => CellColumn | undefined,
): Raked | RakingFailure | { readonly kind: 'unknown-variable'; readonly margin: string; readonly variable: string } {
	const margins: Margin[] = [];
	for (const { id, variables, targets } of scheme.margins) {
		const columns: CellColumn[] = [];
		for (const variable of variables) {
			const column = codesOf(variable);
			if (!column) return { kind: 'unknown-variable', margin: id, variable };
			columns.push(column);
		}
		margins.push({
			id,
			cells: cellsOf(targets, columns, baseWeights.length),
			targets: targets.map(({ share }) => share),
			unit: 'shares',
		});
	}
	return rake(baseWeights, margins, { bounds: scheme.trim });
}

/**
 * Row to target; codes are combined into one key, the radix of a variable being its greatest code in the targets + 1.
 */
function cellsOf(
	targets: readonly { readonly codes: readonly number[] }[],
	columns: readonly CellColumn[],
	rows: number,
): Int32Array {
	const radix = columns.map((_, v) => 1 + Math.max(...targets.map(({ codes }) => codes[v] ?? 0)));
	const keyOf = (code: (v: number) => number) =>
		radix.reduce((key, size, v) => (key < 0 || code(v) < 0 || code(v) >= size ? -1 : key * size + code(v)), 0);
	const cellOfKey = new Map(targets.map(({ codes }, index) => [keyOf((v) => codes[v] ?? -1), index]));
	const cells = new Int32Array(rows);
	for (let i = 0; i < rows; i++) cells[i] = cellOfKey.get(keyOf((v) => columns[v]?.[i] ?? -1)) ?? -1;
	return cells;
}
