import type { Instrument, Margin } from '../instrument/index.ts';
import { hashWords, seededRandom } from '../interview/index.ts';

/** A simulated member of the population: fixed answers to the weighting questions, and a latent attitude, N(0, 1). */
export interface Person {
	readonly seed: number;
	readonly traits: Readonly<Record<string, number>>;
	readonly attitude: number;
	/** The chance of answering when asked, relative to the most willing; it depends on the weighting traits alone. */
	readonly propensity: number;
}

/**
 * A finite population of `size` people whose traits follow the instrument's margins, so closely as rounding allows, and
 * independently of each other. With `biased` some groups answer far less often than others: the propensity is a
 * product of one factor a margin, the case in which raking removes the bias. Traits of no margin are left to answers.
 */
export function population(instrument: Instrument, size: number, seed: number, biased: boolean): Person[] {
	const margins = instrument.weighting?.margins ?? [];
	const assigned = margins.map((margin, index) => assign(margin, size, seed + index));
	return Array.from({ length: size }, (_, index) => {
		const personSeed = hashWords(`${seed}/${index}`);
		const random = seededRandom(personSeed);
		const traits: Record<string, number> = {};
		let propensity = 1;
		margins.forEach((margin, position) => {
			const target = margin.targets[assigned[position]?.[index] ?? 0];
			if (target === undefined) return;
			margin.variables.forEach((variable, place) => {
				const code = target.codes[place];
				if (code !== undefined) traits[variable] = code;
			});
			if (biased) propensity *= 0.35 + 0.65 * spread(`${seed}/${margin.id}/${target.codes.join()}`);
		});
		return { seed: personSeed, traits, attitude: normal(random), propensity };
	});
}

/** A number in [0, 1) that depends on the words alone. */
export function spread(words: string): number {
	return seededRandom(hashWords(words))();
}

/** One draw from N(0, 1) by Box and Muller's transform. */
export function normal(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Deals `size` places to the margin's cells in proportion to their shares (largest remainder), in random order. */
function assign(margin: Margin, size: number, seed: number): Uint16Array {
	const exact = margin.targets.map((target) => target.share * size);
	const counts = exact.map(Math.floor);
	const byRemainder = exact.map((count, cell) => ({ cell, rest: count - Math.floor(count) }));
	byRemainder.sort((a, b) => b.rest - a.rest);
	const short = size - counts.reduce((sum, count) => sum + count, 0);
	for (const { cell } of byRemainder.slice(0, Math.max(0, short))) counts[cell] = (counts[cell] ?? 0) + 1;
	const dealt = new Uint16Array(size);
	let place = 0;
	counts.forEach((count, cell) => {
		dealt.fill(cell, place, Math.min(size, place + count));
		place += count;
	});
	const random = seededRandom(seed);
	for (let last = size - 1; last > 0; last--) {
		const pick = Math.floor(random() * (last + 1));
		const kept = dealt[last] ?? 0;
		dealt[last] = dealt[pick] ?? 0;
		dealt[pick] = kept;
	}
	return dealt;
}
