/** Whole numbers made dense: 0, 1, 2, … in order of appearance. */
export interface Numbering {
	readonly ids: Int32Array;
	readonly count: number;
}

/** Numbers the distinct values of a column. */
export function numbered(column: Int32Array): Numbering {
	return numberedBy(column.length, (i) => column[i] ?? 0);
}

/** Numbers the distinct pairs of two numberings of the same rows. */
export function numberedPairs(outer: Numbering, inner: Numbering): Numbering {
	return numberedBy(outer.ids.length, (i) => (outer.ids[i] ?? 0) * inner.count + (inner.ids[i] ?? 0));
}

function numberedBy(length: number, keyOf: (i: number) => number): Numbering {
	const numbers = new Map<number, number>();
	const ids = new Int32Array(length);
	for (let i = 0; i < length; i++) {
		const key = keyOf(i);
		const known = numbers.get(key) ?? numbers.size;
		if (known === numbers.size) numbers.set(key, known);
		ids[i] = known;
	}
	return { ids, count: numbers.size };
}
