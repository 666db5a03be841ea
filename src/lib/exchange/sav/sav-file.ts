import type { levels } from './format.ts';

/** A value as it stands in a file: a number, or a string without the spaces that fill its width. */
export type SavValue = number | string;

/** An SPSS system file as read. */
export interface SavFile {
	readonly label: string;
	readonly rows: number;
	readonly columns: readonly SavColumn[];
	/** Name of the column that weights the file; null where there is none. */
	readonly weight: string | null;
}

export interface SavColumn {
	readonly name: string;
	readonly label: string;
	readonly level: (typeof levels)[number];
	/** Bytes of a string; 0 for numbers. */
	readonly width: number;
	/** How other tools show the column, as SPSS spells it: F8.2, A20, DATE11. */
	readonly format: string;
	readonly valueLabels: readonly { readonly value: SavValue; readonly label: string }[];
	readonly missing: UserMissing;
	readonly cells: SavCells;
}

/** Values that the file's author declared missing: single ones, and all numbers of a range with both its ends. */
export interface UserMissing {
	readonly values: readonly SavValue[];
	/** An open end is infinite. */
	readonly range: { readonly low: number; readonly high: number } | null;
}

/**
 * The cells of a column. Few different values are kept once each, with the place of each row's among them, where null is
 * system-missing; numbers of many values are kept as they are, with 1 in `systemMissing` where there is none.
 */
export type SavCells =
	| {
			readonly kind: 'distinct';
			readonly values: readonly (SavValue | null)[];
			readonly places: Uint8Array | Uint16Array | Uint32Array;
	  }
	| { readonly kind: 'numbers'; readonly values: Float64Array; readonly systemMissing: Uint8Array };

/** The value of one cell; null is system-missing. */
export function cellAt(cells: SavCells, row: number): SavValue | null {
	if (cells.kind === 'distinct') return cells.values[cells.places[row] ?? -1] ?? null;
	return cells.systemMissing[row] === 0 ? (cells.values[row] ?? null) : null;
}

/** Whether the file's author declared the value missing. */
export function isUserMissing({ values, range }: UserMissing, value: SavValue): boolean {
	if (values.includes(value)) return true;
	return range !== null && typeof value === 'number' && value >= range.low && value <= range.high;
}
