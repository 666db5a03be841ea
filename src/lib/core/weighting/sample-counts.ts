import { sumOfBaseWeights } from './base-weights.ts';
import { type CellColumn } from './collapse.ts';
import {
	type AdjustedCell,
	type AdjustedForNonresponse,
	type NonresponseFailure,
	type NonresponseLimits,
	failureOf,
} from './nonresponse.ts';

/** How many people the sample had in each cell, for data that have only those who answered. */
export interface SampleCounts {
	/** Cell of each row; a negative number where nobody knows it. */
	readonly cells: CellColumn;
	/** People in the sample, by cell. */
	readonly counts: readonly number[];
	readonly labels: readonly string[];
}

/**
 * Lets respondents speak for the rest of the sample in their cell, where of that rest only numbers are known: every base
 * weight of a cell is raised by the inverse of its response rate, counted in people. Respondents whose cell is unknown are
 * raised by the inverse of the response rate of the whole, and the sample's other cells by so much less that all weights
 * still stand for the whole sample. Rows without base weight are no respondents.
 *
 * @method  Non-response adjustment cells from sample counts
 * @formula w = d · (m_c / r_c) · r / (r + u): m_c people in the sample of cell c, r_c of them respondents, r = Σ r_c, u respondents in no known cell, for whom w = d · Σ m_c / (r + u)
 * @source  Oh & Scheuren (1983), in Incomplete Data in Sample Surveys, vol. 2; Little & Vartivarian (2003), Statistics in Medicine 22, on rates counted in people
 * @r       none; with base weights of 1 and all cells known the weights equal `postStratify(svydesign(~1, weights = ~1, data = d), ~cell, data.frame(cell, Freq = m))`
 */
export function raiseToSample(
	baseWeights: Float64Array,
	{ cells, counts, labels }: SampleCounts,
	limits: NonresponseLimits,
): AdjustedForNonresponse | NonresponseFailure {
	const baseSum = sumOfBaseWeights(baseWeights);
	if (typeof baseSum !== 'number') return baseSum;
	const unknown = counts.length;
	const respondents = new Int32Array(unknown + 1);
	const respondentWeight = new Float64Array(unknown + 1);
	for (let i = 0; i < baseWeights.length; i++) {
		const w = baseWeights[i] ?? 0;
		if (w === 0) continue;
		const c = placeOf(cells[i] ?? -1, unknown);
		respondents[c] = (respondents[c] ?? 0) + 1;
		respondentWeight[c] = (respondentWeight[c] ?? 0) + w;
	}
	const answered = respondents.reduce((sum, rows) => sum + rows, 0);
	const sampled = counts.reduce((sum, people) => sum + people, 0);
	const known = (answered - (respondents[unknown] ?? 0)) / answered;
	const adjusted = [...counts, sampled * (1 - known)].flatMap((people, c): AdjustedCell[] => {
		const of = respondents[c] ?? 0;
		if (c === unknown && of === 0) return [];
		const factor = c === unknown ? sampled / answered : (people / of) * known;
		const weight = respondentWeight[c] ?? 0;
		const sums = { eligibleWeight: weight * (of === 0 ? 0 : factor), respondentWeight: weight };
		const label = c === unknown ? 'unknown' : (labels[c] ?? String(c));
		return [
			{
				...{ cell: c === unknown ? -1 : c, label, eligible: people, respondents: of },
				...{ ...sums, factor: of === 0 ? null : factor },
			},
		];
	});
	const failed = adjusted.flatMap((cell) =>
		cell.respondents > cell.eligible && cell.cell >= 0
			? [{ ...cell, because: 'more-than-sampled' as const }]
			: failureOf(cell, cell.cell < 0 ? { ...limits, minimumRespondents: 0 } : limits),
	);
	if (failed.length > 0) return { kind: 'nonresponse-cells', cells: failed };
	const factors = new Float64Array(unknown + 1);
	for (const { cell, factor } of adjusted) factors[placeOf(cell, unknown)] = factor ?? 1;
	const weights = baseWeights.map((w, i) => w * (factors[placeOf(cells[i] ?? -1, unknown)] ?? 1));
	return { kind: 'adjusted-for-nonresponse', weights, cells: adjusted };
}

function placeOf(cell: number, unknown: number): number {
	return cell < 0 || cell >= unknown ? unknown : cell;
}
