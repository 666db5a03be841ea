import { type Domain, type Numbers } from '../columns.ts';
import { type Arms } from './item-count.ts';

/** A list question as it was answered: how many of the items, and who saw which list. */
export interface ListQuestion {
	/** 0 to `items` in the control arm, 0 to `items` + 1 in the treatment arm. */
	readonly count: Numbers;
	readonly arms: Arms;
	/** Items in the list without the sensitive one. */
	readonly items: number;
}

/** Rows of one of the two arms with a count, within the domain. */
export function rowsWithCount({ count, arms }: Pick<ListQuestion, 'count' | 'arms'>, domain: Domain): Uint8Array {
	const { codes, treatment, control } = arms;
	const rows = new Uint8Array(codes.length);
	for (let i = 0; i < rows.length; i++) {
		const isInArm = codes[i] === treatment || codes[i] === control;
		rows[i] = isInArm && count.missing[i] === 0 && (domain === null || domain[i] === 1) ? 1 : 0;
	}
	return rows;
}

/** Counts to choose among by code. */
export function countsAsCodes({ values, missing }: Numbers): Int16Array {
	const codes = new Int16Array(values.length);
	for (let i = 0; i < codes.length; i++) codes[i] = missing[i] === 0 ? (values[i] ?? 0) : (missing[i] ?? -1);
	return codes;
}
