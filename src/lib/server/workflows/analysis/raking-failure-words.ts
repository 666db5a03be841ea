import type { Instrument, Weighting } from '#core/instrument/index.ts';
import { codebook, plainText, say } from '#core/instrument/index.ts';
import type { WeighingFailure } from '#core/weighting/index.ts';
import { weighingFailureWords } from '#core/weighting/index.ts';

/** Why a wave could not be weighted and what would mend it, in words for an analyst. */
export function rakingFailureWords(
	failure: WeighingFailure,
	scheme: Weighting,
	instrument: Instrument,
	language: string,
): string {
	switch (failure.kind) {
		case 'no-rows':
			return 'nobody in the sample has a weight above 0';
		case 'bad-base-weight':
			return 'a weight that came with the data is not a number of 0 or more';
		case 'unknown-variable':
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
		case 'bounds-impossible':
		case 'nonresponse-cells':
			return weighingFailureWords(failure);
	}

	function marginLabel(id: string): string {
		const margin = scheme.margins.find((candidate) => candidate.id === id);
		return margin === undefined ? id : `“${say(margin.label, language)}”`;
	}

	function cellLabel(id: string, cell: number): string {
		const margin = scheme.margins.find((candidate) => candidate.id === id);
		const codes = margin?.targets[cell]?.codes ?? [];
		const columns = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
		return codes
			.map((code, place) => {
				const value = columns.get(margin?.variables[place] ?? '')?.values.find((one) => one.code === code);
				return value === undefined ? String(code) : plainText(say(value.label, language));
			})
			.join(', ');
	}
}
