import type { WeightingEffect, WeightingEffectOnMeasure, WeightingSide } from '#core/weighting/index.ts';
import { amountWords, countWords, valueWords } from '#ui/trend/quantity.ts';

/** "1.37": a ratio, with two digits behind the point. */
export function ratioWords(ratio: number): string {
	return ratio.toFixed(2);
}

/** "12.3" of a share, for a column headed %. */
export function percent(share: number): string {
	return (share * 100).toFixed(1);
}

/** How a side's weights are made, in a sentence. */
export function schemeWords({ margins, nonresponse, fromSupplied, limit }: WeightingSide): string {
	const from = fromSupplied ? 'the weights that came with the data' : 'a weight of 1 for everybody';
	if (margins.length === 0) return `No margins: ${from}.`;
	const cells = nonresponse === null ? '' : `, raised to the sample in ${nonresponse.length} cells,`;
	const begun = `Raked from ${from}${cells} to ${margins.length === 1 ? 'one margin' : `${margins.length} margins`}`;
	switch (limit.kind) {
		case 'none':
			return `${begun}, without limits on weights.`;
		case 'bounds':
			return `${begun}, weights kept between ${limit.lower} and ${limit.upper} times their mean with the margins still met.`;
		case 'trim':
			return `${begun}, then trimmed to between ${limit.lower} and ${limit.upper} times their mean: the margins are given up for it.`;
	}
}

/** How raking ended, in a sentence; null where there was none. */
export function convergenceWords({ run }: WeightingSide): string | null {
	if (run.kind === 'failed') return `Could not be run: ${run.words}.`;
	if (run.raking === null) return null;
	const { iterations, distance, trimmings } = run.raking;
	const rounds = `${countWords(iterations)} ${iterations === 1 ? 'round' : 'rounds'}`;
	const bounded =
		trimmings === 0
			? ''
			: `; weights had to be brought within the bounds ${trimmings === 1 ? 'once' : `${trimmings} times`}`;
	return `Raking settled after ${rounds}, when ${leftWords(distance)}${bounded}.`;
}

/** How far the worst margin was off, a share of everybody. */
function leftWords(distance: number): string {
	if (distance < 1e-12) return 'every margin was met';
	if (distance < 1e-6) return 'every margin was met to less than one person in a million';
	return `every margin was met to within one person in ${countWords(10 ** Math.floor(-Math.log10(distance)))}`;
}

/** What trimming after raking moved, in a sentence; null where nothing was trimmed. */
export function trimmingWords({ run }: WeightingSide): string | null {
	if (run.kind === 'failed' || run.trimmed === null) return null;
	const { rows, taken, given } = run.trimmed;
	if (rows === 0) return 'No weight was outside the limits, so that trimming changed nothing.';
	const [cut, raised] = [taken, given].map((share) => `${percent(share)}% of all weight`);
	return `Trimming moved ${countWords(rows)} ${rows === 1 ? 'weight' : 'weights'}: ${cut} was taken from those above the greatest, ${raised} given to those below the least, and the difference shared among the others.`;
}

/** The measure that a scheme moves most, unrounded figures subtracted and then rounded, in a sentence. */
export function largestMoveWords(effects: readonly WeightingEffectOnMeasure[]): string | null {
	const shares = effects.filter(({ quantity, difference }) => quantity === 'share' && difference !== null);
	const ranked = (shares.length > 0 ? shares : effects).toSorted((a, b) => sizeOf(b) - sizeOf(a));
	const [largest] = ranked;
	if (largest === undefined || largest.first === null || largest.second === null) return null;
	const { label, quantity, first, second } = largest;
	return `Largest move: ${moveWords({ label, quantity, first: first.value, second: second.value })}`;
}

/** "“Bought a fake”, from 12.3% to 13.0%, up 0.7 points (0.6612 unrounded)." */
export function moveWords(move: {
	readonly label: string;
	readonly quantity: 'share' | 'mean';
	readonly first: number;
	readonly second: number;
}): string {
	const { label, quantity, first, second } = move;
	const difference = second - first;
	const way = difference === 0 ? 'the same' : `${difference > 0 ? 'up' : 'down'} ${amountWords(difference, quantity)}`;
	const exact = Math.abs(difference * (quantity === 'share' ? 100 : 1)).toFixed(4);
	return `“${label}”, from ${valueWords(first, quantity)} to ${valueWords(second, quantity)}, ${way} (${exact} unrounded).`;
}

/** What a saved version is called in sentences. */
export function versionWords({ name, version }: { readonly name: string; readonly version: number }): string {
	return `“${name}”, version ${version}`;
}

function sizeOf({ difference }: WeightingEffectOnMeasure): number {
	return Math.abs(difference ?? 0);
}

/** What unequal weights cost, in a sentence. */
export function costWords({ n, effectiveSize, deff, deft }: WeightingEffect): string {
	return `${countWords(n)} interviews tell as much as ${countWords(effectiveSize)} of equal weight would: deff ${ratioWords(deff)}, a ratio of variances; deft ${ratioWords(deft)}, the factor on standard errors.`;
}

/** "By age~2": how forms and addresses name a stored version. */
export function versionKey({ name, version }: { readonly name: string; readonly version: number }): string {
	return `${name}~${version}`;
}
