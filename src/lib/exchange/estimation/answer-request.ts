import { degreesOfFreedom } from '#core/estimation/index.ts';
import { weightingEffect } from '#core/weighting/index.ts';
import { type AnsweredEstimate, type EstimationAnswer } from './answer.ts';
import { crosswiseShares, itemCounts, numberStatistics, ratios, shares } from './by-group.ts';
import { calibrated } from './calibration.ts';
import { type Context, domainOf } from './context.ts';
import { difference, differenceInDifferences } from './contrasts.ts';
import { requestedDesign } from './design.ts';
import { type Failure, failure } from './failure.ts';
import { regressionRows } from './models.ts';
import { type EstimationRequest, type RequestedEstimate } from './request.ts';
import { type Table } from './table.ts';
import { crosstabRows, independenceTest } from './tables.ts';

export interface Answered {
	readonly kind: 'answered';
	readonly answer: EstimationAnswer;
	/** Final weights, one a row. */
	readonly weights: Float64Array;
	/** What a reader should know before using the figures, a line each. */
	readonly warnings: readonly string[];
}

/** Everything that a request asks of a table, or the first thing that stands in its way. */
export function answerRequest(table: Table, request: EstimationRequest): Answered | Failure {
	const base = requestedDesign(table, request.design);
	if ('kind' in base) return base;
	const fitted = request.calibration === null ? null : calibrated(table, base, request.calibration);
	if (fitted?.kind === 'failure') return fitted;
	const design = fitted?.design ?? base;
	const domain = domainOf(table, request.where);
	if (domain !== null && 'kind' in domain) return domain;
	const context = { table, design, domain, lonelyPsu: request.design.lonelyPsu, described: request.design };
	const estimates: AnsweredEstimate[] = [];
	for (const requested of request.estimates) {
		const answered = estimateOf(context, requested);
		if ('kind' in answered) return failure(`estimate “${requested.id}”: ${answered.words}`);
		estimates.push({ id: requested.id, ...answered });
	}
	return {
		kind: 'answered',
		answer: {
			design: { n: design.n, degreesOfFreedom: degreesOfFreedom(design) },
			calibration: fitted && { converged: fitted.converged, iterations: fitted.iterations },
			estimates,
		},
		weights: design.weights,
		warnings: fitted?.warning ? [fitted.warning] : [],
	};
}

function estimateOf(context: Context, requested: RequestedEstimate): Omit<AnsweredEstimate, 'id'> | Failure {
	switch (requested.statistic) {
		case 'share':
			return shares(context, requested);
		case 'mean':
		case 'total':
		case 'quantile':
			return numberStatistics(context, requested);
		case 'ratio':
			return ratios(context, requested);
		case 'crosstab':
			return crosstabRows(context, requested);
		case 'independence':
			return independenceTest(context, requested);
		case 'difference':
			return difference(context, requested);
		case 'difference-in-differences':
			return differenceInDifferences(context, requested);
		case 'item-count':
			return itemCounts(context, requested);
		case 'crosswise':
			return crosswiseShares(context, requested);
		case 'regression':
			return regressionRows(context, requested);
		case 'effective-size':
			return effectiveSize(context);
	}
}

/** Kish's effective size of the weights in the domain; `deff` is his n Σw²/(Σw)². */
function effectiveSize({ design, domain }: Context): Omit<AnsweredEstimate, 'id'> {
	const weights = domain === null ? design.weights : design.weights.map((w, i) => (domain[i] === 1 ? w : 0));
	const { n, effectiveSize: value, deff } = weightingEffect(weights);
	const nothing = { se: null, df: null, lower: null, upper: null, interval: null };
	return { rows: [{ group: {}, value, ...nothing, deff, n, nEffective: value }] };
}
