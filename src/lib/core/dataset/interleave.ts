import type { Codes } from './codes.ts';
import type { Column } from './column.ts';
import type { Dataset } from './dataset.ts';

/** Which of two tables each row of the table that they make comes from: 0 the first, 1 the second. */
export type Interleaving = Uint8Array;

/**
 * Two datasets of one instrument version as one: the rows of each in their own order, taken in turn as `from` says. Columns
 * of whole data are touched once each, so that a wave takes in new answers without being built again. Equal to building
 * from all answers by tests/unit/dataset/interleave.test.ts.
 */
export function interleaved(first: Dataset, second: Dataset, from: Interleaving): Dataset {
	const columns = new Map<string, Column>();
	for (const [name, one] of first.columns) {
		const other = second.columns.get(name);
		if (other === undefined || other.kind !== one.kind) throw new Error(`${name} is not a column of both alike`);
		columns.set(name, joined(one, other, from));
	}
	return { rows: from.length, columns };
}

/** The same for values beside the columns, such as weights. */
export function interleavedNumbers(first: Float64Array, second: Float64Array, from: Interleaving): Float64Array {
	return merge(first, second, from, new Float64Array(from.length));
}

function joined(one: Column, other: Column, from: Interleaving): Column {
	const { variable } = one;
	if (one.kind === 'code' && other.kind === 'code') {
		return {
			kind: 'code',
			variable,
			codes: merge(one.codes, other.codes, from, wideEnough(one.codes, other.codes, from.length)),
		};
	}
	if (one.kind === 'number' && other.kind === 'number') {
		return {
			kind: 'number',
			variable,
			values: interleavedNumbers(one.values, other.values, from),
			missing: merge(one.missing, other.missing, from, new Int8Array(from.length)),
		};
	}
	throw new Error('columns of two kinds');
}

function wideEnough(one: Codes, other: Codes, rows: number): Codes {
	const wider = one.BYTES_PER_ELEMENT >= other.BYTES_PER_ELEMENT ? one : other;
	if (wider instanceof Int8Array) return new Int8Array(rows);
	return wider instanceof Int16Array ? new Int16Array(rows) : new Int32Array(rows);
}

interface Values {
	[row: number]: number;
}

function merge<T extends Values>(first: Values, second: Values, from: Interleaving, into: T): T {
	let [a, b] = [0, 0];
	for (let i = 0; i < from.length; i++) into[i] = (from[i] === 0 ? first[a++] : second[b++]) ?? 0;
	return into;
}
