import type { CrosstabRow } from '#core/trends/index.ts';

/** By which column rows are sorted, as the address has it. */
export interface Sorting {
	readonly by: string | readonly number[];
	readonly order: 'down' | 'up';
}

export type Link = (changes: Readonly<Record<string, string | null>>) => string;

/** How the address names a column of figures. */
export function sortKey({ kind, codes }: CrosstabRow): string {
	return kind === 'all' ? 'all' : codes.join('_');
}

export function sortedBy(sort: Sorting | null, key: string): 'descending' | 'ascending' | undefined {
	if (sort === null || key !== (typeof sort.by === 'string' ? sort.by : sort.by.join('_'))) return undefined;
	return sort.order === 'down' ? 'descending' : 'ascending';
}

/** Largest first, then smallest first, then as in the codebook. */
export function sortLink(link: Link, sort: Sorting | null, key: string): string {
	const sorted = sortedBy(sort, key);
	if (sorted === 'ascending') return link({ sort: null, order: null, from: null });
	return link({ sort: key, order: sorted === 'descending' ? 'up' : null, from: null });
}
