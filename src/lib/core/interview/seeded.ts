/** Mulberry32 (T. Ettinger, public domain): 32 bits of state, enough for an order or a simulation, never for a secret. Yields numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** FNV-1a, 32 bits: spreads words over seeds. Not for secrets. */
export function hashWords(words: string): number {
	let value = 0x811c9dc5;
	for (let index = 0; index < words.length; index++) {
		value = Math.imul(value ^ words.charCodeAt(index), 0x01000193);
	}
	return value >>> 0;
}
