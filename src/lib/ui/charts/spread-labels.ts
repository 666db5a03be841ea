/**
 * Where labels stand that were wanted at `wanted`, from the top down: pushed apart until none is nearer to the next than
 * `apart`, in their order, within `top` and `bottom` where they fit.
 */
export function spreadLabels(
	wanted: readonly number[],
	{ top, bottom, apart }: { readonly top: number; readonly bottom: number; readonly apart: number },
): number[] {
	const ys: number[] = [];
	for (const y of wanted) ys.push(Math.max(y, (ys.at(-1) ?? -Infinity) + apart));
	let limit = bottom;
	for (let at = ys.length - 1; at >= 0; at--) {
		ys[at] = Math.max(Math.min(ys[at] ?? 0, limit), top);
		limit = (ys[at] ?? 0) - apart;
	}
	return ys;
}
