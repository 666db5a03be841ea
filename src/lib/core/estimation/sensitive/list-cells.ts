import { type Domain, rowsWithCode } from '../columns.ts';
import { contrast } from '../contrast.ts';
import { type Design } from '../design.ts';
import { normalCdf } from '../distributions/normal.ts';
import { type Linearised, type NoBase } from '../linearised.ts';
import { share } from '../share.ts';
import { spread } from '../spread.ts';
import { type LonelyPsu, type LonelyStratum } from '../variance.ts';
import { type ListQuestion, countsAsCodes } from './list-question.ts';

/** Share who hold so many of the other items and do, or do not, have the sensitive trait. */
export interface ListCell<Share> {
	readonly others: number;
	readonly hasTrait: boolean;
	readonly share: Share;
}

/**
 * The population by trait and number of other items held, under the item count's assumptions: with the trait for 0 to
 * J others, then without. A negative share speaks against the assumptions.
 *
 * @method  Item count: cells behind the list
 * @formula π(y, 1) = F₀(y) − F₁(y), π(y, 0) = F₁(y) − F₀(y − 1), Fₐ(y) the weighted share of arm a with a count of y or less
 * @source  Blair & Imai (2012), Political Analysis 20
 * @r       none: shares from `svymean` by arm; unweighted, the closed forms of the paper
 */
export function listCells(
	weights: Float64Array,
	{ count, arms, items }: ListQuestion,
	domain: Domain = null,
): readonly ListCell<Linearised>[] | NoBase {
	const codes = countsAsCodes(count);
	const upTo = (arm: number, most: number) => {
		const counted = Array.from({ length: most + 1 }, (_, k) => k);
		return share(weights, codes, { counted, missingInBase: [] }, rowsWithCode(arms.codes, arm, domain));
	};
	const cells: ListCell<Linearised>[] = [];
	for (const hasTrait of [true, false])
		for (let others = 0; others <= items; others++) {
			const treated = upTo(arms.treatment, others);
			const control = upTo(arms.control, hasTrait ? others : others - 1);
			if (treated.kind === 'no-base') return treated;
			if (control.kind === 'no-base') return control;
			const sign = hasTrait ? -1 : 1;
			const terms = [
				{ factor: sign, of: treated },
				{ factor: -sign, of: control },
			];
			cells.push({ others, hasTrait, share: contrast(terms, 'indirect-share') });
		}
	return cells;
}

export interface DesignEffectTest {
	readonly kind: 'design-effect-test';
	readonly cells: readonly ListCell<CellTest>[];
	/** Bonferroni's over the cells. Small: the sensitive item changed how the other items were answered. */
	readonly p: number;
}

export interface CellTest {
	readonly value: number;
	readonly se: number;
	/** One-sided: how likely a share as low as this one if it is not negative. */
	readonly p: number;
}

/**
 * Did the sensitive item change the answers to the others? Then some cell's share would be negative. (No design effect
 * in the sense of list experiments; a variance ratio has nothing to do with it.)
 *
 * @method  Item count: test of no design effect
 * @formula p = min{1, m · minₖ Φ(πₖ/se(πₖ))} over the m = 2(J + 1) cells; standard errors from the design
 * @source  Blair & Imai (2012), Political Analysis 20
 * @r       none: unweighted, the closed forms of the paper
 */
export function testDesignEffect(
	design: Design,
	list: ListQuestion,
	{ lonelyPsu = 'fail', domain = null }: { readonly lonelyPsu?: LonelyPsu; readonly domain?: Domain } = {},
): DesignEffectTest | NoBase | LonelyStratum {
	const cells = listCells(design.weights, list, domain);
	if ('kind' in cells) return cells;
	const found = spread(
		design,
		(weights) => {
			const again = weights === design.weights ? cells : listCells(weights, list, domain);
			return 'kind' in again ? again : again.map((cell) => cell.share);
		},
		{ lonelyPsu },
	);
	if (found.kind !== 'spread') return found;
	const { p, each } = noneNegative(
		found.statistics.map(({ value }, k) => ({
			value,
			se: Math.sqrt(Math.max(0, found.covariance[k * found.size + k] ?? 0)),
		})),
	);
	return {
		kind: 'design-effect-test',
		cells: cells.flatMap((cell, k) => {
			const test = each[k];
			return test ? [{ ...cell, share: test }] : [];
		}),
		p,
	};
}

/** One-sided tests that no cell is negative, and Bonferroni's p over them all. */
export function noneNegative(cells: readonly Omit<CellTest, 'p'>[]): { p: number; each: readonly CellTest[] } {
	const each = cells.map(({ value, se }) => ({
		value,
		se,
		p: se > 0 ? normalCdf(value / se) : value < 0 ? 0 : 1,
	}));
	return { p: Math.min(1, each.length * Math.min(...each.map(({ p }) => p))), each };
}
