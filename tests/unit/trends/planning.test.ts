import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/lib/core/interview/index.ts';
import {
	type PastWave,
	type PlannedChange,
	type Technique,
	type WaveSizes,
	assumptionsFrom,
	changeBetween,
	correlationOfAnswers,
	costOfTechnique,
	detectableChange,
	interviewVariance,
	invitationsFor,
	marginOfError,
	powerOfChange,
	sizeForMarginOfError,
	sizesForChange,
} from '../../../src/lib/core/trends/index.ts';

function sizesOf(planned: PlannedChange, to: number, power: number, waves?: Parameters<typeof sizesForChange>[3]) {
	const sizes = sizesForChange(planned, to, power, waves);
	if (sizes.kind !== 'planned-sizes') throw new Error(sizes.kind);
	return { first: sizes.first.exact, second: sizes.second.exact };
}

const list: Technique = { kind: 'item-count', controlVariance: 0.6, treatmentShare: 0.5, doubleList: null };
const crosswise: Technique = { kind: 'crosswise', p: 0.25 };

describe('sizes and detectable changes are each other’s inverse', () => {
	const plans: [string, PlannedChange, number, Parameters<typeof sizesForChange>[3]][] = [
		['a direct question', { from: 0.3 }, 0.35, { ratio: 1 }],
		['a fall, one-sided, deff 1.4', { from: 0.3, deff: 1.4, sides: 1 }, 0.26, { ratio: 1 }],
		['a second wave half as large', { from: 0.3 }, 0.35, { ratio: 0.5 }],
		['a second wave after a first of 1,500', { from: 0.3 }, 0.35, { first: 1500 }],
		['a panel', { from: 0.3, overlap: { share: 0.6, correlation: 0.7 } }, 0.33, { ratio: 1 }],
		['a family of twelve', { from: 0.63, family: 12 }, 0.68, { ratio: 1 }],
		['a sector of 3,000 organisations', { from: 0.5, population: 3000 }, 0.55, { ratio: 1 }],
		[
			'a panel within 3,000 organisations',
			{ from: 0.5, population: 3000, overlap: { share: 0.5, correlation: 0.5 } },
			0.55,
			{ ratio: 1 },
		],
		['an item count', { from: 0.1, technique: list }, 0.16, { ratio: 1 }],
		['a crosswise question', { from: 0.1, technique: crosswise }, 0.16, { ratio: 1 }],
	];
	it.each(plans)('%s', (_what, planned, to, waves) => {
		const sizes = sizesOf(planned, to, 0.8, waves);
		expect(powerOfChange(planned, to, sizes)).toBeCloseTo(0.8, 11);
		const found = detectableChange(planned, sizes, 0.8, to > planned.from ? 'rise' : 'fall');
		expect(found.kind === 'detectable-change' && found.change).toBeCloseTo(Math.abs(to - planned.from), 10);
	});

	it('of a margin of error too, in a small population as well', () => {
		for (const planned of [{ share: 0.5 }, { share: 0.2, deff: 1.3, population: 900, technique: crosswise }])
			expect(marginOfError(sizeForMarginOfError(0.03, planned).exact, planned)).toBeCloseTo(0.03, 12);
	});

	it('a change of no size takes the level as its power, half of it on either side', () => {
		const level = 0.05;
		expect(powerOfChange({ from: 0.4, level, strict: true }, 0.4, { first: 500, second: 500 })).toBeCloseTo(level, 12);
		expect(powerOfChange({ from: 0.4, level }, 0.4, { first: 500, second: 500 })).toBeCloseTo(level / 2, 12);
	});
});

describe('what a plan turns on', () => {
	const first = (planned: PlannedChange, to = planned.from + 0.05) => sizesOf(planned, to, 0.8).first;

	it('deff multiplies the interviews', () => {
		expect(first({ from: 0.3, deff: 1.7 })).toBeCloseTo(1.7 * first({ from: 0.3 }), 6);
	});

	it('people asked twice: a full panel with correlation ρ takes 1 − ρ of the interviews (Kish 1965, 12.4)', () => {
		const panel = { from: 0.475, overlap: { share: 1, correlation: 0.6 } };
		// 47.5 % and 52.5 % have the same variance.
		expect(first(panel)).toBeCloseTo(0.4 * first({ from: 0.475 }), 6);
	});

	it('a family: interviews grow with the square of the sum of the quantiles', () => {
		const approximate = ((2.8653 + 0.8416) / (1.96 + 0.8416)) ** 2;
		expect(first({ from: 0.5, family: 12 }) / first({ from: 0.5 })).toBeCloseTo(approximate, 2);
	});

	it('a population: everybody shows every change, and never more than everybody is needed', () => {
		const planned = { from: 0.5, population: 400 };
		expect(powerOfChange(planned, 0.51, { first: 400, second: 400 })).toBe(1);
		expect(first(planned, 0.501)).toBeLessThanOrEqual(400);
	});

	it('a first wave that was too small is said to be so', () => {
		const result = sizesForChange({ from: 0.5 }, 0.55, 0.8, { first: 300 });
		expect(result).toEqual({ kind: 'out-of-reach', best: expect.closeTo(0.41, 1) });
	});

	it('a change for which there is no room is said to be so', () => {
		const result = detectableChange({ from: 0.97 }, { first: 80, second: 80 }, 0.8, 'rise');
		expect(result.kind).toBe('out-of-reach');
	});

	it('invitations are interviews over the response rate, rounded up', () => {
		expect(invitationsFor(1565, 0.31)).toBe(5049);
		expect(invitationsFor(300, 0.3)).toBe(1000);
	});
});

describe('sensitive questions', () => {
	it('an item count needs 2 + 4σ²/π(1 − π) times the interviews: 8 to 10 where the list varies 1.5 to 2 times as much as the trait', () => {
		const trait = 0.3 * 0.7;
		const cost = (ratio: number) => costOfTechnique({ ...list, controlVariance: ratio * trait }, 0.3);
		expect([cost(1.5), cost(2)]).toEqual([expect.closeTo(8, 12), expect.closeTo(10, 12)]);
		// Four unrelated items that a quarter have: σ² = ¾.
		expect(costOfTechnique({ ...list, controlVariance: 0.75 }, 0.3)).toBeCloseTo(16.3, 1);
	});

	it('two lists of the same variance, unrelated, take half the interviews of one (domain rule: a double list halves the cost)', () => {
		const double: Technique = { ...list, controlVariance: 0.6, doubleList: { correlation: 0 } };
		expect(interviewVariance(double, 0.2)).toBeCloseTo(interviewVariance(list, 0.2) / 2, 12);
	});

	it('a crosswise question with p = 0 is a direct one, and dearer the nearer p is to a half', () => {
		expect(costOfTechnique({ kind: 'crosswise', p: 0 }, 0.2)).toBeCloseTo(1, 12);
		// 0.2 at p = ¼: λ = 0.65, 0.2275/0.25 over 0.16.
		expect(costOfTechnique(crosswise, 0.2)).toBeCloseTo(5.6875, 12);
		expect(costOfTechnique({ kind: 'crosswise', p: 0.4 }, 0.2)).toBeGreaterThan(30);
	});
});

describe('planned power is achieved, in 2,000 simulated pairs of waves', () => {
	const runs = 2000;
	/** Three standard errors of a share of 0.8 in 2,000. */
	const slack = 3 * Math.sqrt(0.16 / runs);
	const rejected = (difference: number, se: number) => Math.abs(difference) > 1.959964 * se;
	const achieved = (pair: () => boolean) => {
		let called = 0;
		for (let run = 0; run < runs; run++) if (pair()) called++;
		return called / runs;
	};
	const meanAndVariance = (size: number, draw: () => number) => {
		let sum = 0;
		let squares = 0;
		for (let i = 0; i < size; i++) {
			const x = draw();
			sum += x;
			squares += x * x;
		}
		const mean = sum / size;
		return { mean, variance: (squares / size - mean * mean) / (size - 1) };
	};
	const rounded = ({ first, second }: WaveSizes) => ({ first: Math.ceil(first), second: Math.ceil(second) });

	it('direct, waves of unequal size', () => {
		const { first, second } = rounded(sizesOf({ from: 0.2 }, 0.3, 0.8, { ratio: 0.5 }));
		const chance = seededRandom(1);
		const power = achieved(() => {
			const a = meanAndVariance(first, () => Number(chance() < 0.2)).mean;
			const b = meanAndVariance(second, () => Number(chance() < 0.3)).mean;
			const pooled = (first * a + second * b) / (first + second);
			return rejected(b - a, Math.sqrt(pooled * (1 - pooled) * (1 / first + 1 / second)));
		});
		expect(Math.abs(power - 0.8)).toBeLessThan(slack);
	});

	it('a panel half of whom are asked again, their answers correlated', () => {
		// A person keeps the first answer with probability k, else answers anew: correlation k where shares are equal.
		const [from, to, correlation] = [0.46, 0.54, 0.5];
		const planned = { from, overlap: { share: 0.5, correlation } };
		const { first: n } = rounded(sizesOf(planned, to, 0.8));
		const [chance, half] = [seededRandom(2), Math.round(n / 2)];
		const again = (to - correlation * from) / (1 - correlation);
		const power = achieved(() => {
			let difference = 0;
			for (let i = 0; i < n; i++) {
				const before = Number(chance() < from);
				const isKept = i < half && chance() < correlation;
				difference += (isKept ? before : Number(chance() < (i < half ? again : to))) - before;
			}
			return rejected(difference / n, Math.sqrt(((2 - 2 * 0.5 * correlation) * 0.25) / n));
		});
		expect(Math.abs(power - 0.8)).toBeLessThan(slack);
	});

	it('an item count of three items and the sensitive one', () => {
		const technique: Technique = { ...list, controlVariance: 3 * 0.3 * 0.7 };
		const { first: n } = rounded(sizesOf({ from: 0.1, technique }, 0.4, 0.8));
		const chance = seededRandom(3);
		const three = () => Number(chance() < 0.3) + Number(chance() < 0.3) + Number(chance() < 0.3);
		const wave = (share: number) => {
			const longer = meanAndVariance(Math.round(n / 2), () => three() + Number(chance() < share));
			const shorter = meanAndVariance(Math.round(n / 2), three);
			return { value: longer.mean - shorter.mean, variance: longer.variance + shorter.variance };
		};
		const power = achieved(() => {
			const [a, b] = [wave(0.1), wave(0.4)];
			return rejected(b.value - a.value, Math.sqrt(a.variance + b.variance));
		});
		expect(Math.abs(power - 0.8)).toBeLessThan(slack);
	});

	it('a crosswise question', () => {
		const { first: n } = rounded(sizesOf({ from: 0.1, technique: crosswise }, 0.25, 0.8));
		const chance = seededRandom(4);
		const wave = (share: number) => {
			const { mean, variance } = meanAndVariance(n, () => Number(chance() < share === chance() < 0.25));
			return { value: (mean - 0.75) / -0.5, variance: variance / 0.25 };
		};
		const power = achieved(() => {
			const [a, b] = [wave(0.1), wave(0.25)];
			return rejected(b.value - a.value, Math.sqrt(a.variance + b.variance));
		});
		expect(Math.abs(power - 0.8)).toBeLessThan(slack);
	});
});

describe('assumptions from past waves', () => {
	const past = (wave: string, n: number, more: Partial<PastWave> = {}): PastWave => ({
		wave,
		estimate: { value: 0.3, deff: 1.2, base: { n } },
		invited: null,
		completed: null,
		controlList: null,
		linked: null,
		...more,
	});

	it('names the waves that each number comes from, and how', () => {
		const known = assumptionsFrom([
			past('2022', 1000, { invited: 4000, completed: 1200, controlList: { variance: 0.5, n: 300 } }),
			past('2023', 1000, {
				estimate: { value: 0.34, deff: 1.5, base: { n: 2000 } },
				controlList: { variance: 0.8, n: 600 },
				linked: { people: 500, correlation: 0.6 },
			}),
			past('2024', 900, { estimate: { value: 0.31, deff: null, base: { n: 900 } } }),
		]);
		expect(known).toEqual({
			share: { value: 0.31, waves: ['2024'], rule: 'latest wave' },
			deff: { value: expect.closeTo(1.4, 12), waves: ['2022', '2023'], rule: 'mean over waves, weighted by base' },
			responseRate: { value: 0.3, waves: ['2022'], rule: 'latest wave' },
			correlation: { value: 0.6, waves: ['2023'], rule: 'mean over waves, weighted by base' },
			overlap: { value: 0.25, waves: ['2023'], rule: 'latest wave' },
			controlVariance: {
				value: expect.closeTo(0.7, 12),
				waves: ['2022', '2023'],
				rule: 'mean over waves, weighted by base',
			},
		});
	});

	it('knows nothing without waves', () => {
		expect(Object.values(assumptionsFrom([]))).toEqual([null, null, null, null, null, null]);
	});

	it('has from two estimates and their covariance the correlation that the plan for the next change takes', () => {
		const [n1, n2, people, rho, v] = [1000, 800, 300, 0.55, 0.21];
		const [first, second] = [
			{ se: Math.sqrt(v / n1), n: n1 },
			{ se: Math.sqrt(v / n2), n: n2 },
		];
		const covariance = (rho * v * people) / (n1 * n2);
		expect(correlationOfAnswers(covariance, first, second, people)).toBeCloseTo(rho, 12);
		expect(correlationOfAnswers(0, first, second, 0)).toBeNull();
	});

	it('a plan’s detectable change is the one that a change between such waves reports: (z(.975) + z(.8)) se', () => {
		const n = 1200;
		const measurement = (value: number) => ({
			value,
			se: Math.sqrt((1.3 * value * (1 - value)) / n),
			df: Infinity,
			scale: 'share' as const,
			base: { n, effectiveSize: n / 1.3 },
		});
		const { se } = changeBetween(measurement(0.5), measurement(0.5), { level: 0.95 });
		const planned = detectableChange({ from: 0.5, deff: 1.3 }, { first: n, second: n }, 0.8, 'rise');
		expect(planned.kind === 'detectable-change' && planned.change / se).toBeCloseTo(2.8016, 1);
	});
});
