import { sumOfBaseWeights } from './base-weights.ts';
import { type CellColumn } from './collapse.ts';
import { type RakingFailure } from './margin.ts';

/** Adjustment cells: who is alike in whether they answer, as far as the sample knows of everybody in it. */
export interface NonresponseCells {
	/** Cell of each row, respondents and others alike; rows with a negative number form one cell of their own. */
	readonly cells: CellColumn;
	readonly labels?: readonly string[];
}

export interface NonresponseLimits {
	/** Fewest respondents that may speak for a cell. */
	readonly minimumRespondents: number;
	/** Greatest factor on the weights of a cell's respondents; Infinity for no limit. */
	readonly maximumFactor: number;
}

/** What was done in one cell. */
export interface AdjustedCell {
	/** −1 for the rows whose cell is unknown. */
	readonly cell: number;
	readonly label: string;
	/** Rows with a base weight above 0, or people in the sample where only their number is known. */
	readonly eligible: number;
	readonly respondents: number;
	readonly eligibleWeight: number;
	readonly respondentWeight: number;
	/** Eligible over respondent weight, the inverse of the cell's weighted response rate; null without respondents. */
	readonly factor: number | null;
}

export interface AdjustedForNonresponse {
	readonly kind: 'adjusted-for-nonresponse';
	/** Base weights for what follows: those of respondents raised, 0 for the others. */
	readonly weights: Float64Array;
	readonly cells: readonly AdjustedCell[];
}

export type NonresponseFailure =
	| Extract<RakingFailure, { kind: 'bad-base-weight' | 'no-rows' }>
	/** Cells that break a limit; merge each with one that is like it. */
	| { readonly kind: 'nonresponse-cells'; readonly cells: readonly FailedNonresponseCell[] };

export type FailedNonresponseCell = AdjustedCell & {
	readonly because: 'too-few-respondents' | 'factor-too-large' | 'more-than-sampled';
};

/**
 * Lets respondents speak for the non-respondents of their cell: within each cell the base weights of respondents are
 * raised so that they add up to those of all who were eligible. Rows that are not eligible have base weight 0.
 * `responded` is 1 for respondents. The result is taken as base weights by what follows: its factors count as fixed in
 * the variance.
 *
 * @method  Non-response adjustment cells
 * @formula w = d · Σ d over the cell's eligible / Σ d over the cell's respondents; 0 for non-respondents
 * @source  Oh & Scheuren (1983), in Incomplete Data in Sample Surveys, vol. 2; Kalton & Flores-Cervantes (2003), Journal of Official Statistics 19/2
 * @r       none; the weights equal `postStratify(subset(d, responded), ~cell, svytable(~cell, d))`
 */
export function adjustForNonresponse(
	baseWeights: Float64Array,
	responded: Uint8Array,
	{ cells, labels }: NonresponseCells,
	{ minimumRespondents, maximumFactor }: NonresponseLimits,
): AdjustedForNonresponse | NonresponseFailure {
	const baseSum = sumOfBaseWeights(baseWeights);
	if (typeof baseSum !== 'number') return baseSum;
	let count = 0;
	for (let i = 0; i < cells.length; i++) if ((cells[i] ?? -1) >= count) count = (cells[i] ?? -1) + 1;
	// The last place is that of the rows whose cell is unknown.
	const eligible = new Int32Array(count + 1);
	const respondents = new Int32Array(count + 1);
	const eligibleWeight = new Float64Array(count + 1);
	const respondentWeight = new Float64Array(count + 1);
	for (let i = 0; i < baseWeights.length; i++) {
		const w = baseWeights[i] ?? 0;
		if (w === 0) continue;
		const c = placeOf(cells[i] ?? -1, count);
		eligible[c] = (eligible[c] ?? 0) + 1;
		eligibleWeight[c] = (eligibleWeight[c] ?? 0) + w;
		if (responded[i] !== 1) continue;
		respondents[c] = (respondents[c] ?? 0) + 1;
		respondentWeight[c] = (respondentWeight[c] ?? 0) + w;
	}
	const factors = eligibleWeight.map((sum, c) => sum / (respondentWeight[c] ?? 0));
	const adjusted = Array.from(eligible, (rows, c): AdjustedCell => ({
		cell: c === count ? -1 : c,
		label: c === count ? 'unknown' : (labels?.[c] ?? String(c)),
		eligible: rows,
		respondents: respondents[c] ?? 0,
		eligibleWeight: eligibleWeight[c] ?? 0,
		respondentWeight: respondentWeight[c] ?? 0,
		factor: respondents[c] === 0 ? null : (factors[c] ?? null),
	})).filter((cell) => cell.eligible > 0);
	const failed = adjusted.flatMap((cell) => failureOf(cell, { minimumRespondents, maximumFactor }));
	if (failed.length > 0) return { kind: 'nonresponse-cells', cells: failed };
	const weights = new Float64Array(baseWeights.length);
	for (let i = 0; i < weights.length; i++) {
		const w = baseWeights[i] ?? 0;
		if (w > 0 && responded[i] === 1) weights[i] = w * (factors[placeOf(cells[i] ?? -1, count)] ?? 1);
	}
	return { kind: 'adjusted-for-nonresponse', weights, cells: adjusted };
}

/** What is wrong with a cell. Nobody can speak for one without respondents, whatever the limit. */
export function failureOf(
	cell: AdjustedCell,
	{ minimumRespondents, maximumFactor }: NonresponseLimits,
): FailedNonresponseCell[] {
	if (cell.respondents < minimumRespondents || cell.factor === null)
		return [{ ...cell, because: 'too-few-respondents' }];
	return cell.factor > maximumFactor ? [{ ...cell, because: 'factor-too-large' }] : [];
}

function placeOf(cell: number, count: number): number {
	return cell < 0 ? count : cell;
}
