/** A set of respondents of one wave, one bit a row of its dataset. */
export interface Members {
	readonly rows: number;
	readonly words: Uint32Array;
	readonly size: number;
	/**
	 * Two words that the rows' own random words add up to, bit by bit. Equal sets have equal sums, and the sum of a set
	 * less one that it holds is had without looking at either.
	 */
	readonly sum: readonly [number, number];
}

/** Packs a domain: 1 for the rows that are in, 0 for the others. */
export function membersOf(domain: Uint8Array): Members {
	const words = new Uint32Array((domain.length + 31) >>> 5);
	for (let i = 0; i < domain.length; i++) if (domain[i] === 1) words[i >>> 5] = (words[i >>> 5] ?? 0) | (1 << (i & 31));
	return measured(domain.length, words);
}

/** Whoever is in any of the sets, which must be of one wave. */
export function union(sets: readonly Members[]): Members {
	const rows = sets[0]?.rows ?? 0;
	const words = new Uint32Array((rows + 31) >>> 5);
	for (const set of sets) {
		sameRows(rows, set.rows);
		for (let w = 0; w < words.length; w++) words[w] = (words[w] ?? 0) | (set.words[w] ?? 0);
	}
	return measured(rows, words);
}

/** Those of `a` that are not in `b`. */
export function without(a: Members, b: Members): Members {
	sameRows(a.rows, b.rows);
	return measured(
		a.rows,
		a.words.map((word, w) => word & ~(b.words[w] ?? 0)),
	);
}

/** How many are in both. */
export function inBoth(a: Members, b: Members): number {
	sameRows(a.rows, b.rows);
	let size = 0;
	for (let w = 0; w < a.words.length; w++) size += bits((a.words[w] ?? 0) & (b.words[w] ?? 0));
	return size;
}

/** Whether everyone in `a` is in `b`; most sets that are not are told apart within a few words. */
export function isWithin(a: Members, b: Members): boolean {
	sameRows(a.rows, b.rows);
	if (a.size > b.size) return false;
	for (let w = 0; w < a.words.length; w++) if (((a.words[w] ?? 0) & ~(b.words[w] ?? 0)) !== 0) return false;
	return true;
}

export function meets(a: Members, b: Members): boolean {
	sameRows(a.rows, b.rows);
	for (let w = 0; w < a.words.length; w++) if (((a.words[w] ?? 0) & (b.words[w] ?? 0)) !== 0) return true;
	return false;
}

export function isSame(a: Members, b: Members): boolean {
	return a.size === b.size && a.sum[0] === b.sum[0] && a.sum[1] === b.sum[1] && isWithin(a, b);
}

/** Equal for equal sets; almost never for others. */
export function keyOf({ size, sum }: Members): string {
	return `${size}/${sum[0]}/${sum[1]}`;
}

/** The key of `a` less `b` for a `b` within `a`. */
export function keyOfDifference(a: Members, b: Members): string {
	return `${a.size - b.size}/${(a.sum[0] ^ b.sum[0]) >>> 0}/${(a.sum[1] ^ b.sum[1]) >>> 0}`;
}

function sameRows(a: number, b: number): void {
	if (a !== b) throw new RangeError(`sets of ${a} and ${b} rows are not of one wave`);
}

function measured(rows: number, words: Uint32Array): Members {
	let size = 0;
	let first = 0;
	let second = 0;
	for (let w = 0; w < words.length; w++) {
		let rest = words[w] ?? 0;
		size += bits(rest);
		while (rest !== 0) {
			const bit = 31 - Math.clz32(rest);
			rest ^= 1 << bit;
			first ^= scattered(w * 32 + bit);
			second ^= scattered(~(w * 32 + bit));
		}
	}
	return { rows, words, size, sum: [first >>> 0, second >>> 0] };
}

/** The finishing mix of MurmurHash3 (A. Appleby, public domain). */
function scattered(row: number): number {
	let x = row + 0x9e3779b9;
	x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
	x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
	return x ^ (x >>> 16);
}

function bits(word: number): number {
	let x = word - ((word >>> 1) & 0x55555555);
	x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
	return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
