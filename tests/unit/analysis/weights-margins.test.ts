import { describe, expect, it } from 'vitest';
import type { Variable } from '../../../src/lib/core/instrument/index.ts';
import { marginsAsText, pastedMargins } from '../../../src/lib/exchange/margins/index.ts';

function variable(name: string, label: string, answers: readonly string[]): Variable {
	return {
		name,
		label: { en: label },
		type: 'code',
		values: answers.map((words, k) => ({ code: k + 1, label: { en: words } })),
		base: { en: 'All' },
		sensitivity: 'none',
		missingInBase: [],
		question: 'q' as Variable['question'],
	};
}

const variables = [
	variable('sex', 'Your sex', ['Female', 'Male']),
	variable('age_band', 'Your age', ['16 to 24', '25 to 44', '45 and over', 'Another answer']),
];

function problems(text: string): string[] {
	return pastedMargins(text, variables).problems.map(({ line, words }) => `${line}: ${words}`);
}

describe('margins from a spreadsheet', () => {
	it('are read with tabs, commas or semicolons, by code or label, as shares, percentages or totals', () => {
		const tabs = 'sex\t%\nFemale\t51.5%\nMale\t48.5%';
		const commas = 'Your sex,share\n1,0.515\n2,0.485';
		const semicolons = 'sex;Population\r\nfemale;51,500\r\nMALE;48,500\r\n';
		for (const [text, written, factor] of [
			[tabs, 'percentages', 1],
			[commas, 'shares', 1],
			[semicolons, 'totals', 100_000],
		] as const) {
			const { margins, problems: wrong } = pastedMargins(text, variables);
			expect(wrong).toEqual([]);
			expect(margins).toHaveLength(1);
			expect(margins[0]).toMatchObject({ id: 'sex', variables: ['sex'], written, line: 1 });
			expect(margins[0]?.targets.map(({ codes }) => codes)).toEqual([[1], [2]]);
			expect(margins[0]?.targets[0]?.target).toBeCloseTo(0.515 * factor, 10);
		}
	});

	it('may be several, crossed and named, with empty columns and lines as spreadsheets leave them', () => {
		const text =
			'# Sex by age, Census\nsex\tage_band\tpeople\t\t\n1\t16 to 24\t10\t\t\n2\t16 to 24\t20\n\t\t\n\n# Sex\nsex\tpeople\n1\t10\n2\t20\n';
		const { margins, problems: wrong } = pastedMargins(text, variables);
		expect(wrong).toEqual([]);
		expect(margins.map(({ id, line, sum }) => [id, line, sum])).toEqual([
			['Sex by age, Census', 2, 30],
			['Sex', 8, 30],
		]);
		expect(margins[0]?.targets[1]).toEqual({ codes: [2, 1], target: 20 });
		expect(margins[0]?.without).toEqual([
			{ variable: 'age_band', labels: ['25 to 44', '45 and over', 'Another answer'] },
		]);
	});

	it('say on which line what is wrong', () => {
		const text = 'sex,%\n1,50\n3,50\nMale,half\n2\n1,25,25\n1,50';
		expect(problems(text)).toEqual([
			'3: “3” is no answer of sex: it has 1 Female, 2 Male',
			'4: “half” is not a number of 0 or more, such as 0.0614, 6.14% or 61,358',
			'5: 1 values where the heading has 2',
			'6: 3 values where the heading has 2: a figure with a comma in it stands in quotation marks, or paste with tabs',
			'7: the same answers as on line 2',
		]);
	});

	it.each([
		['', '1: paste one margin at least'],
		['sex', '1: a heading has one variable at least and a column of figures, set apart by a tab or a comma'],
		[
			'shoe,%\n1,50\n2,50',
			'1: the wave has no coded answers to “shoe”: give the name of the variable as in the codebook',
		],
		['sex,%\n1,50', '1: a margin has two lines of figures at least'],
		['sex,%\n1,50\n2,47', '1: the percentages add up to 97, not 100'],
		['sex,share\n1,50\n2,50', '1: the shares add up to 100, not 1'],
		['sex,sex,%\n1,1,50\n2,2,50', '1: a variable stands in the heading twice'],
		['sex,%\n1,-5\n2,105', '2: “-5” is not a number of 0 or more, such as 0.0614, 6.14% or 61,358'],
		['sex,%\n1,50\n2,50\n\nsex,%\n1,51\n2,49', '5: “sex” is the same margin as the one on line 1: keep one of them'],
	])('refuse %j', (text, problem) => {
		expect(problems(text)).toEqual([problem]);
	});

	it('take a figure with commas within quotation marks', () => {
		const { margins } = pastedMargins('sex,total\nFemale,"2,800,000"\nMale,"2,690,100"', variables);
		expect(margins[0]?.sum).toBe(5_490_100);
	});

	it('are the same after being written and read', () => {
		const { margins } = pastedMargins('# By age\nage_band\t%\n1\t20\n2\t30\n3\t50\n\nsex\t\n1\t10\n2\t20', variables);
		const again = pastedMargins(marginsAsText(margins, variables), variables);
		expect(again.problems).toEqual([]);
		expect(again.margins.map(({ id, unit, targets }) => ({ id, unit, targets }))).toEqual(
			margins.map(({ id, unit, targets }) => ({ id, unit, targets })),
		);
	});
});
