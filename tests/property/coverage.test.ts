import { describe, expect, it } from 'vitest';
import { coverageOf } from '../bench/coverage/scenario.ts';
import { scenarios } from '../bench/coverage/scenarios.ts';

/**
 * A small `npm run bench -- coverage`. At 300 draws the Monte-Carlo error is 1.3 points; four of them either side of what
 * is expected are room enough for any seed, and a wrong standard error still falls out.
 */
const draws = 300;
const within = (expected: number) => 4 * Math.sqrt((expected * (1 - expected)) / draws);

describe('95 % intervals cover the truth as often as they say', () => {
	const standard = scenarios.filter(({ known }) => known === undefined);
	it.each(standard.map((scenario, k) => [scenario.name, scenario, k] as const))('%s', (_name, scenario, k) => {
		const [first] = coverageOf(scenario, draws, 1000 + k);
		const expected = scenario.exact?.[0] ?? 0.95;
		expect(Math.abs((first?.rate ?? 0) - expected)).toBeLessThan(within(expected));
	});
});

describe('the defaults are chosen for what they cover', () => {
	it('logit keeps to 93–97 % for shares near 0, where Wald falls to 86 %', () => {
		for (const { exact, methods } of scenarios) {
			if (exact === undefined) continue;
			expect(methods[0]).toBe('logit');
			expect(exact[0]).toBeGreaterThan(0.93);
			expect(exact[0]).toBeLessThan(0.97);
		}
		const wald = scenarios.map(({ exact }) => exact?.[2] ?? 1);
		expect(Math.min(...wald)).toBeLessThan(0.87);
	});

	it('leaving out that people are in both waves makes intervals too wide', () => {
		const panels = scenarios.filter(({ methods }) => methods.includes('as if drawn apart'));
		expect(panels).toHaveLength(2);
		for (const panel of panels) {
			const [together, apart] = coverageOf(panel, draws, 7);
			expect(apart?.rate).toBeGreaterThan(together?.rate ?? 1);
		}
	});
});
