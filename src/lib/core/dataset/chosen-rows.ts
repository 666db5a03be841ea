import type { Codes } from './codes.ts';
import { codesOfWidth } from './codes.ts';
import type { Column } from './column.ts';
import type { Dataset } from './dataset.ts';

/** Some rows of a dataset, in the order given, as a dataset of their own. Columns are copied when they are first asked for. */
export function chosenRows({ columns }: Dataset, rows: Int32Array): Dataset {
	return { rows: rows.length, columns: new Map([...columns].map(([name, column]) => [name, chosen(column, rows)])) };
}

/** The same for values beside the columns, such as weights. */
export function chosenNumbers(values: Float64Array, rows: Int32Array): Float64Array {
	return gathered(values, rows, new Float64Array(rows.length));
}

function chosen(column: Column, rows: Int32Array): Column {
	const { variable } = column;
	if (column.kind === 'number') {
		const values = once(() => chosenNumbers(column.values, rows));
		const missing = once(() => gathered(column.missing, rows, new Int8Array(rows.length)));
		return {
			...{ kind: 'number', variable },
			get values() {
				return values();
			},
			get missing() {
				return missing();
			},
		};
	}
	const codes = once(() => {
		const all = column.codes;
		return gathered(all, rows, codesAs(all, rows.length));
	});
	return {
		...{ kind: 'code', variable },
		get codes() {
			return codes();
		},
	};
}

function codesAs(codes: Codes, rows: number): Codes {
	return codesOfWidth(codes instanceof Int8Array ? 1 : codes instanceof Int16Array ? 2 : 4, rows);
}

function gathered<T extends { [row: number]: number }>(from: T, rows: Int32Array, into: T): T {
	for (let i = 0; i < rows.length; i++) into[i] = from[rows[i] ?? 0] ?? 0;
	return into;
}

function once<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
