import { missingCodes } from '../instrument/index.ts';
import type { Cell, Variable } from '../instrument/index.ts';
import type { Codes, Numbers } from './codes.ts';
import { codesOfWidth, widthOf } from './codes.ts';

/**
 * Small integer codes, one a row, in as few bytes as hold them all; a negative one is the export code of a missing reason.
 * The codes may be read or made only when they are first asked for: take them out of the column before a loop.
 */
export interface CodeColumn {
	readonly kind: 'code';
	readonly variable: Variable;
	readonly codes: Codes;
}

/** Measured quantities, one a row. Where `missing` is not 0 it is the export code of the reason and the value is 0. */
export interface NumberColumn extends Numbers {
	readonly kind: 'number';
	readonly variable: Variable;
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
	let codes: Codes = new Int8Array(Math.max(rows, 16));
	let width: 1 | 2 | 4 = 1;
	let length = 0;
	const moveTo = (larger: Codes) => {
		larger.set(codes);
		codes = larger;
	};
	return {
		append(cell) {
			if (length === codes.length) moveTo(codesOfWidth(width, length * 2));
			const code =
				typeof cell === 'number'
					? cell
					: typeof cell === 'string'
						? missingCodes['routing-error']
						: missingCodes[cell.missing];
			if (width < 4 && widthOf(code) > width) {
				width = widthOf(code);
				moveTo(codesOfWidth(width, codes.length));
			}
			codes[length++] = code;
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
