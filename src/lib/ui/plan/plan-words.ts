import type { BasisSource, Direction, Needed, PlanBasis, PlanReport, Technique } from '#core/trends/index.ts';
import { amountWords, countWords, valueWords } from '#ui/trend/quantity.ts';
import { list } from '#ui/words/format.ts';

/** "30.0%" without the zero that says nothing: "30%", "24.1%". */
export function percentWords(share: number): string {
	return valueWords(share, 'share').replace('.0%', '%');
}

/** "80%", "45%"; a power that would round to a certainty it is not is "more than 99%". */
export function powerWords(power: number): string {
	if (power > 0.995) return 'more than 99%';
	return power < 0.005 ? 'less than 1%' : `${Math.round(power * 100)}%`;
}

/** The plan's finding in a line. */
export function findingWords({ plan: { needed }, basis, directions }: PlanReport): string {
	const { share, change } = basis;
	const [amount, from] = [amountWords(change.value, 'share'), percentWords(share.value)];
	const [only] = directions;
	const what = directions.length === 1 ? `A ${only} of ${amount} from ${from}` : `A change of ${amount} from ${from}`;
	if (needed.length === 0) return `${what} is not possible: shares lie between 0% and 100%`;
	const sizes = needed.flatMap(({ size }) => (size.kind === 'needed-size' ? [size.interviews] : []));
	if (sizes.length < needed.length) return `${what} cannot be shown against the wave before, however large the next`;
	return `${what} takes ${countWords(Math.max(...sizes))} completed interviews`;
}

/** What one direction takes, in a sentence. */
export function neededWords({ direction, to, size }: Needed, { basis }: PlanReport): string {
	const what = `a true ${direction} from ${percentWords(basis.share.value)} to ${percentWords(to)}`;
	const often = percentWords(basis.power.value);
	if (size.kind === 'out-of-reach') {
		return `To call ${what} a change with a power of ${often} no number of interviews in the next wave alone is enough: the wave before had ${countWords(basis.before?.value ?? 0)} people in the base. The most that can be had is a power of ${powerWords(size.best)}. Choose “Another wave of the same size” to see what two waves would take.`;
	}
	const invitations =
		size.invitations === null
			? ''
			: `, about ${countWords(size.invitations)} invitations at a response rate of ${percentWords(basis.responseRate?.value ?? 1)}`;
	return `To call ${what} a change with a power of ${often}, the next wave needs ${countWords(size.interviews)} completed interviews${invitations}.`;
}

/** What the planned size shows, in sentences. */
export function sizeWords({ plan: { atSize }, basis }: PlanReport): string[] {
	const smallest = atSize.directions.flatMap(({ direction, detectable }) =>
		detectable === null ? [] : [`a ${direction} of ${amountWords(detectable, 'share')}`],
	);
	const size = countWords(atSize.size);
	const change = amountWords(basis.change.value, 'share');
	const lines = [
		smallest.length === 0
			? `With ${size} completed interviews no change at all would be called one with that power.`
			: `With ${size} completed interviews the smallest change that would be called one with that power is ${list('en', smallest, 'disjunction')}.`,
	];
	const powers = atSize.directions.flatMap(({ direction, power }) =>
		power === null ? [] : [`a true ${direction} of ${change} a change in ${powerWords(power)}`],
	);
	if (powers.length > 0) {
		lines.push(
			`Such a wave would call ${list('en', powers, 'conjunction')} of cases; in the others its verdict would mostly be “cannot tell”.`,
		);
	}
	return lines;
}

/** What the chart of a plan shows. */
export const detectableCaption = 'Smallest change that is shown, in points, by completed interviews';

/** What must be known to read it. */
export function chartNote({ basis, simulated }: PlanReport): string {
	const power = `Power ${percentWords(basis.power.value)}. Interviews on a scale of ratios.`;
	return simulated ? `${power} Past waves are simulated.` : power;
}

export function techniqueWords(kind: Technique['kind']): string {
	switch (kind) {
		case 'direct':
			return 'Direct question';
		case 'item-count':
			return 'Item count';
		case 'crosswise':
			return 'Crosswise';
	}
}

export function directionWords(direction: Direction): string {
	return direction === 'rise' ? 'Rise' : 'Fall';
}

/** One line of what the plan rests on: what, how much, and where that comes from. */
export interface BasisWords {
	readonly what: string;
	readonly value: string;
	readonly from: string;
}

/** What the plan rests on, without what its technique has no use for. */
export function basisWords({ basis, technique, measure, waves, directions }: PlanReport): BasisWords[] {
	const two = (value: number) => String(Math.round(value * 100) / 100);
	const line = (what: string, of: PlanBasis, value: string, otherwise: string): BasisWords => ({
		what,
		value,
		from: sourceWords(of.from, otherwise),
	});
	const { before, responseRate } = basis;
	return [
		line('Share now', basis.share, percentWords(basis.share.value), 'not known: half, where variance is largest'),
		line(
			'Smallest change that matters',
			basis.change,
			amountWords(basis.change.value, 'share'),
			'three points, the usual',
		),
		before === null
			? {
					what: 'Compared with',
					value: 'a wave of the same size',
					from: waves === 0 ? 'no wave has answers yet' : 'both waves are planned',
				}
			: line('Compared with', before, `${countWords(before.value)} people in the base`, ''),
		line('Completed interviews', basis.size, countWords(basis.size.value), 'not known: a round figure to begin with'),
		line(
			'Of them in the measure’s base',
			basis.inBase,
			percentWords(basis.inBase.value),
			measure === null ? 'the share is taken to be of everybody' : 'not known: everybody',
		),
		line('Design effect (variance)', basis.deff, two(basis.deff.value), 'not known: that of a simple random sample'),
		responseRate === null
			? {
					what: 'Response rate',
					value: 'not known',
					from: 'no wave keeps how many were invited: type one for invitations',
				}
			: line('Response rate', responseRate, percentWords(responseRate.value), ''),
		line('People in both waves', basis.overlap, percentWords(basis.overlap.value), 'waves drawn apart'),
		...(basis.overlap.value === 0
			? []
			: [
					line(
						'Correlation of their answers',
						basis.correlation,
						two(basis.correlation.value),
						'not known: none, which is safe',
					),
				]),
		...(technique === 'item-count'
			? [
					line(
						'Variance of the control list',
						basis.controlVariance,
						two(basis.controlVariance.value),
						'not known: four unrelated statements, each true of half the people',
					),
				]
			: []),
		...(technique === 'crosswise'
			? [
					line(
						'Chance of the innocuous statement',
						basis.innocuous,
						percentWords(basis.innocuous.value),
						'not known: a quarter',
					),
				]
			: []),
		{
			what: 'Comparisons judged together',
			value: countWords(basis.family.value),
			from:
				basis.family.from.kind === 'typed'
					? 'typed here'
					: `every declared measure against the wave before${waves > 1 ? ' and against the first' : ''}`,
		},
		line('Power', basis.power, percentWords(basis.power.value), 'four times in five, the usual'),
		line(
			'Level',
			basis.level,
			`${percentWords(basis.level.value)}, ${directions.length === 2 ? 'two-sided' : 'one-sided'}`,
			'one in twenty, for the whole family',
		),
	];
}

function sourceWords(from: BasisSource, otherwise: string): string {
	switch (from.kind) {
		case 'typed':
			return 'typed here';
		case 'declared':
			return 'declared in the questionnaire';
		case 'convention':
			return otherwise;
		case 'waves':
			return from.rule === 'latest wave'
				? list('en', from.waves, 'conjunction')
				: `${list('en', from.waves, 'conjunction')}: the mean, weighted by base`;
	}
}
