/** Holm's (1979) p values, adjusted for looking at all of a family at once; in the order given, at most 1. R's `p.adjust(p, "holm")`. */
export function holm(p: readonly number[]): number[] {
	const ascending = p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
	const adjusted = new Array<number>(p.length).fill(1);
	let soFar = 0;
	ascending.forEach(({ value, index }, rank) => {
		soFar = Math.max(soFar, value * (p.length - rank));
		adjusted[index] = Math.min(1, soFar);
	});
	return adjusted;
}
