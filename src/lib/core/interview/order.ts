import type { InterviewState } from './state.ts';

/**
 * Puts a list in the order this interview sees: shuffled from the interview's seed and the question's id (so that the
 * order stays the same on every visit), with `anchored` entries kept in their places.
 */
export function inOrder<T extends { readonly anchored?: boolean }>(
	entries: readonly T[],
	order: 'fixed' | 'random',
	state: Pick<InterviewState, 'seed'>,
	questionId: string,
): T[] {
	if (order === 'fixed') return [...entries];
	const random = generator(state.seed ^ hash(questionId));
	const loose = entries.filter((entry) => entry.anchored !== true);
	for (let last = loose.length - 1; last > 0; last--) {
		const pick = Math.floor(random() * (last + 1));
		const [a, b] = [loose[last], loose[pick]];
		if (a !== undefined && b !== undefined) {
			loose[last] = b;
			loose[pick] = a;
		}
	}
	let taken = 0;
	return entries.map((entry) => (entry.anchored === true ? entry : (loose[taken++] ?? entry)));
}

/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, enough to order a list. Yields numbers in [0, 1). */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** FNV-1a, 32 bits. */
function hash(words: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < words.length; index++) {
		value = Math.imul(value ^ words.charCodeAt(index), 0x01000193);
	}
	return value >>> 0;
}
