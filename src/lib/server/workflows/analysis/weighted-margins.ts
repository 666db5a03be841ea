import type { Dataset } from '#core/dataset/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type {
	MarginBalance,
	NonresponseCell,
	WeighingStep,
	WeightedMargin,
	WeightingScheme,
} from '#core/weighting/index.ts';
import { cellWords } from './raking-failure-words.ts';
import type { KnownScheme } from './scheme-in-use.ts';
import { tablesOf } from './scheme-in-use.ts';

interface Words {
	readonly dataset: Dataset;
	readonly language: string;
}

/** A scheme's margins with the sample's shares before and after; without shares where no step was run. */
export function weightedMargins(
	{ scheme, margins }: KnownScheme,
	steps: readonly WeighingStep[],
	words: Words,
): WeightedMargin[] {
	const balances = balancesOf(steps);
	return tablesOf(scheme).map(({ id, variables, targets }) => {
		const known = margins.find((margin) => margin.id === id);
		const balance = balances.get(id);
		const whole = targets.reduce((sum, { target }) => sum + target, 0);
		return {
			id,
			label: known === undefined ? id : plainText(say(known.label, words.language)),
			source: known?.source ?? null,
			confidence: known?.confidence ?? null,
			note: known?.note ?? null,
			rowsUnknown: balance?.rowsUnknown ?? null,
			cells: targets.map(({ codes, target }, k) => ({
				label: cellWords(variables, codes, words),
				target: target / whole,
				rows: balance?.cells[k]?.rows ?? null,
				before: balance?.cells[k]?.before ?? null,
				after: balance?.cells[k]?.after ?? null,
			})),
		};
	});
}

/** What the adjustment for non-response did in each cell; null where the scheme has none. */
export function nonresponseOf(
	{ nonresponse }: WeightingScheme,
	steps: readonly WeighingStep[],
	words: Words,
): NonresponseCell[] | null {
	if (nonresponse === null || !('counts' in nonresponse)) return null;
	const { variables, counts } = nonresponse;
	const step = steps.find((one) => one.step === 'nonresponse');
	if (step === undefined) {
		return counts.map(({ codes, people }) => ({
			...{ label: cellWords(variables, codes, words), sampled: people, respondents: 0 },
			...{ factor: null, before: null, after: null },
		}));
	}
	const [before, after] = [
		step.cells.reduce((sum, { respondentWeight }) => sum + respondentWeight, 0),
		step.cells.reduce((sum, { eligibleWeight }) => sum + eligibleWeight, 0),
	];
	return step.cells.map(({ cell, eligible, respondents, factor, respondentWeight, eligibleWeight }) => ({
		label: cell < 0 ? 'Cell not known' : cellWords(variables, counts[cell]?.codes ?? [], words),
		...{ sampled: eligible, respondents, factor },
		before: respondentWeight / before,
		after: eligibleWeight / after,
	}));
}

/** Against the weights that raking began with, and after all that came after it. */
function balancesOf(steps: readonly WeighingStep[]): Map<string, MarginBalance> {
	const last = new Map<string, MarginBalance>();
	for (const step of steps) {
		if (!('margins' in step)) continue;
		for (const balance of step.margins) {
			const before = last.get(balance.margin);
			const cells = balance.cells.map((cell, k) => ({ ...cell, before: before?.cells[k]?.before ?? cell.before }));
			last.set(balance.margin, { ...balance, cells });
		}
	}
	return last;
}
