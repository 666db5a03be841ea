const rounding = 0.005;

/**
 * What figures are, by the title of their column and by their sum, and what to divide them by for shares; or why they can be
 * neither. Printed shares may be half a percent off.
 */
export function settledUnit(
	title: string,
	{ sum, isPercent }: { sum: number; isPercent: boolean },
): { written: 'shares' | 'percentages' | 'totals'; divisor: number } | string {
	const adds = (whole: number) => Math.abs(sum / whole - 1) <= rounding;
	const off = (what: string, whole: number) => `the ${what} add up to ${Number(sum.toPrecision(6))}, not ${whole}`;
	if (sum === 0) return 'all figures are 0';
	if (isPercent || /%|per ?cent/i.test(title)) {
		return adds(100) ? { written: 'percentages', divisor: 100 } : off('percentages', 100);
	}
	if (/share|proportion|fraction/i.test(title)) {
		return adds(1) ? { written: 'shares', divisor: 1 } : off('shares', 1);
	}
	if (/total|population|people|number|count/i.test(title)) return { written: 'totals', divisor: 1 };
	if (adds(1)) return { written: 'shares', divisor: 1 };
	if (adds(100)) return { written: 'percentages', divisor: 100 };
	return { written: 'totals', divisor: 1 };
}
