import { describe, expect, it } from 'vitest';
import { chiSquareUpper } from '../../../src/lib/core/estimation/distributions/chi-square.ts';
import { fisherUpper } from '../../../src/lib/core/estimation/distributions/fisher.ts';
import { gammaUpper } from '../../../src/lib/core/estimation/distributions/gamma.ts';
import { studentTwoSided } from '../../../src/lib/core/estimation/distributions/student.ts';

// Computed with mpmath at 40 digits; R's pchisq and pf print the same.
const chiSquares: [number, number, number][] = [
	[1.39454e-20, 0.6, 0.9999989999999611],
	[0.146262, 0.6, 0.5000002633801556],
	[21.9697, 0.6, 9.999847846873694e-7],
	[1.5708e-12, 1, 0.9999989999988308],
	[0.454936, 1, 0.500000199347037],
	[23.9281, 1, 1.000014012789996e-6],
	[2e-6, 2, 0.9999990000005],
	[1.38629, 2, 0.5000010902811614],
	[27.631, 2, 1.0000105580200096e-6],
	[0.000763417, 3.4, 0.9999990000009865],
	[2.76152, 3.4, 0.5000007198623081],
	[31.7793, 3.4, 1.00000725272956e-6],
	[0.141985, 8, 0.9999989999939654],
	[7.34412, 8, 0.5000001571151212],
	[42.7009, 8, 1.0000060325273064e-6],
	[7.04694, 32, 0.9999989999921933],
	[31.3359, 32, 0.499997934653209],
	[85.2316, 32, 9.999837473932477e-7],
	[364.653, 501, 0.9999989999348169],
	[500.333, 501, 0.5000061963529882],
	[666.108, 501, 9.999649490956467e-7],
];
const fishers: [number, number, number, number][] = [
	[0.01, 1.0, 1.0, 0.9365489651388929],
	[1.0, 1.0, 1.0, 0.5],
	[35.0, 1.0, 1.0, 0.10660075807622735],
	[0.01, 1.0, 14.0, 0.9217622141316258],
	[1.0, 1.0, 14.0, 0.3342819433946576],
	[35.0, 1.0, 14.0, 3.76179838854683e-5],
	[0.01, 1.43, 20.01, 0.9683579099172797],
	[1.0, 1.43, 20.01, 0.3596764435130119],
	[35.0, 1.43, 20.01, 1.575452485553935e-6],
	[0.01, 2.0, 198.0, 0.9900503337407937],
	[1.0, 2.0, 198.0, 0.3697296376497268],
	[35.0, 2.0, 198.0, 9.64959813170476e-14],
	[0.01, 6.98, 80704.7, 0.9999993031877183],
	[1.0, 6.98, 80704.7, 0.4287871588336231],
	[35.0, 6.98, 80704.7, 5.20331268263545e-49],
	[0.01, 16.0, 185095.3, 0.9999999999999613],
	[1.0, 16.0, 185095.3, 0.4529668422601744],
	[35.0, 16.0, 185095.3, 1.0249559576035536e-108],
	[0.01, 3.0, Infinity, 0.9986303948188087],
	[1.0, 3.0, Infinity, 0.39162517627108895],
	[35.0, 3.0, Infinity, 1.3066311890367612e-22],
	[0.01, 200.0, 3.0, 1.0],
	[1.0, 200.0, 3.0, 0.6060783501909218],
	[35.0, 200.0, 3.0, 0.006527045876522832],
];

const expectSame = (actual: number, expected: number) =>
	expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));

describe('tails of chi-square and F agree with forty-digit arithmetic to 1e-12', () => {
	it.each(chiSquares)('chi-square above %f, df %f', (x, df, p) => expectSame(chiSquareUpper(x, df), p));
	it.each(fishers)('F above %f, df %f and %f', (f, df1, df2, p) => expectSame(fisherUpper(f, df1, df2), p));

	it('F with one degree of freedom is squared t, and chi-square with two is exponential', () => {
		expectSame(fisherUpper(2.5 ** 2, 1, 14), studentTwoSided(2.5, 14));
		expectSame(chiSquareUpper(9, 2), Math.exp(-4.5));
	});

	it('all mass lies above 0 and none above infinity', () => {
		expect([gammaUpper(2, 0), gammaUpper(2, Infinity), fisherUpper(0, 3, 9)]).toEqual([1, 0, 1]);
	});
});
