/**
 * sfc32 (C. Doty-Humphrey, public domain) with 96 bits of state made from a seed of any length: unlike a seed of 32
 * bits it cannot be found by trying all. Yields numbers in [0, 1).
 */
export function secretRandom(seed: string): () => number {
	let [a, b, c] = [mixed(seed, 0x243f6a88), mixed(seed, 0x85a308d3), mixed(seed, 0x13198a2e)];
	let counter = 1;
	const next = () => {
		const drawn = (a + b + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + drawn) | 0;
		return (drawn >>> 0) / 4294967296;
	};
	for (let warm = 0; warm < 15; warm++) next();
	return next;
}

/** A word of 32 bits in which each letter of the seed has had its part, by the mix of MurmurHash3. */
function mixed(seed: string, start: number): number {
	let word = start;
	for (let i = 0; i < seed.length; i++) {
		word = Math.imul(word ^ seed.charCodeAt(i), 0x85ebca6b);
		word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
		word ^= word >>> 16;
	}
	return word;
}
