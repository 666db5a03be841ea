import type { Dataset } from '#core/dataset/index.ts';
import type { Margin } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { WeighingFailure, WeightingScheme } from '#core/weighting/index.ts';
import { weighingFailureWords } from '#core/weighting/index.ts';
import { tablesOf } from './scheme-in-use.ts';

/** Why a wave could not be weighted and what would mend it, in words for an analyst. */
export function rakingFailureWords(
	failure: WeighingFailure,
	{ scheme, margins, dataset, language }: { scheme: WeightingScheme; margins: readonly Margin[] } & Words,
): string {
	const words = { dataset, language };
	switch (failure.kind) {
		case 'no-rows':
			return 'nobody in the sample has a weight above 0';
		case 'bad-base-weight':
			return 'a weight that came with the data is not a number of 0 or more';
		case 'unknown-variable':
			if (failure.margin === 'base weights') {
				return 'no weights came with the data of this wave, and the scheme begins with them';
			}
			return `the wave has no coded answers to ${failure.variable}, which the margin ${marginLabel(failure.margin)} needs`;
		case 'bad-target':
			return `the margin ${marginLabel(failure.margin)} has a target that is not a number of 0 or more`;
		case 'shares-do-not-add-up':
			return `the shares of the margin ${marginLabel(failure.margin)} add up to ${failure.sum}, not 1`;
		case 'totals-disagree':
			return `the total of the margin ${marginLabel(failure.margin)} differs from that of the others`;
		case 'empty-cell':
			return `nobody who answered is in “${cellLabel(failure.margin, failure.cell)}”, where the population has people: wait for more answers, or merge it with a neighbour`;
		case 'cell-outside-population':
			return `${failure.rows} who answered are in “${cellLabel(failure.margin, failure.cell)}”, where the population has nobody`;
		case 'not-converged':
			return `the margins contradict each other in this sample (raking had not settled after ${failure.iterations} rounds; the worst cell was “${cellLabel(failure.margin, failure.cell)}”)`;
		case 'bounds-not-met':
			return `the margins and the bounds on weights cannot both be kept (${failure.rowsOutside} weights stay outside): widen the bounds or merge small cells`;
		case 'nonresponse-cells':
			return nonresponseWords(failure, scheme, words);
		case 'bounds-impossible':
			return weighingFailureWords(failure);
	}

	function marginLabel(id: string): string {
		const margin = margins.find((candidate) => candidate.id === id);
		return margin === undefined ? id : `“${say(margin.label, language)}”`;
	}

	function cellLabel(id: string, cell: number): string {
		const table = tablesOf(scheme).find((candidate) => candidate.id === id);
		return cellWords(table?.variables ?? [], table?.targets[cell]?.codes ?? [], words);
	}
}

interface Words {
	readonly dataset: Dataset;
	readonly language: string;
}

/** "16 to 24, Female": a combination of answers by their labels. */
export function cellWords(
	variables: readonly string[],
	codes: readonly number[],
	{ dataset, language }: Words,
): string {
	return codes
		.map((code, place) => {
			const values = dataset.columns.get(variables[place] ?? '')?.variable.values;
			const value = values?.find((one) => one.code === code);
			return value === undefined ? String(code) : plainText(say(value.label, language));
		})
		.join(', ');
}

function nonresponseWords(
	failure: Extract<WeighingFailure, { kind: 'nonresponse-cells' }>,
	{ nonresponse }: WeightingScheme,
	words: Words,
): string {
	if (nonresponse === null || !('counts' in nonresponse)) return weighingFailureWords(failure);
	return failure.cells
		.map(({ cell, label, respondents, eligible, factor, because }) => {
			const codes = nonresponse.counts[cell]?.codes;
			const named = codes === undefined ? label : cellWords(nonresponse.variables, codes, words);
			switch (because) {
				case 'too-few-respondents':
					return `${respondents} in “${named}” answered, too few to speak for the ${eligible} in the sample: merge the cell with one that is like it`;
				case 'factor-too-large':
					return `${respondents} in “${named}” would speak for ${eligible}, which multiplies their weights by ${factor?.toFixed(2)}: merge the cell with one that is like it, or allow more`;
				case 'more-than-sampled':
					return `${respondents} in “${named}” answered, and the sample is said to have had ${eligible}`;
			}
		})
		.join('; ');
}
