import { missingCodes } from '../instrument/index.ts';

/** Answers as codes ≥ 0; a negative number is a missing reason's export code (-8 don't know, -9 refused, …). */
export type Codes = Int8Array | Int16Array | Int32Array;

/** Numbers, with a missing reason's export code per row in `missing`, 0 where there is a number. */
export interface Numbers {
	readonly values: Float64Array;
	readonly missing: Int8Array;
}

/** The code of a question that this wave, or this version, did not ask. */
export const notAsked = missingCodes['not-asked'];

/** Codes taken as numbers, as a scale from 0 to 10 is. */
export function codesAsNumbers(codes: Codes): Numbers {
	const values = new Float64Array(codes.length);
	const missing = new Int8Array(codes.length);
	for (let i = 0; i < values.length; i++) {
		const code = codes[i] ?? -1;
		if (code < 0) missing[i] = code;
		else values[i] = code;
	}
	return { values, missing };
}

/**
 * The answers to choose among when any of several columns may count: 1 where one has a counted code, 0 where one is in
 * the base, else missing.
 */
export function anyOf(
	columns: readonly { readonly codes: Codes; readonly missingInBase: readonly number[] }[],
	counted: readonly number[],
): Int8Array {
	const rows = columns[0]?.codes.length ?? 0;
	const any = new Int8Array(rows).fill(notAsked);
	for (const { codes, missingInBase } of columns)
		for (let i = 0; i < rows; i++) {
			const code = codes[i] ?? notAsked;
			if (counted.includes(code)) any[i] = 1;
			else if (code >= 0 || missingInBase.includes(code)) any[i] = Math.max(any[i] ?? 0, 0);
			else if (any[i] === notAsked) any[i] = code;
		}
	return any;
}

/** An array for codes of so many bytes each. */
export function codesOfWidth(width: 1 | 2 | 4, rows: number): Codes {
	switch (width) {
		case 1:
			return new Int8Array(rows);
		case 2:
			return new Int16Array(rows);
		case 4:
			return new Int32Array(rows);
	}
}

/** The fewest bytes that hold a code. */
export function widthOf(code: number): 1 | 2 | 4 {
	if (code === (code << 24) >> 24) return 1;
	return code === (code << 16) >> 16 ? 2 : 4;
}
