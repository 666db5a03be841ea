import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { datasetBuilder } from '#core/dataset/index.ts';
import { Instrument, acceptsAnswer, questionsOf } from '#core/instrument/index.ts';
import { walk } from '#core/interview/index.ts';
import { SimulationProfile, driftOf, noProfile, population, simulateWave, trueValues } from '#core/simulation/index.ts';
import { asks, tiny } from '../scenario/instruments/tiny.ts';

const shipped = ['counterfeit-goods', 'drugs-and-organised-crime', 'sector-awareness', 'diversion-pre-post'];

function read(survey: string): Instrument {
	return Instrument.parse(JSON.parse(readFileSync(`surveys/${survey}/v1.json`, 'utf8')));
}

describe('simulated respondents', () => {
	it.each(shipped)('walk %s by its real routing with answers that its questions accept', (survey) => {
		const instrument = read(survey);
		const people = population(instrument, 300, 5, true);
		const climate = { wave: 0, seed: 5, profile: noProfile, drift: driftOf(instrument, noProfile, 5, 0) };
		for (const interview of simulateWave(instrument, people, climate, 60, 9)) {
			const walked = walk(instrument, interview);
			expect(walked.ended).toBe('completed');
			expect(walked.abandoned).toEqual({});
			for (const { question, answer } of walked.steps) {
				expect(acceptsAnswer(question, answer, interview.arms), `${question.id} ${JSON.stringify(answer)}`).toBe(true);
			}
		}
	});

	it('of a bridge are asked the form of their half, and answer either alike', () => {
		const text = { en: 'Does it harm?' };
		const [before, after] = ['harm_before', 'harm'].map((id, at) => ({
			...asks({
				id,
				kind: 'multiple',
				text,
				options: [1, 2, 3].map((code) => ({ code, label: { en: `Option ${code}` } })),
			}),
			...{ dontKnow: { offered: true, inBase: false } },
			askIf: { experiment: 'bridge', arm: at === 0 ? 'earlier' : 'later' },
		}));
		const instrument = tiny(
			'bridged',
			[before, after].map((of) => of ?? {}),
			{
				version: 2,
				experiments: [{ id: 'bridge', label: 'Bridge', arms: ['earlier', 'later'] }],
				bridges: [{ experiment: 'bridge', question: 'harm', before: 'harm_before', since: 1 }],
				measures: [
					{
						id: 'harm',
						label: text,
						base: text,
						objective: null,
						statistic: 'share',
						variables: ['harm_1'],
						codes: [1],
					},
				],
			},
		);
		const people = population(instrument, 4000, 3, true);
		const profile = SimulationProfile.parse({ shares: { harm: { 1: 0.6, 2: 0.1 } }, changes: {} });
		const climate = { wave: 0, seed: 3, profile, drift: driftOf(instrument, profile, 3, 0) };
		const builder = datasetBuilder(instrument, 2000);
		for (const interview of simulateWave(instrument, people, climate, 2000, 4)) {
			const asked = interview.arms['bridge'] === 'earlier' ? 'harm_before' : 'harm';
			expect(Object.keys(interview.answers)).toEqual([asked]);
			builder.add(interview);
		}
		const { columns } = builder.finish();
		const codes = (name: string) => {
			const column = columns.get(name);
			return column?.kind === 'code' ? column.codes : new Int8Array();
		};
		const arm = codes('bridge_arm');
		const shares = (['harm_before_1', 'harm_1'] as const).map((name, at) => {
			expect(arm.filter((code) => code === at + 1)).toHaveLength(1000);
			expect(codes(name).every((code, row) => (code === -1) === (arm[row] !== at + 1))).toBe(true);
			const answered = codes(name).filter((code) => code >= 0);
			return answered.filter((code) => code === 1).length / answered.length;
		});
		expect(Math.abs((shares[0] ?? 0) - (shares[1] ?? 1))).toBeLessThan(0.06);
	});

	it('are the same people with the same answers for the same seed', () => {
		const instrument = read('counterfeit-goods');
		const run = (seed: number) => {
			const people = population(instrument, 200, seed, true);
			const climate = { wave: 1, seed, profile: noProfile, drift: driftOf(instrument, noProfile, seed, 1) };
			return JSON.stringify([...simulateWave(instrument, people, climate, 20, seed)]);
		};
		expect(run(3)).toBe(run(3));
		expect(run(3)).not.toBe(run(4));
	});

	it('follow the margins of the instrument as closely as rounding allows', () => {
		const instrument = read('counterfeit-goods');
		const people = population(instrument, 2000, 1, false);
		for (const margin of instrument.weighting?.margins ?? []) {
			for (const { codes, share } of margin.targets) {
				const count = people.filter(({ traits }) =>
					margin.variables.every((name, at) => traits[name] === codes[at]),
				).length;
				expect(Math.abs(count - share * 2000)).toBeLessThanOrEqual(1);
			}
		}
	});

	it('have the shares that a profile asks for, and move by the change that it declares', () => {
		const instrument = read('counterfeit-goods');
		const profile = SimulationProfile.parse({
			shares: { campaign_recall: { 1: 0.3, 2: 0.7 } },
			changes: { 'recalls-publicity': [0.8], 'would-report': [0] },
		});
		const people = population(instrument, 1500, 2, false);
		const [before, after] = [0, 1].map((wave) =>
			trueValues(instrument, people, { wave, seed: 2, profile, drift: driftOf(instrument, profile, 2, wave) }),
		);
		expect(Math.abs((before?.get('recalls-publicity') ?? 0) - 0.3)).toBeLessThan(0.08);
		expect((after?.get('recalls-publicity') ?? 0) - (before?.get('recalls-publicity') ?? 0)).toBeGreaterThan(0.1);
		expect(Math.abs((after?.get('would-report') ?? 0) - (before?.get('would-report') ?? 0))).toBeLessThan(0.06);
	});

	it('answer less in some groups than in others when the response is biased', () => {
		const instrument = read('counterfeit-goods');
		const people = population(instrument, 3000, 1, true);
		const propensities = new Set(people.map(({ propensity }) => propensity));
		expect(propensities.size).toBeGreaterThan(10);
		expect(Math.max(...propensities) / Math.min(...propensities)).toBeGreaterThan(2);
	});
});

describe('the dataset', () => {
	it('says not applicable of a question off the route, and takes imported answers as they were recorded', () => {
		const instrument = read('counterfeit-goods');
		const route = questionsOf(instrument).find(({ id }) => id === 'channel_main');
		if (route === undefined) throw new Error('channel_main has gone');
		const walked = datasetBuilder(instrument, 1);
		walked.add({ answers: {}, arms: {} });
		const recorded = datasetBuilder(instrument, 1, 'as-recorded');
		recorded.add({ answers: { campaign_recall: { code: 2 }, sex: { missing: 'refused' } }, arms: {} });
		const codeOf = (dataset: ReturnType<typeof walked.finish>, name: string) => {
			const column = dataset.columns.get(name);
			return column?.kind === 'code' ? column.codes[0] : undefined;
		};
		expect(codeOf(walked.finish(), 'channel_main')).toBe(-7);
		const columns = recorded.finish();
		expect(codeOf(columns, 'campaign_recall')).toBe(2);
		expect(codeOf(columns, 'sex')).toBe(-9);
		expect(codeOf(columns, 'channel_main')).toBe(-1);
	});
});
