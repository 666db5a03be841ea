import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareMeasure, compareVersions, compareWaves } from '#core/comparability/index.ts';
import type { Comparison, WaveSide } from '#core/comparability/index.ts';
import { Instrument } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

type Fields = Record<string, unknown>;
const both = (en: string) => ({ en, gd: en });
const share = (fields: Fields = {}) => ({
	id: 'bought',
	label: both('Bought'),
	base: both('All'),
	objective: 'deter',
	statistic: 'share',
	variables: ['a'],
	codes: [1],
	...fields,
});
const survey = (questions: Fields[], measure: Fields = share(), more: Fields = {}) =>
	tiny('perception', questions, { measures: [measure], ...more });
const side = (instrument: Instrument, more: Partial<WaveSide> = {}): WaveSide => ({
	instrument,
	modes: ['web'],
	sampleType: 'probability',
	...more,
});
const differences = (comparison: Comparison | undefined) =>
	comparison?.kind === 'break' ? comparison.reasons.map(({ difference }) => difference) : comparison?.kind;
const trend = (earlier: WaveSide, later: WaveSide) => compareWaves(earlier, later).measures.get('bought');

const first = survey([choice('a'), choice('b')]);

describe('series that their publishers refused to draw on', () => {
	it('EUIPO’s perception study went from telephone to web in 2023, and 5 % to 13 % is no change', () => {
		const comparison = compareWaves(side(first, { modes: ['telephone'] }), side(first, { modes: ['web'] }));
		expect(comparison.wave).toEqual({
			kind: 'break',
			reasons: [{ difference: 'mode', words: 'mode: telephone → web' }],
		});
		expect(comparison.measures.get('bought')).toEqual({
			kind: 'break',
			reasons: [{ difference: 'mode', words: 'mode: telephone → web' }],
		});
	});

	it('the Scottish crime survey’s 9.7 % and the health survey’s 12 % are of two surveys', () => {
		const other = Instrument.parse({ ...first, survey: 'health' });
		expect(differences(trend(side(first), side(other)))).toEqual(['survey']);
	});

	it('a sample of 400 records is not the full count that came before it', () => {
		expect(differences(trend(side(first, { sampleType: 'census' }), side(first)))).toEqual(['sample']);
	});

	it('simulated answers are no wave of the series that people answered', () => {
		expect(differences(trend(side(first, { simulated: true }), side(first)))).toEqual(['sample']);
		expect(differences(trend(side(first, { simulated: true }), side(first, { simulated: true })))).toBe('comparable');
	});

	it('15 to 24 is not 15 and over', () => {
		expect(
			differences(trend(side(first, { population: '15 and over' }), side(first, { population: '15 to 24' }))),
		).toEqual(['population']);
	});
});

describe('a measure over two waves', () => {
	it('goes on where nothing changed', () => {
		expect(trend(side(first), side(first))).toEqual({ kind: 'comparable', notes: [] });
	});

	it.each<[string, Instrument, unknown]>([
		[
			'its question was reworded',
			survey([choice('a', 3, { text: { en: 'New', gd: 'Ceist a' } }), choice('b')]),
			['wording'],
		],
		[
			'another question was reworded',
			survey([choice('a'), choice('b', 3, { text: { en: 'New', gd: 'Ceist b' } })]),
			'comparable',
		],
		['it counts other codes', survey([choice('a'), choice('b')], share({ codes: [1, 2] })), ['measure']],
		[
			'it counts the same codes in another order of another label',
			survey([choice('a'), choice('b')], share({ codes: [1, 1], label: both('Has bought'), smallestChange: 0.05 })),
			'comparable',
		],
		[
			'it looks among fewer',
			survey([choice('a'), choice('b')], share({ among: [{ variable: 'b', codes: [1] }] })),
			['measure'],
		],
		['its question was not asked', survey([choice('b')], share()), ['not-asked']],
	])('%s', (_what, later, outcome) => {
		const second = Instrument.parse({ ...later, version: 2 });
		expect(differences(trend(side(first), side(second)))).toEqual(outcome);
	});

	it('breaks with the question that it is taken among', () => {
		const among = share({ among: [{ variable: 'b', codes: [1] }] });
		const before = survey([choice('a'), choice('b')], among);
		const after = survey([choice('a'), choice('b', 4)], among, { version: 2 });
		expect(differences(trend(side(before), side(after)))).toEqual(['options']);
	});

	it('a score breaks when another answer counts as right', () => {
		const { codes: _codes, ...rest } = share({ variables: ['k_right'] });
		const scored = { ...rest, statistic: 'score' };
		const knows = (right: number) =>
			survey(
				[
					asks({
						id: 'k',
						kind: 'knowledge',
						options: [1, 2].map((code) => ({ code, label: both(`${code}`) })),
						correct: [right],
					}),
				],
				scored,
			);
		const second = Instrument.parse({ ...knows(2), version: 2 });
		expect(differences(trend(side(knows(1)), side(second)))).toEqual(['scale']);
	});

	it('that is new is computed for the earlier wave too, and says so', () => {
		const verdicts = compareVersions(first, Instrument.parse({ ...first, version: 2 }));
		const [measure] = first.measures;
		expect(measure && compareMeasure(undefined, measure, verdicts)).toEqual({
			kind: 'comparable',
			notes: ['Declared as a measure only in the newer version.'],
		});
	});

	it('names a difference once, however many columns share it', () => {
		const many = share({ variables: ['a_1', 'a_2', 'a_3'] });
		const before = survey([{ ...choice('a'), kind: 'multiple' }], many);
		const after = survey([{ ...choice('a', 4), kind: 'multiple' }], many, { version: 2 });
		expect(differences(trend(side(before), side(after)))).toEqual(['options']);
	});
});

describe('two waves', () => {
	it('of which the later went back to an earlier version compare as those versions do', () => {
		const reason = 'The same words in another order.';
		const second = survey([choice('a', 3, { text: { en: 'New', gd: 'Ceist a' } }), choice('b')], share(), {
			version: 2,
			equivalences: [{ variable: 'a', since: 1, differences: ['wording'], reason }],
		});
		expect(trend(side(first), side(second))).toEqual({ kind: 'comparable', notes: [reason] });
		expect(trend(side(second), side(first))).toEqual({ kind: 'comparable', notes: [reason] });
	});

	it('chain through the versions published between them', () => {
		const reworded = (version: number, words: string, since: number) =>
			survey([choice('a', 3, { text: { en: words, gd: 'Ceist a' } }), choice('b')], share(), {
				version,
				equivalences: [{ variable: 'a', since, differences: ['wording'], reason: `As in version ${since}, we hold.` }],
			});
		const [second, third] = [reworded(2, 'B', 1), reworded(3, 'C', 2)];
		expect(compareWaves(side(first), side(third)).measures.get('bought')?.kind).toBe('break');
		expect(compareWaves(side(first), side(third), [second]).measures.get('bought')).toEqual({
			kind: 'comparable',
			notes: ['As in version 1, we hold. As in version 2, we hold.'],
		});
	});

	it('tell what changed around the questions, which breaks nothing', () => {
		const moved = survey([choice('b'), choice('a')], share(), { version: 2, introduction: both('Welcome') });
		const comparison = compareWaves(side(first), side(moved));
		expect(comparison.wave).toEqual({
			kind: 'comparable',
			notes: ['The introduction is worded differently.', 'Questions are asked in another order.'],
		});
		expect(comparison.measures.get('bought')).toEqual({ kind: 'comparable', notes: [] });
	});
});

describe('counterfeit goods, version 1 and 2', () => {
	const [one, two] = [1, 2].map((version) =>
		Instrument.parse(
			JSON.parse(readFileSync(new URL(`../../../surveys/counterfeit-goods/v${version}.json`, import.meta.url), 'utf8')),
		),
	) as [Instrument, Instrument];

	it('has each sort of change once, and the measures of what did not change go on', () => {
		const verdicts = compareVersions(one, two);
		const kinds = new Set(verdicts.map(({ kind }) => kind));
		expect([...kinds].toSorted()).toEqual(['break', 'equivalent', 'identical', 'only-in-newer', 'only-in-older']);
		const broken = verdicts
			.filter(({ kind }) => kind === 'break')
			.flatMap((verdict) => verdict.differences.map(({ kind }) => kind));
		expect([...new Set(broken)].toSorted()).toEqual(['base', 'options', 'order', 'wording']);
		const measures = compareWaves(side(one), side(two)).measures;
		expect([...measures.values()].filter(({ kind }) => kind === 'comparable').length).toBeGreaterThan(
			measures.size / 2,
		);
	});
});
