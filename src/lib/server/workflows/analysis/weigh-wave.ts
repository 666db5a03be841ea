import type { Dataset } from '#core/dataset/index.ts';
import type { Design } from '#core/estimation/index.ts';
import { designOf } from '#core/estimation/index.ts';
import type { Instrument, Weighting } from '#core/instrument/index.ts';
import { say } from '#core/instrument/index.ts';
import type { ReportedWeighting } from '#core/trends/index.ts';
import type { WeighingData } from '#core/weighting/index.ts';
import { schemeOf, weigh, weightingEffect } from '#core/weighting/index.ts';
import { rakingFailureWords } from './raking-failure-words.ts';

/** What schemes call the weights that came with a wave's data. */
export const suppliedVariable = 'weight';

/** A wave's design with final weights, and how they came about. */
export interface WeighedWave {
	readonly design: Design;
	readonly weighting: ReportedWeighting;
}

/**
 * Rakes a wave's answers to `scheme`, from the weights that came with the data where there are any. Where raking cannot be
 * done the wave is taken as it is, and where only the bounds on weights cannot be kept they are given up; the result says
 * that and why. The language is that of the labels.
 */
export function weighWave(args: {
	dataset: Dataset;
	instrument: Instrument;
	/** One a row; null where none came with the data. */
	supplied: Float64Array | null;
	scheme: Weighting | null;
	language: string;
}): WeighedWave {
	const { dataset, instrument, supplied, scheme, language } = args;
	const baseWeights = supplied ?? new Float64Array(dataset.rows).fill(1);
	const asItIs = designOf({ weights: baseWeights });
	if (scheme === null) {
		return {
			design: asItIs,
			weighting:
				supplied === null ? { kind: 'unweighted' } : { kind: 'supplied', effect: weightingEffect(baseWeights) },
		};
	}
	const data = weighingData(dataset, supplied);
	const base = supplied === null ? null : suppliedVariable;
	const bounded = weigh(schemeOf(scheme, { base }), data);
	// Margins that the population has matter more than bounds that are a choice.
	const trim = bounded.kind === 'bounds-not-met' ? null : scheme.trim;
	const raked = bounded.kind === 'bounds-not-met' ? weigh(schemeOf({ ...scheme, trim }, { base }), data) : bounded;
	if (raked.kind !== 'weighed') {
		const words = rakingFailureWords(raked, scheme, instrument, language);
		return {
			design: asItIs,
			weighting: { kind: 'failed', used: supplied === null ? 'unweighted' : 'supplied', words },
		};
	}
	const { weights, calibration, steps } = raked;
	const balances = steps.flatMap((step) => (step.step === 'rake' ? step.margins : []));
	return {
		design: designOf({ weights, calibration }),
		weighting: {
			kind: 'raked',
			fromSupplied: supplied !== null,
			margins: scheme.margins.map(({ id, label, source, confidence, note }) => ({
				id,
				label: say(label, language),
				source,
				confidence,
				note: note ?? null,
				rowsUnknown: balances.find(({ margin }) => margin === id)?.rowsUnknown ?? 0,
			})),
			trim,
			boundsGivenUp: bounded.kind === 'weighed' ? null : rakingFailureWords(bounded, scheme, instrument, language),
			effect: weightingEffect(weights),
		},
	};
}

/** The answers and supplied weights of a wave as schemes are run on them. */
export function weighingData(dataset: Dataset, supplied: Float64Array | null): WeighingData {
	return {
		rows: dataset.rows,
		codesOf: (variable) => {
			const column = dataset.columns.get(variable);
			return column?.kind === 'code' ? column.codes : undefined;
		},
		numbersOf: (variable) => (variable === suppliedVariable ? (supplied ?? undefined) : undefined),
	};
}
