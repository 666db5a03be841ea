import { type Domain } from '../columns.ts';
import { contrast } from '../contrast.ts';
import { type Base, type Linearised, type NoBase } from '../linearised.ts';
import { type ListQuestion, rowsWithCount } from './list-question.ts';
import { itemCount } from './item-count.ts';

type AnsweredList = Pick<ListQuestion, 'count' | 'arms'>;

/**
 * Two lists with the same sensitive item: each half of the sample sees it in one list and is the control of the other,
 * so that everybody's answers count twice. The mean of the two item counts; that the same people answered both is taken
 * care of by adding influences.
 *
 * @method  Double list
 * @formula π = (π_A + π_B)/2, influence the mean of the two lists' influences
 * @source  Droitcour et al. (1991), in Biemer et al., Measurement Errors in Surveys; Glynn (2013), Public Opinion Quarterly 77
 * @r       `svyglm(I((countA - countB)/2) ~ treatedForA, d)`, the second coefficient, where everybody answered both
 */
export function doubleList(
	weights: Float64Array,
	lists: readonly [AnsweredList, AnsweredList],
	domain: Domain = null,
): Linearised | NoBase {
	const [first, second] = lists.map(({ count, arms }) => itemCount(weights, count, arms, domain));
	if (first?.kind !== 'linearised') return first ?? nobody;
	if (second?.kind !== 'linearised') return second ?? nobody;
	const both = contrast(
		[
			{ factor: 0.5, of: first },
			{ factor: 0.5, of: second },
		],
		'indirect-share',
	);
	// Two groups of people, however many lists they answered.
	return { ...both, means: 2, base: baseOfEither(weights, lists, domain) };
}

const nobody: NoBase = { kind: 'no-base', asked: false };

function baseOfEither(weights: Float64Array, [a, b]: readonly [AnsweredList, AnsweredList], domain: Domain): Base {
	const [first, second] = [rowsWithCount(a, domain), rowsWithCount(b, domain)];
	let n = 0;
	let sum = 0;
	let squares = 0;
	for (let i = 0; i < weights.length; i++) {
		const w = weights[i] ?? 0;
		if (w === 0 || (first[i] === 0 && second[i] === 0)) continue;
		n++;
		sum += w;
		squares += w * w;
	}
	return { n, sumOfWeights: sum, effectiveSize: (sum * sum) / squares };
}
