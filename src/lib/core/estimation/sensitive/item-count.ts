import { type Codes, type Domain, type Numbers, rowsWithCode } from '../columns.ts';
import { contrast } from '../contrast.ts';
import { type Linearised, type NoBase } from '../linearised.ts';
import { mean } from '../mean.ts';

/** Which code of the arm column saw the list with the sensitive item, and which without. */
export interface Arms {
	readonly codes: Codes;
	readonly treatment: number;
	readonly control: number;
}

/**
 * Share with the sensitive trait by the item-count technique: mean count where the sensitive item was in the list,
 * minus mean count where it was not. Nothing is known of anybody alone.
 *
 * @method  Item count (list) question
 * @formula π = ȳ₁ − ȳ₀, the arms' weighted means; influence (y − ȳ₁)/W₁ in the treatment arm, −(y − ȳ₀)/W₀ in the control arm; df = design's − 1
 * @source  Miller (1984), A new survey technique for studying deviant behavior; Blair & Imai (2012), Political Analysis 20
 * @r       `svyglm(count ~ treatment, d)`, the second coefficient
 */
export function itemCount(
	weights: Float64Array,
	count: Numbers,
	{ codes, treatment, control }: Arms,
	domain: Domain = null,
): Linearised | NoBase {
	const longer = mean(weights, count, rowsWithCode(codes, treatment, domain));
	const shorter = mean(weights, count, rowsWithCode(codes, control, domain));
	if (longer.kind === 'no-base') return longer;
	if (shorter.kind === 'no-base') return shorter;
	return contrast(
		[
			{ factor: 1, of: longer },
			{ factor: -1, of: shorter },
		],
		'indirect-share',
	);
}
