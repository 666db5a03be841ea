import type { WeightingEffect, WeightingSide } from '#core/weighting/index.ts';
import { countWords } from '#ui/trend/quantity.ts';

/** "1.37": a ratio, with two digits behind the point. */
export function ratioWords(ratio: number): string {
	return ratio.toFixed(2);
}

/** "12.3" of a share, for a column headed %. */
export function percent(share: number): string {
	return (share * 100).toFixed(1);
}

/** How a side's weights are made, in a sentence. */
export function schemeWords({ margins, fromSupplied, limit }: WeightingSide): string {
	const from = fromSupplied ? 'the weights that came with the data' : 'a weight of 1 for everybody';
	if (margins.length === 0) return `No margins: ${from}.`;
	const begun = `Raked from ${from} to ${margins.length === 1 ? 'one margin' : `${margins.length} margins`}`;
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
	const left =
		distance < 1e-12 ? 'no margin was off' : `no margin was off by more than ${distance.toExponential(0)} of the whole`;
	const bounded =
		trimmings === 0
			? ''
			: `; weights had to be brought within the bounds ${trimmings === 1 ? 'once' : `${trimmings} times`}`;
	return `Raking settled after ${rounds}, when ${left}${bounded}.`;
}

/** What unequal weights cost, in a sentence. */
export function costWords({ n, effectiveSize, deff, deft }: WeightingEffect): string {
	return `${countWords(n)} interviews tell as much as ${countWords(effectiveSize)} of equal weight would: deff ${ratioWords(deff)}, a ratio of variances; deft ${ratioWords(deft)}, the factor on standard errors.`;
}

/** "By age~2": how forms and addresses name a stored version. */
export function versionKey({ name, version }: { readonly name: string; readonly version: number }): string {
	return `${name}~${version}`;
}
