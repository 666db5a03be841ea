import { missingCodes } from '../../instrument/index.ts';
import type { Codes, Numbers } from '../codes.ts';
import { notAsked } from '../codes.ts';

/** One question of a knowledge check and its right answers. */
export interface ScoredItem {
	readonly codes: Codes;
	readonly right: readonly number[];
}

/**
 * Share of a row's items that were answered rightly, 0–1. A wrong answer and *don't know* are not right; an item left
 * blank or refused is left out of that row's count. A row without any item is missing, with the reason of its first
 * item.
 *
 * @method  Knowledge score
 * @formula Right answers over questions met, per respondent; *don't know* is met and not right, a refusal is not met; then the mean
 * @source  Domain definition of this project
 * @r       `svymean(~I(rowSums(right) / rowSums(met)), d, na.rm = TRUE)`
 */
export function scorePerRow(items: readonly ScoredItem[]): Numbers {
	const rows = items[0]?.codes.length ?? 0;
	const values = new Float64Array(rows);
	const missing = new Int8Array(rows);
	const met = new Uint8Array(rows);
	for (const { codes, right } of items)
		for (let i = 0; i < rows; i++) {
			const code = codes[i] ?? notAsked;
			if (code >= 0 || code === missingCodes['dont-know']) met[i] = (met[i] ?? 0) + 1;
			if (right.includes(code)) values[i] = (values[i] ?? 0) + 1;
		}
	for (let i = 0; i < rows; i++) {
		const answered = met[i] ?? 0;
		if (answered > 0) values[i] = (values[i] ?? 0) / answered;
		else missing[i] = items[0]?.codes[i] ?? notAsked;
	}
	return { values, missing };
}
