import type { Measure } from '#core/instrument/index.ts';

/** How a measure's values are written: shares as percentages with changes in points, means as numbers. */
export type Quantity = 'share' | 'mean';

/** A score is a share of right answers; the indirect methods yield shares. */
export function quantityOf(statistic: Measure['statistic']): Quantity {
	switch (statistic) {
		case 'share':
		case 'score':
		case 'item-count':
		case 'crosswise':
			return 'share';
		case 'mean':
			return 'mean';
	}
}

/** "45.2%" or "6.41"; the unit can be left off where its column says it. */
export function valueWords(value: number, quantity: Quantity, unit: 'with-unit' | 'bare' = 'with-unit'): string {
	if (quantity === 'mean') return fixed(value, 2);
	return `${fixed(value * 100, 1)}${unit === 'with-unit' ? '%' : ''}`;
}

/** A share as it was printed, in per cent with every digit; one decimal of a share that was kept unrounded and never printed. */
export function printedShare({ share }: { readonly share: number }): string {
	const percent = Number((share * 100).toPrecision(12));
	return Number.isInteger(Number((percent * 1e4).toPrecision(12))) ? String(percent) : percent.toFixed(1);
}

/** "42.1 to 48.3". */
export function intervalWords(interval: { lower: number; upper: number }, quantity: Quantity): string {
	return `${valueWords(interval.lower, quantity, 'bare')} to ${valueWords(interval.upper, quantity, 'bare')}`;
}

/** The size of a change without its sign: "4.2 points", "1.0 point", "0.31". */
export function amountWords(amount: number, quantity: Quantity): string {
	const size = Math.abs(amount);
	if (quantity === 'mean') return fixed(size, 2);
	const points = fixed(size * 100, 1).replace(/\.0$/, '');
	return points === '1' ? '1 point' : `${points} points`;
}

/** A difference with its sign, in points or in the scale's own unit: "+4.2", "−1.3", "0.0". */
export function signed(difference: number, quantity: Quantity): string {
	const digits = valueWords(Math.abs(difference), quantity, 'bare');
	if (Number(digits.replaceAll(',', '')) === 0) return digits;
	return `${difference > 0 ? '+' : '−'}${digits}`;
}

/** "+1.0 to +7.2": the interval of a change. */
export function signedInterval(interval: { lower: number; upper: number }, quantity: Quantity): string {
	return `${signed(interval.lower, quantity)} to ${signed(interval.upper, quantity)}`;
}

/** Whole numbers with thousands separated: "1,273". */
export function countWords(count: number): string {
	return fixed(count, 0);
}

const formats = [0, 1, 2].map(
	(digits) =>
		new Intl.NumberFormat('en-GB', {
			minimumFractionDigits: digits,
			maximumFractionDigits: digits,
			signDisplay: 'negative',
		}),
);

/** Digits with a true minus sign, and no minus before a zero. */
function fixed(value: number, digits: 0 | 1 | 2): string {
	return (formats[digits]?.format(value) ?? String(value)).replace('-', '−');
}
