import { type Dataset, anyOf, scorePerRow } from '#core/dataset/index.ts';
import {
	type Domain,
	type Linearised,
	type NoBase,
	crosswise,
	itemCount,
	mean,
	rowsWithCode,
	share,
} from '#core/estimation/index.ts';
import { type Instrument, type Measure, crosswiseCodes, itemCountArms, questionsOf } from '#core/instrument/index.ts';
import { ofLaterHalf } from './later-half.ts';
import { amongOf, countable, countables, numbersOf } from './measure-columns.ts';

/** The answers of one wave, and the version that was asked. */
export interface Answers {
	readonly instrument: Instrument;
	readonly dataset: Dataset;
	/** Final weights, one a row. */
	readonly weights: Float64Array;
}

/**
 * A measure on one wave's answers. What the wave has no column for was not asked; a measure over several variables
 * needs them all.
 */
export function measured(measure: Measure, answers: Answers, within: Domain = null): Linearised | NoBase {
	return measureOn(measure, answers)(answers.weights, within);
}

/** A statistic of rows that are known, under any weights and in any domain. */
export type StatisticOn = (weights: Float64Array, within: Domain) => Linearised | NoBase;

/**
 * The same for several domains, such as the groups of a break variable: columns that the measure makes of others are made
 * once.
 */
export function measureOn(declared: Measure, answers: Pick<Answers, 'instrument' | 'dataset'>): StatisticOn {
	const measure = ofLaterHalf(declared, answers.instrument);
	const statistic = statisticOn(measure, answers);
	const among = amongOf(measure, answers.dataset);
	if (statistic === undefined || among === undefined) return () => notAsked;
	return (weights, within) =>
		statistic(
			weights,
			among.reduce<Domain>((domain, codes) => rowsWithCode(codes, 1, domain), within),
		);
}

function statisticOn(
	measure: Measure,
	{ dataset, instrument }: Pick<Answers, 'instrument' | 'dataset'>,
): StatisticOn | undefined {
	switch (measure.statistic) {
		case 'share': {
			const columns = countables(dataset, measure.variables);
			const [first] = columns ?? [];
			if (!columns || !first) return undefined;
			if (columns.length === 1) {
				const of = { counted: measure.codes, missingInBase: first.missingInBase };
				return (weights, domain) => share(weights, first.codes, of, domain);
			}
			const any = anyOf(columns, measure.codes);
			return (weights, domain) => share(weights, any, { counted: [1], missingInBase: [] }, domain);
		}
		case 'mean': {
			const numbers = numbersOf(dataset, measure.variable);
			return numbers && ((weights, domain) => mean(weights, numbers, domain));
		}
		case 'score': {
			const columns = countables(dataset, measure.variables);
			if (!columns) return undefined;
			const scores = scorePerRow(columns.map(({ codes }) => ({ codes, right: [1] })));
			return (weights, domain) => mean(weights, scores, domain);
		}
		case 'item-count': {
			const count = numbersOf(dataset, measure.variable);
			const arm = countable(dataset, `${measure.variable}_arm`);
			return (
				count && arm && ((weights, domain) => itemCount(weights, count, { codes: arm.codes, ...itemCountArms }, domain))
			);
		}
		case 'crosswise': {
			const column = countable(dataset, measure.variable);
			const probability = probabilityOf(instrument, measure.variable);
			if (!column || probability === undefined) return undefined;
			const of = { counted: [crosswiseCodes.alike], missingInBase: column.missingInBase };
			return (weights, domain) => {
				const alike = share(weights, column.codes, of, domain);
				return alike.kind === 'no-base' ? alike : crosswise(alike, probability);
			};
		}
	}
}

const notAsked: NoBase = { kind: 'no-base', asked: false };

function probabilityOf(instrument: Instrument, variable: string): number | undefined {
	const question = questionsOf(instrument).find(({ id }) => id === variable);
	return question?.kind === 'crosswise' ? question.probability : undefined;
}
