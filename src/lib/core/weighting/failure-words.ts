import { type FailedNonresponseCell } from './nonresponse.ts';
import { type WeighingFailure } from './weigh.ts';

/** Why no weights came out and what would mend it, in one line that names margin and cell by their ids and codes. */
export function weighingFailureWords(failure: WeighingFailure): string {
	switch (failure.kind) {
		case 'no-rows':
			return 'no row has a weight above 0';
		case 'bad-base-weight':
			return `the weight of row ${failure.row + 1} is ${failure.weight}: weights are numbers of 0 or more`;
		case 'unknown-variable':
			return `there is no variable "${failure.variable}", which ${failure.margin} needs`;
		case 'bad-target':
			return `margin ${failure.margin}: the target of cell "${failure.label}" is ${failure.target}, not a number of 0 or more`;
		case 'shares-do-not-add-up':
			return `margin ${failure.margin}: its shares add up to ${failure.sum}, not 1`;
		case 'totals-disagree':
			return `margin ${failure.margin}: its totals add up to ${failure.total}, those of margin ${failure.other} to ${failure.expected}`;
		case 'empty-cell':
			return `margin ${failure.margin}: no row is in cell "${failure.label}", where the population has ${failure.target}; merge it with another cell`;
		case 'cell-outside-population':
			return `margin ${failure.margin}: ${failure.rows} rows are in cell "${failure.label}", where the population has nobody`;
		case 'not-converged':
			return `raking has not converged after ${failure.iterations} iterations: margin ${failure.margin}, cell "${failure.label}" is at ${failure.achieved}, its target is ${failure.target}`;
		case 'bounds-not-met':
			return `margins and bounds cannot both be met: ${failure.rowsOutside} weights were outside the bounds after ${failure.rounds} rounds`;
		case 'bounds-impossible':
			return `weights within the bounds add up to between ${failure.least} and ${failure.greatest}, and these to ${failure.sum}`;
		case 'nonresponse-cells':
			return failure.cells.map((cell) => `non-response cell "${cell.label}" ${cellWords(cell)}`).join('; ');
	}
}

function cellWords({ respondents, eligible, factor, because }: FailedNonresponseCell): string {
	switch (because) {
		case 'too-few-respondents':
			return `has too few respondents (${respondents})`;
		case 'factor-too-large':
			return `would raise weights by ${factor}`;
		case 'more-than-sampled':
			return `has ${respondents} respondents, and the sample only ${eligible} people`;
	}
}
