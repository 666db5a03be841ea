/**
 * Tables for publication in the form that the UK's Government Analysis Function asks for in "Releasing statistics in
 * spreadsheets": a cover, contents, notes, and one table a sheet. A plain value: where its figures come from is no matter.
 */
export interface StatisticalTables {
	readonly title: string;
	/** Lines of the cover under the title: what, who, when, how to read it. */
	readonly cover: readonly string[];
	readonly tables: readonly StatisticalTable[];
}

export interface StatisticalTable {
	readonly title: string;
	/** Lines between the title and the table: base, population, source. */
	readonly lines: readonly string[];
	/** One row of headers, each different. */
	readonly headers: readonly string[];
	/** As many cells in each row as there are headers, none of them empty. */
	readonly rows: readonly (readonly TableCell[])[];
}

export type TableCell =
	| { readonly kind: 'text'; readonly text: string; readonly notes?: readonly string[] }
	/** Shares are 0–1 and shown as per cent; `points` are differences of shares. Kept as computed, rounded only to be seen. */
	| { readonly kind: 'number'; readonly value: number; readonly as: 'share' | 'points' | 'count' | 'number' }
	| { readonly kind: 'marks'; readonly marks: readonly Shorthand[] };

/** Shorthand of the guidance, in square brackets in the sheet. */
export type Shorthand = keyof typeof shorthandWords;

export const shorthandWords = {
	b: 'break in time series: not comparable with the figure before',
	c: 'confidential: kept back so that nobody can be recognised',
	low: 'low: rounds to 0 and is not 0',
	p: 'provisional: fieldwork goes on',
	u: 'low reliability: the base is small',
	x: 'not available: too few answers to compute it',
	z: 'not applicable: not asked, or nothing to compare with',
} as const;

/** A number, or what stands for one that rounding would make 0. */
export function numberCell(value: number, as: 'share' | 'points' | 'count' | 'number'): TableCell {
	return value !== 0 && Math.abs(value) < smallestShown[as] ? mark('low') : { kind: 'number', value, as };
}

export function mark(...marks: readonly Shorthand[]): TableCell {
	return { kind: 'marks', marks };
}

/** Notes become numbers in the order in which they are first met. */
export function textCell(text: string, notes: readonly string[] = []): TableCell {
	return { kind: 'text', text, notes };
}

const smallestShown = { share: 0.0005, points: 0.0005, count: 0.5, number: 0.005 } as const;
