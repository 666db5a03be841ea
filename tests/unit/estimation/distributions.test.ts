import { describe, expect, it } from 'vitest';
import { betaQuantile } from '../../../src/lib/core/estimation/distributions/beta.ts';
import { normalCdf, normalQuantile } from '../../../src/lib/core/estimation/distributions/normal.ts';
import { studentQuantile, studentTwoSided } from '../../../src/lib/core/estimation/distributions/student.ts';

// Computed with mpmath at 40 digits; R's qt, qbeta, pnorm and qnorm print the same.
const studentQuantiles: [number, number, number][] = [
	[0.0005, 1, -636.6192487687196],
	[0.2, 1, -1.3763819204711734],
	[0.975, 1, 12.706204736174694],
	[0.0005, 2, -31.59905457644362],
	[0.2, 2, -1.0606601717798212],
	[0.975, 2, 4.302652729749462],
	[0.0005, 2.5, -18.277893528130647],
	[0.2, 2.5, -1.0101638747222386],
	[0.975, 2.5, 3.5746548420036817],
	[0.0005, 14, -4.140454112738203],
	[0.2, 14, -0.8680547815574203],
	[0.975, 14, 2.1447866879178035],
	[0.0005, 197, -3.3405966098481175],
	[0.2, 197, -0.8434496135105605],
	[0.975, 197, 1.9720790337785024],
	[0.0005, 11569, -3.291367944210699],
	[0.2, 11569, -0.8416523039925606],
	[0.975, 11569, 1.9601690597600585],
	[0.0005, 1000000.0, -3.290536461248691],
	[0.2, 1000000.0, -0.841621593013984],
	[0.975, 1000000.0, 1.9599663568141066],
];
const betaQuantiles: [number, number, number, number][] = [
	[0.025, 1, 200, 0.00012658102786701825],
	[0.975, 1, 200, 0.01827534035513624],
	[0.025, 0.5, 50, 9.869868020451074e-6],
	[0.975, 0.5, 50, 0.04923619638427248],
	[0.025, 2, 3, 0.06758598648854296],
	[0.975, 2, 3, 0.8058795503167566],
	[0.025, 30.2, 171, 0.10429319762337558],
	[0.975, 30.2, 171, 0.20248679327650504],
];
const normalCdfs: [number, number][] = [
	[-30.0, 4.906713927148187e-198],
	[-8.0, 6.220960574271784e-16],
	[-3.0, 0.0013498980316300946],
	[-2.0, 0.02275013194817921],
	[-1.5, 0.06680720126885807],
	[-0.1, 0.460172162722971],
	[0.0, 0.5],
	[0.5, 0.6914624612740131],
	[2.0, 0.9772498680518208],
];
const normalQuantiles: [number, number][] = [
	[1e-20, -9.262340089798407],
	[1e-8, -5.612001244174789],
	[0.025, -1.9599639845400543],
	[0.2, -0.8416212335729142],
	[0.5, 0.0],
	[0.9, 1.2815515655446006],
	[0.975, 1.9599639845400538],
];

const expectSame = (actual: number, expected: number) =>
	expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));

describe('distributions agree with forty-digit arithmetic to 1e-12', () => {
	it.each(studentQuantiles)('t quantile at %f, df %f', (p, df, t) => expectSame(studentQuantile(p, df), t));
	it.each(betaQuantiles)('beta quantile at %f of (%f, %f)', (p, a, b, x) => expectSame(betaQuantile(p, a, b), x));
	it.each(normalCdfs)('normal probability below %f', (z, p) => expectSame(normalCdf(z), p));
	it.each(normalQuantiles)('normal quantile at %f', (p, z) => expectSame(normalQuantile(p), z));

	it('t with infinite degrees of freedom is normal, and two-sided p inverts the quantile', () => {
		expect(studentQuantile(0.975, Infinity)).toBe(normalQuantile(0.975));
		expectSame(studentTwoSided(studentQuantile(0.975, 14), 14), 0.05);
	});
});
