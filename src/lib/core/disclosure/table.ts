import { type Members } from './members.ts';

/** One figure of a table. */
export interface Cell {
	/** Unique in the table. */
	readonly id: string;
	/** In words for a person, such as *Women, 16–24*. */
	readonly label: string;
	/** Respondents, unweighted. */
	readonly count: number;
	/** Sum of the weights of the same respondents, shown beside the count; null where there is none. */
	readonly weighted: number | null;
	/** For tables of magnitudes: what the contributors give together. */
	readonly magnitude: Magnitude | null;
	/** Position of the cell that is this one's base: a group, of which this is those who gave a certain answer. */
	readonly base: number | null;
	/** What its loss costs; null for one more than its count. */
	readonly cost: number | null;
	/** Known to everybody or already published, so that hiding it would protect nothing. */
	readonly fixed: boolean;
	/** Who is in it; null where only the figures are known. */
	readonly members: Members | null;
}

export interface Magnitude {
	readonly total: number;
	/** The largest contributions, greatest first: two at least, if so many contribute, and as many as the (n, k) rule asks. */
	readonly largest: readonly number[];
}

/** The cell at `total` is the sum of those at `parts`, which share nobody. */
export interface Relation {
	readonly total: number;
	readonly parts: readonly number[];
}

/** Any table: of one way or many, hierarchical or several that are linked, with its totals as relations between cells. */
export interface Table {
	readonly kind: 'counts' | 'magnitudes';
	readonly title: string;
	/** About own behaviour, self-incriminating or health: the policy's stricter rules hold. */
	readonly sensitive: boolean;
	readonly cells: readonly Cell[];
	readonly relations: readonly Relation[];
}

/** A total is not the sum of its parts, or a count is none. */
export interface NotATable {
	readonly kind: 'not-a-table';
	/** Ids of the cells concerned. */
	readonly cells: readonly string[];
	readonly reason: 'does-not-add-up' | 'not-a-count' | 'repeated-id';
}

/** What a table tells at each cell: its count, or its magnitude. */
export function valuesOf({ kind, cells }: Table): Float64Array {
	return Float64Array.from(cells, ({ count, magnitude }) => (kind === 'counts' ? count : (magnitude?.total ?? 0)));
}

/** Null for a sound table. */
export function faultOf(table: Table): NotATable | null {
	const { cells, relations } = table;
	const ids = new Set<string>();
	for (const { id, count, magnitude } of cells) {
		if (ids.has(id)) return { kind: 'not-a-table', cells: [id], reason: 'repeated-id' };
		ids.add(id);
		const amount = magnitude?.total ?? 0;
		if (!Number.isSafeInteger(count) || count < 0 || !(amount >= 0 && amount < Infinity))
			return { kind: 'not-a-table', cells: [id], reason: 'not-a-count' };
	}
	const values = valuesOf(table);
	for (const { total, parts } of relations) {
		const sum = parts.reduce((all, part) => all + (values[part] ?? Number.NaN), 0);
		const slack = table.kind === 'counts' ? 0 : 1e-9 * Math.max(1, sum);
		if (!(Math.abs(sum - (values[total] ?? Number.NaN)) <= slack))
			return {
				kind: 'not-a-table',
				cells: [total, ...parts].map((at) => cells[at]?.id ?? ''),
				reason: 'does-not-add-up',
			};
	}
	return null;
}
