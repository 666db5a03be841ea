/**
 * Holm's (1979) adjustment for looking at a whole family at once: the factor on each p value, in the order given. A
 * factor f means that this comparison is decided at the level α/f, so that p·f < α just when the interval at level 1 −
 * α/f leaves out 0.
 */
export function holmFactors(p: readonly number[]): number[] {
	const ascending = p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
	const factors = new Array<number>(p.length).fill(1);
	let soFar = 0;
	ascending.forEach(({ value, index }, rank) => {
		soFar = Math.max(soFar, value * (p.length - rank));
		// Several p values too small for a double are ties at the first rank.
		factors[index] = value > 0 ? soFar / value : p.length;
	});
	return factors;
}

/** p values adjusted by Holm's method, at most 1. R's `p.adjust(p, "holm")`. */
export function holm(p: readonly number[]): number[] {
	const factors = holmFactors(p);
	return p.map((value, k) => Math.min(1, value * (factors[k] ?? 1)));
}
