import { describe, expect, it } from 'vitest';
import type { PlanRequest } from '../../../src/lib/core/trends/index.ts';
import { planOf } from '../../../src/lib/core/trends/index.ts';

const request: PlanRequest = {
	planned: { from: 0.3 },
	change: 0.05,
	directions: ['rise', 'fall'],
	power: 0.8,
	size: 1000,
	before: null,
	inBase: 1,
	responseRate: null,
	techniques: [],
};

function interviews(over: Partial<PlanRequest> = {}): (number | string)[] {
	return planOf({ ...request, ...over }).needed.map(({ size }) =>
		size.kind === 'needed-size' ? size.interviews : size.kind,
	);
}

describe('a plan', () => {
	it('takes the interviews that power.prop.test(p1 = 0.3, p2 = 0.35 and 0.25, power = 0.8) takes', () => {
		expect(interviews()).toEqual([1377, 1251]);
	});

	it('takes more interviews of everybody where the measure’s base is a part of them, and more invitations still', () => {
		const [rise] = planOf({ ...request, inBase: 0.4, responseRate: 0.25 }).needed;
		expect(rise?.size).toEqual({ kind: 'needed-size', interviews: 3441, invitations: 13764 });
	});

	it('has the needed size, the size asked for and round ones in one table, in which power rises with size', () => {
		const { sizes, atSize } = planOf(request);
		const rows = sizes.map(({ size }) => size);
		expect(rows).toEqual([300, 500, 750, 1000, 1251, 1377, 1500, 2000]);
		expect(sizes.find(({ size }) => size === 1000)).toEqual(atSize);
		const power = sizes.map(({ directions }) => directions[0]?.power ?? 0);
		expect(power).toEqual(power.toSorted((a, b) => a - b));
		expect(sizes.find(({ size }) => size === 1377)?.directions[0]?.detectable).toBeCloseTo(0.05, 4);
	});

	it('says that no size is enough where the wave before was too small', () => {
		expect(interviews({ before: 300 })).toEqual(['out-of-reach', 'out-of-reach']);
		expect(interviews({ before: 1377 })[0]).toBe(1376);
	});

	it('leaves out a change that the share has no room for, and keeps the smallest change that there is', () => {
		const plan = planOf({ ...request, planned: { from: 0.02 } });
		expect(plan.needed.map(({ direction }) => direction)).toEqual(['rise']);
		expect(plan.atSize.directions.map(({ power }) => power === null)).toEqual([false, true]);
	});

	it('sets techniques side by side: an indirect one costs more interviews, and shows less with as many', () => {
		const { techniques } = planOf({
			...request,
			planned: { from: 0.1 },
			techniques: [
				{ kind: 'direct' },
				{ kind: 'item-count', controlVariance: 1, treatmentShare: 0.5, doubleList: null },
				{ kind: 'crosswise', p: 0.25 },
			],
		});
		// (σ² + π(1 − π))/½ + σ²/½ over π(1 − π), and λ(1 − λ)/(2p − 1)² over it, λ = 0.7.
		expect(techniques.map(({ cost }) => cost)).toEqual([
			1,
			expect.closeTo((2 * (1 + 0.09) + 2) / 0.09, 10),
			expect.closeTo((0.7 * 0.3) / 0.25 / 0.09, 10),
		]);
		const smallest = techniques.map(({ atSize }) => atSize.directions[0]?.detectable ?? 0);
		expect(smallest.toSorted((a, b) => a - b)).toEqual([smallest[0], smallest[2], smallest[1]]);
	});
});
