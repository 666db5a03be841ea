import type { Dataset } from '#core/dataset/index.ts';
import type { Design } from '#core/estimation/index.ts';
import { designOf } from '#core/estimation/index.ts';
import { say } from '#core/instrument/index.ts';
import type { ReportedMargin, ReportedWeighting, WeightingDecision } from '#core/trends/index.ts';
import type { Weighed, WeighingData, WeighingFailure, WeightingScheme } from '#core/weighting/index.ts';
import { weigh, weightingEffect } from '#core/weighting/index.ts';
import { rakingFailureWords } from './raking-failure-words.ts';
import type { KnownScheme } from './scheme-in-use.ts';
import { suppliedVariable, tablesOf } from './scheme-in-use.ts';

/** A wave's design with final weights, and how they came about. */
export interface WeighedWave {
	readonly design: Design;
	readonly weighting: ReportedWeighting;
	/** The scheme that was to be run. */
	readonly asked: KnownScheme;
	/** The same, or without its bounds where they had to be given up: what the weights come from unless they failed. */
	readonly ran: KnownScheme;
}

/**
 * Weighs a wave's answers by a scheme. Where that cannot be done the wave is taken as it is, with the weights that came with
 * the data where there are any, and where only the bounds on weights cannot be kept they are given up; the result says that
 * and why. The language is that of the labels.
 */
export function weighWave(args: {
	dataset: Dataset;
	/** One a row; null where none came with the data. */
	supplied: Float64Array | null;
	asked: KnownScheme;
	decision: WeightingDecision | null;
	language: string;
}): WeighedWave {
	const { dataset, supplied, asked, decision, language } = args;
	const data = weighingData(dataset, supplied);
	const words = (failure: WeighingFailure) => rakingFailureWords(failure, { ...asked, dataset, language });
	const decided = decision === null ? {} : { decided: decision };
	const first = weigh(asked.scheme, data);
	// Margins that the population has matter more than bounds that are a choice.
	const ran = first.kind === 'bounds-not-met' ? { ...asked, scheme: withoutBounds(asked.scheme) } : asked;
	const result = ran === asked ? first : weigh(ran.scheme, data);
	if (result.kind !== 'weighed') {
		const design = designOf({ weights: supplied ?? new Float64Array(dataset.rows).fill(1) });
		const used = supplied === null ? ('unweighted' as const) : ('supplied' as const);
		return { design, asked, ran, weighting: { kind: 'failed', used, words: words(result), ...decided } };
	}
	const boundsGivenUp = first.kind === 'weighed' ? null : words(first);
	const weighting = { ...weightingOf(result, ran, boundsGivenUp, language), ...decided };
	return { design: designOf({ weights: result.weights, calibration: result.calibration }), asked, ran, weighting };
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

function weightingOf(
	{ weights, steps }: Weighed,
	{ scheme, margins }: KnownScheme,
	boundsGivenUp: string | null,
	language: string,
): ReportedWeighting {
	const effect = weightingEffect(weights);
	const fromSupplied = scheme.base.variable !== null;
	if (steps.length === 1) return fromSupplied ? { kind: 'supplied', effect } : { kind: 'unweighted' };
	const cells = steps.flatMap((step) => (step.step === 'nonresponse' ? [step.cells.length] : []));
	const balances = steps.flatMap((step) => ('margins' in step ? step.margins : []));
	return {
		kind: 'raked',
		fromSupplied,
		nonresponseCells: cells[0] ?? null,
		margins: tablesOf(scheme).map(({ id }): ReportedMargin => {
			const known = margins.find((margin) => margin.id === id);
			const rowsUnknown = balances.find(({ margin }) => margin === id)?.rowsUnknown ?? 0;
			if (known === undefined) return { id, label: id, source: '', confidence: null, note: null, rowsUnknown };
			const { label, source, confidence, note = null } = known;
			return { id, label: say(label, language), source, confidence, note, rowsUnknown };
		}),
		trim: scheme.calibration?.method === 'rake' ? scheme.calibration.bounds : null,
		boundsGivenUp,
		trimmedTo: scheme.trim === null ? null : { lower: scheme.trim.lower, upper: scheme.trim.upper },
		effect,
	};
}

function withoutBounds(scheme: WeightingScheme): WeightingScheme {
	const { calibration } = scheme;
	return calibration?.method === 'rake' ? { ...scheme, calibration: { ...calibration, bounds: null } } : scheme;
}
