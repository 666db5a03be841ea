import { type Codes, type Domain } from '../columns.ts';
import { contrast } from '../contrast.ts';
import { type Linearised, type NoBase } from '../linearised.ts';
import { share } from '../share.ts';
import { type Arms, itemCount } from './item-count.ts';
import { type ListQuestion, rowsWithCount } from './list-question.ts';

/** The same matter asked openly too. */
export interface DirectAnswer {
	readonly codes: Codes;
	readonly yes: number;
}

/**
 * Share with the sensitive trait from a list and a direct question put to the same people: who says yes counts as yes,
 * the list speaks for the others. Never less precise than the list alone in a large sample. It takes for granted that
 * nobody falsely says yes; `placeboOfCombined` looks into that.
 *
 * @method  Item count combined with direct answers
 * @formula π = x̄ + (1 − x̄) δ, x̄ the share of direct yes, δ the item count among the others; influence (1 − δ) z(x̄) + (1 − x̄) z(δ)
 * @source  Aronow, Coppock, Crawford & Green (2015), Journal of Survey Statistics and Methodology 3
 * @r       none: checked against the formula written out in R, its error against the jackknife (`withReplicates`)
 */
export function combinedList(
	weights: Float64Array,
	list: Pick<ListQuestion, 'count' | 'arms'>,
	direct: DirectAnswer,
	domain: Domain = null,
): Linearised | NoBase {
	const { all, no } = rowsByDirect(list, direct, domain);
	const admitted = share(weights, direct.codes, { counted: [direct.yes], missingInBase: [] }, all);
	if (admitted.kind === 'no-base') return admitted;
	const hidden = itemCount(weights, list.count, list.arms, no);
	if (hidden.kind === 'no-base') return hidden;
	const { value: x } = admitted;
	const { value: delta } = hidden;
	// The product's derivative in each of its two factors.
	const moved = contrast([
		{ factor: 1 - delta, of: admitted },
		{ factor: 1 - x, of: hidden },
	]);
	return { ...moved, value: x + (1 - x) * delta, base: admitted.base, means: 3, scale: 'indirect-share' };
}

export interface PlaceboOfCombined {
	/**
	 * The item count among those who said yes openly, minus 1: 0 if nobody falsely says yes and the list works.
	 */
	readonly listAmongYes: Linearised | NoBase;
	/** Share of open yes in the treatment arm minus that in the control arm: 0 if the list does not sway direct answers. */
	readonly directByArm: Linearised | NoBase;
}

/**
 * What a combined estimate takes for granted, as two differences that should be 0; `estimateAll` or `waldTest` judges
 * them.
 *
 * @method  Item count combined with direct answers: placebo tests
 * @formula I: ȳ₁ − ȳ₀ − 1 among those who said yes; II: x̄₁ − x̄₀, arm by arm
 * @source  Aronow, Coppock, Crawford & Green (2015), Journal of Survey Statistics and Methodology 3
 * @r       `svyglm(count ~ treatment, subset(d, yes == 1))`; `svyglm(yes ~ treatment, d)`
 */
export function placeboOfCombined(
	weights: Float64Array,
	list: Pick<ListQuestion, 'count' | 'arms'>,
	direct: DirectAnswer,
	domain: Domain = null,
): PlaceboOfCombined {
	const { all, yes } = rowsByDirect(list, direct, domain);
	const among = itemCount(weights, list.count, list.arms, yes);
	return {
		listAmongYes: among.kind === 'no-base' ? among : { ...among, value: among.value - 1, scale: 'mean' },
		directByArm: differenceByArm(weights, list.arms, direct, all),
	};
}

function differenceByArm(
	weights: Float64Array,
	{ codes, treatment, control }: Arms,
	direct: DirectAnswer,
	rows: Uint8Array,
): Linearised | NoBase {
	const of = { counted: [direct.yes], missingInBase: [] };
	const [treated, other] = [treatment, control].map((arm) =>
		share(
			weights,
			direct.codes,
			of,
			rows.map((is, i) => (is === 1 && codes[i] === arm ? 1 : 0)),
		),
	);
	if (treated?.kind !== 'linearised') return treated ?? nobody;
	if (other?.kind !== 'linearised') return other ?? nobody;
	return contrast([
		{ factor: 1, of: treated },
		{ factor: -1, of: other },
	]);
}

const nobody: NoBase = { kind: 'no-base', asked: false };

/** Rows with a count and a direct answer, and of them those who said yes and those who did not. */
function rowsByDirect(list: Pick<ListQuestion, 'count' | 'arms'>, { codes, yes }: DirectAnswer, domain: Domain) {
	const all = rowsWithCount(list, domain).map((is, i) => (is === 1 && (codes[i] ?? -1) >= 0 ? 1 : 0));
	return {
		all,
		yes: all.map((is, i) => (is === 1 && codes[i] === yes ? 1 : 0)),
		no: all.map((is, i) => (is === 1 && codes[i] !== yes ? 1 : 0)),
	};
}
