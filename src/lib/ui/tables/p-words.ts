/** A p value to three places: "0.032", "<0.001", and never a rounded 1. */
export function pWords(p: number): string {
	if (p < 0.001) return '<0.001';
	return p > 0.9995 ? '>0.999' : p.toFixed(3);
}
