/**
 * Where a rising function reaches `target` between `from` and `to`, to rounding error, by bisection with regula falsi
 * (Illinois); undefined where it stays below, `from` where it is above from the start.
 */
export function reach(f: (x: number) => number, target: number, from: number, to: number): number | undefined {
	let [a, b] = [from, to];
	let [low, high] = [f(a) - target, f(b) - target];
	if (low >= 0) return a;
	if (!(high >= 0)) return undefined;
	for (let step = 0; step < 200 && b - a > 2e-16 * Math.abs(b); step++) {
		const chord = b - (high * (b - a)) / (high - low);
		// Every third step halves, so that the worst case stays that of bisection.
		const x = step % 3 === 2 || !(chord > a && chord < b) ? (a + b) / 2 : chord;
		const y = f(x) - target;
		if (y === 0) return x;
		if (y < 0) {
			a = x;
			low = y;
			high /= 2;
		} else {
			b = x;
			high = y;
			low /= 2;
		}
	}
	return (a + b) / 2;
}

/** The same without an upper end, for a function that may need very large x: up to 1e15. */
export function reachUpwards(f: (x: number) => number, target: number, from: number): number | undefined {
	let [a, b] = [from, 2 * from];
	while (f(b) < target) {
		if (b > 1e15) return undefined;
		[a, b] = [b, 2 * b];
	}
	return reach(f, target, a, b);
}
