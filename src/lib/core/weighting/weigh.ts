import { type Calibration, trimmedAfter } from './calibration.ts';
import {
	type CodesOf,
	type UnknownVariable,
	codesLabel,
	columnsOf,
	crossedMargin,
	occurringCells,
} from './crossed-margin.ts';
import { type WeightingEffect, weightingEffect } from './effective-size.ts';
import { type MarginBalance, marginBalance } from './margin-balance.ts';
import { type Margin, type RakingFailure } from './margin.ts';
import {
	type AdjustedCell,
	type AdjustedForNonresponse,
	type NonresponseFailure,
	adjustForNonresponse,
} from './nonresponse.ts';
import { postStratify } from './post-stratify.ts';
import { type Raked, rake } from './rake.ts';
import { raiseToSample } from './sample-counts.ts';
import { type WeightingScheme } from './scheme.ts';
import { type Trimming, trimWeights } from './trim.ts';

/** What a scheme is run on. */
export interface WeighingData {
	readonly rows: number;
	readonly codesOf: CodesOf;
	/** A variable's numbers, one a row; for base weights. */
	readonly numbersOf: (variable: string) => Float64Array | undefined;
}

export interface Weighed {
	readonly kind: 'weighed';
	/** One weight a row. */
	readonly weights: Float64Array;
	/** Give it to the design; null where nothing was calibrated. */
	readonly calibration: Calibration | null;
	/** What was done, in order. */
	readonly steps: readonly WeighingStep[];
}

/** What one step did. `effect` is that of the weights after it. */
export type WeighingStep =
	| { readonly step: 'base'; readonly variable: string | null; readonly effect: WeightingEffect }
	| { readonly step: 'nonresponse'; readonly cells: readonly AdjustedCell[]; readonly effect: WeightingEffect }
	| { readonly step: 'post-stratify'; readonly margins: readonly MarginBalance[]; readonly effect: WeightingEffect }
	| (Pick<Raked, 'iterations' | 'distance' | 'distances' | 'trimmings'> & {
			readonly step: 'rake';
			readonly margins: readonly MarginBalance[];
			readonly effect: WeightingEffect;
	  })
	| {
			readonly step: 'trim';
			readonly rowsTrimmed: number;
			/** What was taken from weights above the bounds and given to those below, as shares of all weight. */
			readonly taken: number;
			readonly given: number;
			readonly rounds: number;
			/** What trimming took away from the margins that were met before. */
			readonly margins: readonly MarginBalance[];
			readonly effect: WeightingEffect;
	  };

export type WeighingFailure =
	RakingFailure | NonresponseFailure | UnknownVariable | Extract<Trimming, { kind: 'bounds-impossible' }>;

/**
 * Runs a scheme. A row whose codes match no target of a margin (not answered, or an answer that the population table
 * lacks) is unknown on that margin: see `prepareTargets` for what becomes of it. A failure names the margin and the
 * cell, `cell` being an index into the margin's targets. The same scheme on the same data gives the same weights.
 */
export function weigh(scheme: WeightingScheme, data: WeighingData): Weighed | WeighingFailure {
	const base = baseWeights(scheme.base, data);
	if (base.kind !== 'weighted') return base;
	const eligible = scheme.nonresponse === null ? base : afterNonresponse(scheme.nonresponse, base, data);
	if (eligible.kind !== 'weighted') return eligible;
	const margins = marginsOf(scheme.calibration, data);
	if ('kind' in margins) return margins;
	const calibrated = scheme.calibration === null ? eligible : afterCalibration(scheme.calibration, eligible, margins);
	if (calibrated.kind !== 'weighted') return calibrated;
	const trimmed = scheme.trim === null ? calibrated : afterTrimming(scheme.trim, calibrated, margins);
	return trimmed.kind === 'weighted' ? { ...trimmed, kind: 'weighed' } : trimmed;
}

/** The weights as they stand between two steps. */
type Weighted = Omit<Weighed, 'kind'> & { readonly kind: 'weighted' };

function baseWeights({ variable }: WeightingScheme['base'], data: WeighingData): Weighted | WeighingFailure {
	const weights = variable === null ? new Float64Array(data.rows).fill(1) : data.numbersOf(variable);
	if (weights === undefined) return { kind: 'unknown-variable', margin: 'base weights', variable: variable ?? '' };
	const steps = [{ step: 'base' as const, variable, effect: weightingEffect(weights) }];
	return { kind: 'weighted', weights, calibration: null, steps };
}

type Nonresponse = NonNullable<WeightingScheme['nonresponse']>;

function afterNonresponse(
	how: Nonresponse,
	{ weights, steps }: Weighted,
	data: WeighingData,
): Weighted | WeighingFailure {
	const adjusted = 'counts' in how ? raisedToSample(how, weights, data) : adjustedWithin(how, weights, data);
	if (adjusted.kind !== 'adjusted-for-nonresponse') return adjusted;
	const step = { step: 'nonresponse' as const, cells: adjusted.cells, effect: weightingEffect(adjusted.weights) };
	return { kind: 'weighted', weights: adjusted.weights, calibration: null, steps: [...steps, step] };
}

function raisedToSample(
	{ variables, counts, minimumRespondents, maximumFactor }: Extract<Nonresponse, { counts: unknown }>,
	weights: Float64Array,
	{ codesOf, rows }: WeighingData,
): AdjustedForNonresponse | WeighingFailure {
	const targets = counts.map(({ codes, people }) => ({ codes, target: people }));
	const sample = crossedMargin({ id: 'non-response', variables, unit: 'totals', targets }, codesOf, rows);
	if (sample.kind === 'unknown-variable') return sample;
	return raiseToSample(
		weights,
		{ cells: sample.cells, counts: sample.targets, labels: sample.labels ?? [] },
		{ minimumRespondents, maximumFactor: maximumFactor ?? Infinity },
	);
}

function adjustedWithin(
	{ responded, variables, minimumRespondents, maximumFactor }: Extract<Nonresponse, { responded: unknown }>,
	weights: Float64Array,
	{ codesOf, rows }: WeighingData,
): AdjustedForNonresponse | WeighingFailure {
	const answered = codesOf(responded.variable);
	if (!answered) return { kind: 'unknown-variable', margin: 'non-response', variable: responded.variable };
	const columns = columnsOf('non-response', variables, codesOf);
	if ('kind' in columns) return columns;
	const { cells, codes } = occurringCells(columns, rows);
	return adjustForNonresponse(
		weights,
		Uint8Array.from(answered, (code) => (responded.codes.includes(code) ? 1 : 0)),
		{ cells, labels: codes.map((combination) => codesLabel(variables, combination)) },
		{ minimumRespondents, maximumFactor: maximumFactor ?? Infinity },
	);
}

function marginsOf(
	calibration: WeightingScheme['calibration'],
	{ codesOf, rows }: WeighingData,
): readonly Margin[] | UnknownVariable {
	const tables = calibration === null ? [] : calibration.method === 'rake' ? calibration.margins : [calibration.margin];
	const margins: Margin[] = [];
	for (const table of tables) {
		const margin = crossedMargin(table, codesOf, rows);
		if (margin.kind === 'unknown-variable') return margin;
		margins.push(margin);
	}
	return margins;
}

function afterCalibration(
	how: NonNullable<WeightingScheme['calibration']>,
	{ weights: before, steps }: Weighted,
	margins: readonly Margin[],
): Weighted | WeighingFailure {
	const balances = (after: Float64Array) => margins.map((margin) => marginBalance(margin, before, after));
	switch (how.method) {
		case 'post-stratify': {
			const [margin] = margins;
			if (margin === undefined) throw new RangeError('post-stratification needs its table');
			const result = postStratify(before, margin);
			if (result.kind !== 'post-stratified') return result;
			const { weights, calibration } = result;
			const step = { step: how.method, margins: balances(weights), effect: weightingEffect(weights) };
			return { kind: 'weighted', weights, calibration, steps: [...steps, step] };
		}
		case 'rake': {
			const { bounds, tolerance, maxIterations } = how;
			const result = rake(before, margins, { bounds, tolerance, maxIterations });
			if (result.kind !== 'raked') return result;
			const { weights, calibration, iterations, distance, distances, trimmings } = result;
			const effect = weightingEffect(weights);
			const fit = { iterations, distance, distances, trimmings };
			const step = { step: how.method, ...fit, margins: balances(weights), effect };
			return { kind: 'weighted', weights, calibration, steps: [...steps, step] };
		}
	}
}

function afterTrimming(
	{ lower, upper, strict }: NonNullable<WeightingScheme['trim']>,
	{ weights: before, calibration, steps }: Weighted,
	margins: readonly Margin[],
): Weighted | WeighingFailure {
	const sum = before.reduce((a, b) => a + b, 0);
	const mean = sum / weightingEffect(before).n;
	const result = trimWeights(before, { lower: lower * mean, upper: upper * mean, strict });
	if (result.kind !== 'trimmed') return result;
	const { weights, rowsTrimmed, taken, given, rounds } = result;
	const balances = margins.map((margin) => marginBalance(margin, before, weights));
	const moved = { rowsTrimmed, taken: taken / sum, given: given / sum, rounds };
	const step = { step: 'trim' as const, ...moved, margins: balances, effect: weightingEffect(weights) };
	return {
		kind: 'weighted',
		weights,
		calibration: calibration === null ? null : trimmedAfter(calibration, before, weights),
		steps: [...steps, step],
	};
}
