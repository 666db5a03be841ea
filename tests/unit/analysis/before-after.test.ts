import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BreakReason } from '#core/comparability/index.ts';
import { datasetBuilder } from '#core/dataset/index.ts';
import { designOf } from '#core/estimation/index.ts';
import { Wave } from '#core/fieldwork/index.ts';
import type { Answer } from '#core/instrument/index.ts';
import { Instrument, codebook } from '#core/instrument/index.ts';
import type { Comparability, MatchedPeople } from '#core/trends/index.ts';
import { interventionEffect } from '../../../src/lib/server/workflows/analysis/intervention-effect.ts';
import type { LoadedWave } from '../../../src/lib/server/workflows/analysis/loaded-waves.ts';
import { matchedPeople } from '../../../src/lib/server/workflows/analysis/matched-people.ts';
import {
	followedMeasures,
	momentsOf,
	stageVariable,
	usualMoments,
} from '../../../src/lib/server/workflows/analysis/moments.ts';
import { plainChartSvg } from '../../../src/lib/ui/charts/plain-chart-svg.ts';
import { gapChart } from '../../../src/lib/ui/before-after/gap-chart.ts';
import { effectFinding, verdictSentences, warningWords } from '../../../src/lib/ui/before-after/intervention-words.ts';
import { matchedFinding, testWords } from '../../../src/lib/ui/before-after/matched-words.ts';
import { datasetOf } from './dataset-of.ts';

const diversion = read('diversion-pre-post', 1);
const goods = read('counterfeit-goods', 2);
const alike = (): Comparability<BreakReason> => ({ kind: 'comparable' });

function read(survey: string, version: number): Instrument {
	return Instrument.parse(JSON.parse(readFileSync(`surveys/${survey}/v${version}.json`, 'utf8')));
}

function waveOf(
	instrument: Instrument,
	id: string,
	codes: Record<string, readonly number[]>,
	panel: string[] | null,
): LoadedWave {
	const dataset = datasetOf(instrument, codes);
	const wave = Wave.parse({
		...{ id, survey: instrument.survey, number: 1, label: `Wave ${id}`, state: 'closed', origin: 'simulated' },
		...{ instrumentVersion: instrument.version, identityMode: 'anonymous', modes: ['web'] },
		...{ sampleType: 'probability', languages: ['en'], opensOn: null, closesOn: null, weighting: null },
	});
	const design = designOf({ weights: new Float64Array(dataset.rows).fill(1) });
	const scheme = { version: 1, base: { variable: null }, nonresponse: null, calibration: null, trim: null } as const;
	const known = { scheme, margins: [] };
	const weighted = { design, weighting: { kind: 'unweighted' as const }, asked: known, ran: known, supplied: null };
	const answers = { instrument, dataset, panel, ...weighted, unread: new Map<string, number>(), stamp: id };
	return { wave, instrument, answers, imported: null, reading: 'none', leftOut: 0, quality: null };
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const people = (count: number, from = 0): string[] => Array.from({ length: count }, (_, k) => `person ${from + k}`);

describe('the moments of a survey', () => {
	it('are the stages by which its measures differ, before and after first', () => {
		expect(stageVariable(diversion)).toBe('stage');
		expect(stageVariable(goods)).toBeUndefined();
		const moments = momentsOf(diversion, []);
		expect(moments.map(({ id }) => id)).toEqual(['stage.1', 'stage.2', 'stage.3']);
		const { before, after } = usualMoments(diversion, moments);
		expect([before?.id, after?.id]).toEqual(['stage.1', 'stage.2']);
	});

	it('have each measure once, by the words that its two labels share, without what is asked after only', () => {
		const labels = followedMeasures(diversion, 'stage').map(({ label }) => label);
		expect(labels).toContain('Right answers about crime and the law');
		expect(labels).toContain('People of the same age, out of 10, who would think buying fakes is OK');
		expect(labels).not.toContain('Say that the activity was good for them');
	});
});

describe('matched people', () => {
	/** Before in the first wave and after in the second: 20 answer twice, of whom 8 change one way and 2 the other. */
	const would = {
		before: [...times(10, 1), ...times(10, 5), 1, 5],
		after: [...times(8, 5), ...times(2, 1), ...times(2, 1), ...times(8, 5), 1],
	};
	const waves = [
		waveOf(diversion, 'a', { stage: times(22, 1), would_carry: would.before }, [...people(20), 'only before', '']),
		waveOf(diversion, 'b', { stage: times(21, 2), would_carry: would.after }, [...people(20), 'only after']),
	];
	const found = (loaded: readonly LoadedWave[], comparable = alike): MatchedPeople => {
		const moments = momentsOf(diversion, loaded);
		const { before, after } = usualMoments(diversion, moments);
		if (before === undefined || after === undefined) throw new Error('the survey has a before and an after');
		const at = (id: string) => {
			const moment = moments.find((one) => one.id === id);
			if (moment === undefined) throw new Error(`${id} is a moment`);
			return moment;
		};
		const measures = followedMeasures(diversion, 'stage');
		return matchedPeople({
			...{ waves: loaded, before: at(before.id), after: at(after.id), measures, groups: undefined, comparable },
		});
	};
	const carry = (matched: MatchedPeople) => matched.measures.find(({ id }) => id === 'would-carry-before')?.figures[0];

	it('are counted with those who were not, and tested as mcnemar.test(matrix(c(2, 2, 8, 8), 2), correct = FALSE) tests', () => {
		const matched = found(waves);
		expect(matched.people).toEqual({
			...{ matched: 20, onlyBefore: 1, onlyAfter: 1, withoutCode: 1, ambiguous: 0, outOfOrder: 0 },
		});
		const figures = carry(matched);
		expect(figures?.pairs).toBe(20);
		expect(figures?.change?.before.value).toBeCloseTo(0.5, 12);
		expect(figures?.change?.after.value).toBeCloseTo(0.2, 12);
		expect(figures?.change?.pairs).toMatchObject({ gained: 2, lost: 8 });
		expect(figures?.change?.mcnemar?.chiSquare.statistic).toBeCloseTo(3.6, 12);
		// binom.test(2, 10)$p.value
		expect(figures?.change?.mcnemar?.exactP).toBeCloseTo(0.109375, 12);
		expect(figures?.change && testWords(figures.change)).toBe('2 gained, 8 lost: McNemar 3.60, p 0.058; exact p 0.11');
	});

	it('are judged as t.test(after, before, paired = TRUE) judges', () => {
		const judged = carry(found(waves))?.change?.judged;
		// d <- c(rep(-1, 8), 0, 0, 1, 1, rep(0, 8)); t.test(d)$p.value
		expect(judged?.change.p).toBeCloseTo(0.055256843139, 11);
		expect(judged?.change.df).toBe(19);
		expect(judged?.change.linked).toBe(20);
	});

	it('are not shown where fewer than ten answered twice', () => {
		const few = waves.map(({ wave, instrument, answers }, t) =>
			waveOf(
				instrument,
				wave.id,
				{ stage: times(9, t + 1), would_carry: times(9, t + 1) },
				answers.panel?.slice(0, 9) ?? [],
			),
		);
		const matched = found(few);
		expect(matched.people.matched).toBe(9);
		expect(carry(matched)).toEqual({ group: null, pairs: 9, change: null });
		expect(matchedFinding(matched)).toBe('9 people matched: too few to show anything');
	});

	it('are none where the later interview is in an earlier wave, or where the code stands twice', () => {
		const reversed = [
			waveOf(diversion, 'a', { stage: times(12, 2), would_carry: times(12, 1) }, people(12)),
			waveOf(diversion, 'b', { stage: times(12, 1), would_carry: times(12, 1) }, people(12)),
		];
		expect(found(reversed).people).toMatchObject({ matched: 0, outOfOrder: 12 });
		const twice = [
			waveOf(diversion, 'a', { stage: times(12, 1), would_carry: times(12, 1) }, times(12, 'the same code')),
			waveOf(diversion, 'b', { stage: times(1, 2), would_carry: [1] }, ['the same code']),
		];
		expect(found(twice).people).toMatchObject({ matched: 0, ambiguous: 13 });
		expect(matchedFinding(found(twice))).toBe('Nobody was matched');
	});

	it('are left out of a measure over waves that the ledger says cannot be compared', () => {
		const broken = () => ({
			kind: 'break' as const,
			reasons: [{ difference: 'wording' as const, words: 'other words' }],
		});
		const measure = found(waves, broken).measures.find(({ id }) => id === 'would-carry-before');
		expect(measure?.figures[0]?.pairs).toBe(0);
		expect(measure?.breaks).toEqual([{ difference: 'wording', words: 'other words' }]);
	});

	it('have no verdict where everybody changed alike', () => {
		const same = [
			waveOf(diversion, 'a', { stage: times(60, 1), would_carry: times(60, 5) }, people(60)),
			waveOf(diversion, 'b', { stage: times(60, 2), would_carry: times(60, 5) }, people(60)),
		];
		expect(carry(found(same))?.change).toMatchObject({ judged: null, mcnemar: null });
	});
});

describe('the dataset of a survey with self-made codes', () => {
	it('keeps the route of a completed interview although the words of its code are nowhere kept', () => {
		const builder = datasetBuilder(diversion, 1);
		const answers: Record<string, Answer> = { stage: { code: 1 }, fact_carry: { code: 2 } };
		builder.add({ answers, arms: {} });
		const column = builder.finish().columns.get('fact_carry');
		expect(column?.kind === 'code' ? [...column.codes] : []).toEqual([2]);
	});
});

describe('an intervention', () => {
	const measure = goods.measures.find(({ id }) => id === 'would-report');
	const groups = codebook(goods).find(({ name }) => name === 'region');
	if (measure === undefined || groups === undefined) throw new Error('the survey has both');
	/** 100 people in each of four regions; so many of each hundred would report. */
	const wave = (id: string, shares: readonly number[]) =>
		waveOf(
			goods,
			id,
			{
				region: shares.flatMap((_, at) => times(100, at + 1)),
				would_report: shares.flatMap((yes) => [...times(yes, 1), ...times(100 - yes, 5)]),
			},
			null,
		);
	const effect = (waves: readonly LoadedWave[], over: Partial<Parameters<typeof interventionEffect>[0]> = {}) =>
		interventionEffect({
			...{ waves, since: 'c', measure, groups, givenTo: 'groups', placebo: undefined, comparable: alike },
			roles: new Map([
				[1, 'treated'],
				[2, 'control'],
				[3, 'control'],
				[4, 'placebo'],
			]),
			...over,
		});
	const waves = [wave('a', [40, 40, 42, 41]), wave('b', [41, 42, 40, 40]), wave('c', [70, 42, 41, 40])];

	it('is the change of the treated less that of the others, with what must be believed', () => {
		const found = effect(waves);
		if (found.kind !== 'intervention-effect') throw new Error(found.kind);
		const { effect: did } = found;
		// Treated 70 less mean(40, 41); others mean(42, 41) less mean(40, 42, 42, 40).
		expect(did.effect.change.difference).toBeCloseTo(0.7 - 0.405 - (0.415 - 0.41), 12);
		expect(did.effect.verdict.kind).toBe('changed');
		expect(effectFinding(found)).toMatch(/^Likely to report somebody selling fakes: it went up by 29 points more/);
		expect(did.placebos.map(({ kind }) => kind)).toEqual(['earlier-start', 'group']);
		expect(did.warnings.map(warningWords).join(' ')).toMatch(/3 groups.*Only one group is treated/);
		expect(verdictSentences(found).join(' ')).toMatch(/only if all that is listed/);
	});

	it('draws the last wave before at 0 and the start between it and the first after', () => {
		const found = effect(waves);
		if (found.kind !== 'intervention-effect') throw new Error(found.kind);
		const { series, rules, across } = gapChart(found);
		const points = series[0]?.points ?? [];
		const [zero, began] = rules.map(({ at }) => ('x' in at ? at.x : at.y));
		expect(across.map(({ label }) => label)).toEqual(['Wave a', 'Wave b', 'Wave c']);
		expect(points.map(({ ends, hollow }) => [ends === null, hollow])).toEqual([
			[false, false],
			[true, true],
			[false, false],
		]);
		expect(points[1]?.y).toBe(zero);
		expect(began).toBeGreaterThan(points[1]?.x ?? 100);
		expect(began).toBeLessThan(points[2]?.x ?? 0);
	});

	it('leaves the page as a picture with its intervals, its start and its notes', () => {
		const found = effect(waves);
		if (found.kind !== 'intervention-effect') throw new Error(found.kind);
		const svg = plainChartSvg(gapChart(found), { title: 'Finding', subtitle: 'Gap', notes: ['Simulated'] });
		for (const words of ['Finding', 'Began', 'Wave c', 'Simulated']) expect(svg).toContain(`>${words}<`);
		expect(svg.match(/<circle/g)).toHaveLength(3);
		expect(svg).not.toMatch(/NaN|undefined|<style|href/);
	});

	it('is not to be read as an effect where the gap moved before', () => {
		const found = effect([wave('a', [10, 40, 42, 41]), wave('b', [41, 42, 40, 40]), wave('c', [70, 42, 41, 40])]);
		if (found.kind !== 'intervention-effect') throw new Error(found.kind);
		expect(verdictSentences(found).join(' ')).toMatch(/not to be read as an effect.*equal trends/);
	});

	it('is not looked for over a break, where a wave did not ask, or where nobody is on one side', () => {
		const broken = () => ({
			kind: 'break' as const,
			reasons: [{ difference: 'wording' as const, words: 'other words' }],
		});
		expect(effect(waves, { comparable: broken })).toMatchObject({ kind: 'break', from: 'a', to: 'b' });
		const silent = waveOf(goods, 'b', { region: times(100, 1) }, null);
		expect(effect([wave('a', [40, 40]), silent, wave('c', [40, 40])])).toEqual({ kind: 'not-asked', wave: 'b' });
		expect(effect([wave('a', [40]), wave('c', [40])])).toMatchObject({
			kind: 'not-computed',
			why: { kind: 'empty-cell', side: 'control' },
		});
	});
});
