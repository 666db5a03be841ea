import { describe, expect, it } from 'vitest';
import {
	type Weighed,
	type WeighingData,
	WeightingScheme,
	canonicalScheme,
	schemeOf,
	weigh,
	weighingFailureWords,
} from '../../../src/lib/core/weighting/index.ts';

const ageBySex = [
	{ codes: [1, 1], share: 0.1 },
	{ codes: [1, 2], share: 0.2 },
	{ codes: [2, 1], share: 0.3 },
	{ codes: [2, 2], share: 0.4 },
];
const instrumentScheme = schemeOf({
	margins: [{ id: 'age-by-sex', variables: ['age', 'sex'], targets: ageBySex }],
	trim: null,
});
const dataOf = (
	columns: Record<string, readonly number[]>,
	numbers: Record<string, readonly number[]> = {},
): WeighingData => ({
	rows: Object.values(columns)[0]?.length ?? 0,
	codesOf: (variable) => (columns[variable] ? Int16Array.from(columns[variable]) : undefined),
	numbersOf: (variable) => (numbers[variable] ? Float64Array.from(numbers[variable]) : undefined),
});
const weighed = (scheme: WeightingScheme, data: WeighingData): Weighed => {
	const result = weigh(scheme, data);
	if (result.kind !== 'weighed') throw new Error(weighingFailureWords(result));
	return result;
};
const sum = (weights: Float64Array) => weights.reduce((a, b) => a + b, 0);

const five = dataOf({ age: [1, 1, 2, 2, 2], sex: [1, 2, 1, 2, 3] });

/** Twelve drawn, eight answered: half of the young, five in six of the old. */
const drawn = dataOf(
	{
		answered: [1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0],
		age: [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2],
		sex: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
	},
	{ base: [2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1] },
);
const full: WeightingScheme = {
	version: 1,
	base: { variable: 'base' },
	nonresponse: {
		responded: { variable: 'answered', codes: [1] },
		variables: ['age'],
		minimumRespondents: 3,
		maximumFactor: 2.5,
	},
	calibration: {
		method: 'rake',
		margins: [
			{
				id: 'sex',
				variables: ['sex'],
				unit: 'totals',
				targets: [
					{ codes: [1], target: 490 },
					{ codes: [2], target: 510 },
				],
			},
			{
				id: 'age',
				variables: ['age'],
				unit: 'shares',
				targets: [
					{ codes: [1], target: 0.4 },
					{ codes: [2], target: 0.6 },
				],
			},
		],
		bounds: null,
		tolerance: 1e-12,
		maxIterations: 1000,
	},
	trim: null,
};

describe('a scheme', () => {
	it('crosses variables, and leaves an answer that the population table lacks its share', () => {
		const { weights, steps } = weighed(instrumentScheme, five);
		[0.4, 0.8, 1.2, 1.6, 1].forEach((w, i) => expect(weights[i]).toBeCloseTo(w, 9));
		expect(steps.map(({ step }) => step)).toEqual(['base', 'rake']);
		expect(steps[1]).toMatchObject({ margins: [{ margin: 'age-by-sex', rowsUnknown: 1 }] });
	});

	it('accounts for each step: factors of cells, margins before and after, effective size', () => {
		const { weights, steps, calibration } = weighed(full, drawn);
		expect(sum(weights)).toBeCloseTo(1000, 6);
		expect([3, 4, 5, 11].map((i) => weights[i])).toEqual([0, 0, 0, 0]);
		expect(calibration?.trim).toBeNull();
		const [base, nonresponse, raked] = steps;
		expect(base).toMatchObject({ step: 'base', effect: { n: 12, effectiveSize: 18 ** 2 / 30 } });
		expect(nonresponse).toMatchObject({
			step: 'nonresponse',
			cells: [
				{ label: 'age 1', eligible: 6, respondents: 3, eligibleWeight: 12, respondentWeight: 6, factor: 2 },
				{ label: 'age 2', eligible: 6, respondents: 5, factor: 1.2 },
			],
			effect: { n: 8 },
		});
		if (raked?.step !== 'rake') throw new Error(raked?.step);
		expect(raked.distance).toBeLessThan(1e-12);
		const [sex, age] = raked.margins;
		expect(sex?.cells.map(({ label }) => label)).toEqual(['sex 1', 'sex 2']);
		// After the adjustment the young weigh 3 × 4, the old 5 × 1.2.
		expect(age?.cells.map(({ before }) => before)).toEqual([12 / 18, 6 / 18].map((x) => expect.closeTo(x, 12)));
		expect(age?.cells.map(({ after }) => after)).toEqual([0.4, 0.6].map((x) => expect.closeTo(x, 11)));
		expect(age?.cells.map(({ rows, target }) => [rows, target])).toEqual([
			[3, 0.4],
			[5, 0.6],
		]);
	});

	it('survives storage: read back it is the same value and gives the same weights', () => {
		const stored = WeightingScheme.parse(JSON.parse(JSON.stringify(full)));
		expect(stored).toEqual(full);
		expect(weighed(stored, drawn).weights).toEqual(weighed(full, drawn).weights);
	});

	it('is refused when a field is unknown, a code is missing or a cell is given twice', () => {
		const { calibration, ...rest } = full;
		expect(WeightingScheme.safeParse({ ...full, calibrate: calibration }).success).toBe(false);
		expect(WeightingScheme.safeParse(rest).success).toBe(false);
		const margin = (targets: object[]) => ({
			...full,
			calibration: {
				method: 'post-stratify',
				margin: { id: 'm', variables: ['age', 'sex'], unit: 'shares', targets },
			},
		});
		const codes = (...all: number[][]) => margin(all.map((one) => ({ codes: one, target: 0.5 })));
		expect(WeightingScheme.safeParse(codes([1, 1], [2, 1])).success).toBe(true);
		expect(WeightingScheme.safeParse(codes([1, 1], [2])).success).toBe(false);
		expect(WeightingScheme.safeParse(codes([1, 1], [1, 1])).success).toBe(false);
	});

	it('has one text for hashing, whatever the order of keys and of targets', () => {
		const { trim, calibration, ...rest } = instrumentScheme;
		expect(canonicalScheme({ trim, ...rest, calibration })).toBe(canonicalScheme(instrumentScheme));
		const turned = schemeOf({
			margins: [{ id: 'age-by-sex', variables: ['age', 'sex'], targets: ageBySex.toReversed() }],
			trim: null,
		});
		expect(canonicalScheme(turned)).toBe(canonicalScheme(instrumentScheme));
		expect(canonicalScheme(full)).not.toBe(canonicalScheme(instrumentScheme));
	});

	it('post-stratifies to a crossed table, as raking to it does', () => {
		const { calibration } = instrumentScheme;
		if (calibration?.method !== 'rake' || !calibration.margins[0]) throw new Error();
		const scheme: WeightingScheme = {
			...instrumentScheme,
			calibration: { method: 'post-stratify', margin: calibration.margins[0] },
		};
		const [a, b] = [weighed(scheme, five), weighed(instrumentScheme, five)];
		a.weights.forEach((w, i) => expect(w).toBeCloseTo(b.weights[i] ?? 0, 12));
		expect(a.steps[1]?.step).toBe('post-stratify');
	});

	it('trims last, keeps the sum, and says what that did to the margins', () => {
		const { weights, steps, calibration } = weighed({ ...full, trim: { lower: 0.3, upper: 1.2, strict: true } }, drawn);
		expect(sum(weights)).toBeCloseTo(1000, 6);
		expect(Math.max(...weights)).toBeLessThanOrEqual(1.2 * 125 * (1 + 1e-12));
		const last = steps.at(-1);
		if (last?.step !== 'trim') throw new Error(last?.step);
		expect(last.rowsTrimmed).toBeGreaterThan(0);
		expect(last.margins[0]?.cells[0]?.before).toBeCloseTo(0.49, 9);
		expect(last.margins[0]?.cells[0]?.after).not.toBeCloseTo(0.49, 3);
		expect(calibration?.trim).not.toBeNull();
	});

	const failures: [string, WeightingScheme, WeighingData, string][] = [
		[
			'a variable that the wave lacks',
			instrumentScheme,
			dataOf({ age: [1] }),
			'there is no variable "sex", which age-by-sex needs',
		],
		[
			'base weights that are not there',
			{ ...full, base: { variable: 'w' } },
			drawn,
			'there is no variable "w", which base weights needs',
		],
		[
			'an empty cell by its codes',
			instrumentScheme,
			dataOf({ age: [1, 1, 2], sex: [1, 2, 1] }),
			'margin age-by-sex: no row is in cell "age 2, sex 2", where the population has 0.4; merge it with another cell',
		],
		[
			'a non-response cell with too few who answered',
			{ ...full, nonresponse: { ...full.nonresponse!, minimumRespondents: 4 } },
			drawn,
			'non-response cell "age 1" has too few respondents (3)',
		],
		[
			'a non-response cell that would weigh too much',
			{ ...full, nonresponse: { ...full.nonresponse!, maximumFactor: 1.5 } },
			drawn,
			'non-response cell "age 1" would raise weights by 2',
		],
	];
	it.each(failures)('names %s', (_what, scheme, data, words) => {
		const result = weigh(scheme, data);
		expect(result.kind !== 'weighed' && weighingFailureWords(result)).toBe(words);
	});
});
