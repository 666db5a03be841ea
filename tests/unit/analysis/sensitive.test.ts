import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '#core/dataset/index.ts';
import { designOf, randomAnswersExplaining } from '#core/estimation/index.ts';
import { Instrument, itemCountArms } from '#core/instrument/index.ts';
import { crosswiseSigns } from '../../../src/lib/server/workflows/analysis/crosswise-signs.ts';
import { listIn, listSigns } from '../../../src/lib/server/workflows/analysis/list-signs.ts';
import { checksOf, summaryOf } from '../../../src/lib/ui/sensitive/checks.ts';
import { datasetOf } from './dataset-of.ts';

const goods = read('counterfeit-goods', 2);
const drugs = read('drugs-and-organised-crime', 1);
const { control, treatment } = itemCountArms;
const refused = -9;

function read(survey: string, version: number): Instrument {
	return Instrument.parse(JSON.parse(readFileSync(`surveys/${survey}/v${version}.json`, 'utf8')));
}

/** Rows of [count, arm], each repeated so often. */
function listOf(
	rows: readonly (readonly [count: number, arm: number, times: number])[],
	more: Record<string, number[]> = {},
) {
	const spelt = rows.flatMap(([count, arm, times]) => Array.from({ length: times }, () => [count, arm] as const));
	return datasetOf(goods, {
		bought_count: spelt.map(([count]) => count),
		bought_count_arm: spelt.map(([, arm]) => arm),
		...more,
	});
}

function signsOf(dataset: Dataset, direct: { codes: Int16Array; yes: number } | null = null) {
	const list = listIn(dataset, 'bought_count', 4);
	if (list === undefined) throw new Error('the list is there');
	const design = designOf({ weights: new Float64Array(dataset.rows).fill(1) });
	return listSigns({ dataset, design, list, breaks: [], direct });
}

/** 600 a half; a fifth have the trait whatever else is true of them. */
const sound = listOf([
	[0, control, 30],
	[1, control, 200],
	[2, control, 300],
	[3, control, 50],
	[4, control, 20],
	[0, treatment, 24],
	[1, treatment, 166],
	[2, treatment, 280],
	[3, treatment, 100],
	[4, treatment, 26],
	[5, treatment, 4],
]);

describe('the signs of a list', () => {
	it('are none where the halves differ by the trait alone', () => {
		const signs = signsOf(sound);
		expect(signs.arms).toEqual({
			control: { asked: 600, answered: 600, declined: 0 },
			treatment: { asked: 600, answered: 600, declined: 0 },
		});
		expect(signs.designEffect.sign).toBe('no-sign');
		expect(signs.ends.map(({ end, sign }) => `${end}: ${sign}`)).toEqual([
			'floor: no-sign',
			'ceiling: no-sign',
			'trait-ruled-out: no-sign',
			'trait-given-away: no-sign',
		]);
		expect(signs.ends[0]?.share.value).toBeCloseTo(30 / 600, 12);
		expect(signs.placebos).toBeNull();
		const checks = checksOf({ wave: 'w', difference: null, belowDirect: 'not-tested', signs });
		expect(summaryOf(checks)).toBe('Nothing that was looked at tells against the question.');
	});

	it('show that the longer list changed the answers to the other statements, as a share below 0 does', () => {
		// Nobody in the longer list counts more than two: people fled from it, so that the shares of 3 and 4 others turn negative.
		const fled = listOf([
			[1, control, 200],
			[3, control, 400],
			[0, treatment, 300],
			[1, treatment, 200],
			[2, treatment, 100],
		]);
		const { designEffect } = signsOf(fled);
		expect(designEffect.sign).toBe('some-sign');
		expect(Math.min(...(designEffect.test?.cells.map(({ share }) => share.value) ?? []))).toBeLessThan(-0.3);
	});

	it('show a floor that is surely above the rule of thumb, and few people in a half', () => {
		const signs = signsOf(
			listOf([
				[0, control, 60],
				[2, control, 140],
				[0, treatment, 50],
				[2, treatment, 130],
				[3, treatment, 20],
			]),
		);
		expect(signs.ends[0]).toMatchObject({ end: 'floor', sign: 'some-sign' });
		const [people] = checksOf({ wave: 'w', difference: null, belowDirect: 'not-tested', signs });
		expect(people).toMatchObject({ sign: 'some-sign', verdict: 'fewer than the 500 advised' });
	});

	it('show that the longer list puts people off: chisq.test(matrix(c(300, 0, 240, 60), 2)) has p < 2e-16', () => {
		const signs = signsOf(
			listOf([
				[1, control, 300],
				[1, treatment, 240],
				[refused, treatment, 60],
			]),
		);
		expect(signs.arms.treatment).toEqual({ asked: 300, answered: 240, declined: 0.2 });
		expect(signs.answering.sign).toBe('some-sign');
		expect(signs.answering.p).toBeLessThan(1e-10);
	});

	it('show that combining with direct answers is not allowed where those who say yes count no more than others', () => {
		const yes = Int16Array.from({ length: sound.rows }, (_, row) => (row % 4 === 0 ? 1 : 2));
		const { placebos } = signsOf(sound, { codes: yes, yes: 1 });
		expect(placebos?.sign).toBe('some-sign');
		expect(placebos?.listAmongYes?.difference.value).toBeLessThan(-0.6);
	});
});

describe('the signs of a crosswise question', () => {
	const signsWith = (alike: number, different: number, beside: { indirect: number; direct: number } | null) => {
		const codes = [...Array<number>(alike).fill(1), ...Array<number>(different).fill(2), refused];
		const dataset = datasetOf(drugs, { drug_use_12m: codes });
		const design = designOf({ weights: new Float64Array(dataset.rows).fill(1) });
		return crosswiseSigns({ dataset, design, question: 'drug_use_12m', probability: 0.247, beside });
	};

	it('are none inside the range that a share of the trait can give, and one outside it', () => {
		expect(signsWith(650, 350, null)).toMatchObject({ outside: 'no-sign', asked: 1001, answered: 1000 });
		expect(signsWith(850, 150, null)?.outside).toBe('some-sign');
		expect(signsWith(650, 350, null)?.randomAnswers).toBeNull();
	});

	it('say how few random answers would explain the distance to direct ones', () => {
		// π = (1 − c) x̄ + c/2: with a twentieth at random, 10% look like 12%.
		expect(randomAnswersExplaining(0.12, 0.1)).toBeCloseTo(0.05, 12);
		expect(signsWith(650, 350, { indirect: 0.12, direct: 0.1 })?.randomAnswers).toBeCloseTo(0.05, 12);
		expect(signsWith(650, 350, { indirect: 0.08, direct: 0.1 })?.randomAnswers).toBe('none-would');
	});
});
