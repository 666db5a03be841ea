import type { Codes } from '#core/dataset/index.ts';
import type { Design, Domain, NettedSide } from '#core/estimation/index.ts';
import { MissingReason, missingCodes } from '#core/instrument/index.ts';
import type { LeftOut } from '#core/trends/index.ts';

/** Rows of data that are not in the table, by the first of the two answers that they lack, and why they lack it. */
export function leftOutOf({ weights }: Design, row: NettedSide, column: NettedSide, domain: Domain): LeftOut[] {
	const counts = countByReason(
		weights,
		domain,
		{ codes: row.codes, isIn: inBase(row) },
		{
			codes: column.codes,
			isIn: inBase(column),
		},
	);
	return (['rows', 'columns'] as const).flatMap((variable) =>
		MissingReason.options.flatMap((reason) => {
			const n = counts[variable][missingCodes[reason] + lowest] ?? 0;
			return n === 0 ? [] : [{ variable, reason, n }];
		}),
	);
}

/** Missing reasons reach down to −128. */
const lowest = 128;

interface CodedSide {
	readonly codes: Codes;
	/** 1 for the codes of the base, by code + 128. */
	readonly isIn: Uint8Array;
}

function inBase({ base }: NettedSide): Uint8Array {
	const isIn = new Uint8Array(lowest + Math.max(0, ...base) + 1);
	for (const code of base) isIn[lowest + code] = 1;
	return isIn;
}

/** Rows of data by the code, + 128, that keeps them out. */
function countByReason(weights: Float64Array, domain: Domain, row: CodedSide, column: CodedSide) {
	const rows = new Int32Array(lowest);
	const columns = new Int32Array(lowest);
	for (let i = 0; i < weights.length; i++) {
		const down = (row.codes[i] ?? 0) + lowest;
		const across = (column.codes[i] ?? 0) + lowest;
		const isRow = row.isIn[down] === 1;
		if ((isRow && column.isIn[across] === 1) || weights[i] === 0 || (domain !== null && domain[i] !== 1)) continue;
		if (!isRow && down < lowest) rows[down] = (rows[down] ?? 0) + 1;
		if (isRow && across < lowest) columns[across] = (columns[across] ?? 0) + 1;
	}
	return { rows, columns };
}
