import { missingCodes } from '../instrument/index.ts';
import type { Cell, Variable } from '../instrument/index.ts';

/** Small integer codes, one a row; a negative one is the export code of a missing reason. */
export interface CodeColumn {
	readonly kind: 'code';
	readonly variable: Variable;
	readonly codes: Int16Array;
}

/** Measured quantities, one a row. Where `missing` is not 0 it is the export code of the reason and the value is 0. */
export interface NumberColumn {
	readonly kind: 'number';
	readonly variable: Variable;
	readonly values: Float64Array;
	readonly missing: Int8Array;
}

export type Column = CodeColumn | NumberColumn;

/** A column that grows row by row and is then frozen to its length. */
export interface GrowingColumn {
	append(cell: Cell): void;
	finish(): Column;
}

/** Starts a column for `variable` with room for `rows`; it doubles when full. Text has no column. */
export function growColumn(variable: Variable, rows: number): GrowingColumn {
	return variable.type === 'number' ? growNumbers(variable, rows) : growCodes(variable, rows);
}

function growCodes(variable: Variable, rows: number): GrowingColumn {
	let codes = new Int16Array(Math.max(rows, 16));
	let length = 0;
	return {
		append(cell) {
			if (length === codes.length) {
				const larger = new Int16Array(length * 2);
				larger.set(codes);
				codes = larger;
			}
			codes[length++] =
				typeof cell === 'number'
					? cell
					: typeof cell === 'string'
						? missingCodes['routing-error']
						: missingCodes[cell.missing];
		},
		finish: () => ({ kind: 'code', variable, codes: codes.slice(0, length) }),
	};
}

function growNumbers(variable: Variable, rows: number): GrowingColumn {
	let values = new Float64Array(Math.max(rows, 16));
	let missing = new Int8Array(values.length);
	let length = 0;
	return {
		append(cell) {
			if (length === values.length) {
				const [largerValues, largerMissing] = [new Float64Array(length * 2), new Int8Array(length * 2)];
				largerValues.set(values);
				largerMissing.set(missing);
				[values, missing] = [largerValues, largerMissing];
			}
			if (typeof cell === 'number') values[length] = cell;
			else missing[length] = typeof cell === 'string' ? missingCodes['routing-error'] : missingCodes[cell.missing];
			length++;
		},
		finish: () => ({ kind: 'number', variable, values: values.slice(0, length), missing: missing.slice(0, length) }),
	};
}
