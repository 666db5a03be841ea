import { type Domain, rowsWithCode } from '../columns.ts';
import { type Linearised, type NoBase } from '../linearised.ts';
import { share } from '../share.ts';
import { type ListQuestion, countsAsCodes } from './list-question.ts';

/** The four counts that protect nobody, and what a large share of each means. */
export type ListEnd =
	/** Control, none: with the sensitive item a count of 1 could only mean that one, so those with the trait may say 0. */
	| 'floor'
	/** Control, all: with the sensitive item too a count of all would give it away, so those with the trait may say one less. */
	| 'ceiling'
	/** Treatment, none: told that they have none of it, the sensitive item included. */
	| 'trait-ruled-out'
	/** Treatment, all: told that they have the trait. */
	| 'trait-given-away';

export interface EndOfList {
	readonly end: ListEnd;
	/** Share of the arm with that count. */
	readonly share: Linearised;
}

/**
 * Weighted shares at the ends of the list, in the order of `ListEnd`. Floor and ceiling bias the item count downwards
 * where those with the trait hide at the ends; a list of which both are rare protects best.
 *
 * @method  Floor and ceiling of an item-count list
 * @formula Weighted shares with count 0 and J among control, 0 and J + 1 among treatment, J the items without the sensitive one
 * @source  Blair & Imai (2012), Political Analysis 20; Glynn (2013), Public Opinion Quarterly 77
 * @r       `svymean(~I(count == 0), subset(d, treatment == 0))`
 */
export function floorAndCeiling(
	weights: Float64Array,
	{ count, arms, items }: ListQuestion,
	domain: Domain = null,
): readonly EndOfList[] | NoBase {
	const codes = countsAsCodes(count);
	const ends: EndOfList[] = [];
	for (const { end, arm, at } of [
		{ end: 'floor', arm: arms.control, at: 0 },
		{ end: 'ceiling', arm: arms.control, at: items },
		{ end: 'trait-ruled-out', arm: arms.treatment, at: 0 },
		{ end: 'trait-given-away', arm: arms.treatment, at: items + 1 },
	] as const) {
		const rows = rowsWithCode(arms.codes, arm, domain);
		const there = share(weights, codes, { counted: [at], missingInBase: [] }, rows);
		if (there.kind === 'no-base') return there;
		ends.push({ end, share: there });
	}
	return ends;
}
