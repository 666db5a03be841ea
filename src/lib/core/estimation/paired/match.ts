/** Rows of two data sets that belong to the same person. */
export interface MatchedRows {
	/** Row before and row after, pair by pair, in the order of the rows before. */
	readonly before: Int32Array;
	readonly after: Int32Array;
	/** Rows whose key the other side does not have. */
	readonly onlyBefore: number;
	readonly onlyAfter: number;
	/** Rows whose key stands more than once on a side, as self-made codes can: nobody can tell whose they are. */
	readonly ambiguous: number;
}

/**
 * Matches people before and after by a key, such as a panel pseudonym or a hashed self-made code. An empty key matches
 * nothing and counts as unmatched.
 */
export function matchByKey(before: readonly string[], after: readonly string[]): MatchedRows {
	const [first, second] = [rowsByKey(before), rowsByKey(after)];
	const pairs: [number, number][] = [];
	let [onlyBefore, onlyAfter, ambiguous] = [0, 0, 0];
	for (const [key, rows] of first) {
		const others = second.get(key);
		const [row, ...more] = rows;
		if (key === '' || others === undefined) onlyBefore += rows.length;
		else if (row !== undefined && more.length === 0 && others.length === 1) pairs.push([row, others[0] ?? 0]);
		else ambiguous += rows.length + others.length;
	}
	for (const [key, rows] of second) if (key === '' || !first.has(key)) onlyAfter += rows.length;
	pairs.sort(([a], [b]) => a - b);
	return {
		before: Int32Array.from(pairs, ([row]) => row),
		after: Int32Array.from(pairs, ([, row]) => row),
		onlyBefore,
		onlyAfter,
		ambiguous,
	};
}

function rowsByKey(keys: readonly string[]): Map<string, number[]> {
	const rows = new Map<string, number[]>();
	keys.forEach((key, row) => {
		const there = rows.get(key);
		if (there) there.push(row);
		else rows.set(key, [row]);
	});
	return rows;
}
