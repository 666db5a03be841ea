import { type Codes, notAsked } from '#core/dataset/index.ts';

export { type Codes, type Numbers, codesAsNumbers, notAsked } from '#core/dataset/index.ts';

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
