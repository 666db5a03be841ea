import { missingCodes } from '#core/instrument/index.ts';

/** Answers as codes ≥ 0; a negative number is a missing reason's export code (-8 don't know, -9 refused, …). */
export type Codes = Int8Array | Int16Array | Int32Array;

/** Numbers, with a missing reason's export code per row in `missing`, 0 where there is a number. */
export interface Numbers {
	readonly values: Float64Array;
	readonly missing: Int8Array;
}

/** The code of a question that this wave, or this version, did not ask. */
export const notAsked = missingCodes['not-asked'];

/** 1 for the rows that are in, 0 for the others; null for all rows. */
export type Domain = Uint8Array | null;

/**
 * A column of codes or reasons in which the rows outside the domain, and those without weight, are put down as not
 * asked. The estimators' loops then need no test of the domain at each row, which would take three times as long as
 * the arithmetic.
 */
export function within(column: Codes, weights: Float64Array, domain: Domain): Codes {
	if (domain === null && !weights.includes(0)) return column;
	const masked = column.slice();
	for (let i = 0; i < masked.length; i++)
		if (weights[i] === 0 || (domain !== null && domain[i] !== 1)) masked[i] = notAsked;
	return masked;
}

/** The rows that gave a certain answer, for an estimate by group; within `domain` where there is one. */
export function rowsWithCode(codes: Codes, code: number, domain: Domain = null): Uint8Array {
	const rows = new Uint8Array(codes.length);
	for (let i = 0; i < rows.length; i++) rows[i] = codes[i] === code && (domain === null || domain[i] === 1) ? 1 : 0;
	return rows;
}

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
