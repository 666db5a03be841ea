import { readFileSync } from 'node:fs';
import { Instrument } from '#core/instrument/index.ts';
import type { Measure } from '#core/instrument/index.ts';
import { datasetBuilder } from '#core/dataset/index.ts';
import type { Dataset } from '#core/dataset/index.ts';
import { designOf, estimate } from '#core/estimation/index.ts';
import type { Design, Estimate } from '#core/estimation/index.ts';
import { SimulationProfile, driftOf, population, simulateWave, trueValues } from '#core/simulation/index.ts';
import type { Climate, Person } from '#core/simulation/index.ts';
import { changeBetween, measured } from '#core/trends/index.ts';
import { schemeOf, weigh } from '#core/weighting/index.ts';
import type { BenchLine } from '../report.ts';

const pairs = 500;
const respondents = 500;

/**
 * Over 500 simulated pairs of waves: how often the 95 % interval of a change covers the true change. Interviews walk the
 * real engine. Without raking everybody is as likely to answer; with raking some groups answer far less often and the
 * waves are raked to the population's margins, the variance taking the raking into account.
 */
export function coverageOfSimulatedWaves(): BenchLine {
	const instrument = Instrument.parse(JSON.parse(readFileSync('surveys/counterfeit-goods/v1.json', 'utf8')));
	const profile = SimulationProfile.parse(
		JSON.parse(readFileSync('surveys/counterfeit-goods/simulation.json', 'utf8')),
	);
	const notes: string[] = [];
	const shares: number[] = [];
	for (const raked of [false, true]) {
		const people = population(instrument, 8000, 11, raked);
		const climates = [0, 3].map((wave) => ({ wave, seed: 11, profile, drift: driftOf(instrument, profile, 11, wave) }));
		const truths = climates.map((climate) => trueValues(instrument, people, climate));
		const covered = new Map<string, number>();
		let biased = 0;
		for (let pair = 0; pair < pairs; pair++) {
			const sides = climates.map((climate, side) => {
				const dataset = drawn(instrument, people, climate, 100_000 + 2 * pair + side);
				return { dataset, design: raked ? rakedDesign(instrument, dataset) : plainDesign(dataset) };
			});
			for (const measure of instrument.measures) {
				const [from, to] = sides.map(({ dataset, design }) => estimateOf(instrument, measure, dataset, design));
				const [before, after] = truths.map((values) => values.get(measure.id) ?? NaN);
				if (from === undefined || to === undefined || before === undefined || after === undefined) continue;
				const { interval } = changeBetween(from, to, { level: 0.95 });
				const truth = after - before;
				if (interval.lower <= truth && truth <= interval.upper)
					covered.set(measure.id, (covered.get(measure.id) ?? 0) + 1);
				biased++;
			}
		}
		const rates = instrument.measures.map((measure) => ({
			id: measure.id,
			rate: (covered.get(measure.id) ?? 0) / pairs,
		}));
		const overall = [...covered.values()].reduce((sum, count) => sum + count, 0) / biased;
		shares.push(overall);
		notes.push(
			`${raked ? 'raked, biased response' : 'unweighted, no bias'}: ${(100 * overall).toFixed(1)} % over ${instrument.measures.length} measures`,
		);
		notes.push(`  ${rates.map(({ id, rate }) => `${id} ${(100 * rate).toFixed(1)}`).join(' · ')}`);
	}
	const [plain = NaN, raked = NaN] = shares;
	return {
		name: `Coverage of the 95 % interval of a change, ${pairs} pairs of waves of ${respondents}`,
		unit: 'of raked pairs',
		ours: raked,
		rival: 'unraked',
		rivals: plain,
		ratio: raked / 0.95,
		goal: '93–97 % each',
		notes,
	};
}

function drawn(instrument: Instrument, people: readonly Person[], climate: Climate, seed: number): Dataset {
	const builder = datasetBuilder(instrument, respondents);
	for (const interview of simulateWave(instrument, people, climate, respondents, seed)) builder.add(interview);
	return builder.finish();
}

function estimateOf(instrument: Instrument, measure: Measure, dataset: Dataset, design: Design): Estimate | undefined {
	const statistic = measured(measure, { instrument, dataset, weights: design.weights });
	if (statistic.kind === 'no-base') return undefined;
	const result = estimate(design, statistic);
	return result.kind === 'estimate' ? result : undefined;
}

function plainDesign(dataset: Dataset): Design {
	return designOf({ weights: new Float64Array(dataset.rows).fill(1) });
}

function rakedDesign(instrument: Instrument, dataset: Dataset): Design {
	if (instrument.weighting === null) throw new Error('the survey has no margins');
	const scheme = schemeOf({ margins: instrument.weighting.margins, trim: null });
	const weighed = weigh(scheme, {
		rows: dataset.rows,
		codesOf: (name) => {
			const column = dataset.columns.get(name);
			return column?.kind === 'code' ? column.codes : undefined;
		},
		numbersOf: () => undefined,
	});
	if (weighed.kind !== 'weighed') throw new Error(`raking failed: ${JSON.stringify(weighed)}`);
	return designOf({ weights: weighed.weights, calibration: weighed.calibration });
}
