import type { CodeLabel, DataColumn } from './data-file.ts';

/**
 * What is added to the missing codes of a column in a file, so that none of them can be taken for an answer: 0, or where
 * answers are numbers below 0, minus the power of ten that reaches below all of them; −9 is then −19, −109 and so on.
 */
export function missingShift({ data, missing }: DataColumn): number {
	if (data.kind !== 'number' || missing.length === 0) return 0;
	let least = 0;
	const { values } = data;
	for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) < least) least = values[i] ?? 0;
	if (least > -1) return 0;
	let power = 10;
	while (power < -least) power *= 10;
	return -power;
}

/** The missing codes of a column as they stand in a file. */
export function shownMissing(column: DataColumn): CodeLabel[] {
	const shift = missingShift(column);
	return column.missing.map(({ code, label }) => ({ code: code + shift, label }));
}
