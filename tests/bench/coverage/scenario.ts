import { type Interval } from '#core/estimation/index.ts';
import { seededRandom } from '#core/interview/index.ts';

export type Chance = () => number;

/** A population whose truth is known, a way to draw from it, and the 95 % intervals that a draw gives. */
export interface Scenario {
	readonly name: string;
	readonly truth: number;
	/** The default first; others are shown as the reason for it. */
	readonly methods: readonly [string, ...string[]];
	/** One interval a method. */
	readonly draw: (next: Chance) => readonly Interval[];
	/** What a method is known to cover, where it can be had without chance. */
	readonly exact?: readonly number[];
	/** Why the default may leave 93–97 %, where it is known to. */
	readonly known?: string;
}

export interface Coverage {
	readonly method: string;
	readonly rate: number;
	/** Monte-Carlo standard error of the rate. */
	readonly error: number;
	/** Shares of the draws whose interval lay below, and above, the truth. */
	readonly below: number;
	readonly above: number;
}

/** How often the intervals of each method cover the truth. */
export function coverageOf(scenario: Scenario, replications: number, seed: number): Coverage[] {
	const { methods, truth, draw } = scenario;
	const next = seededRandom(seed);
	const below = new Int32Array(methods.length);
	const above = new Int32Array(methods.length);
	for (let replication = 0; replication < replications; replication++)
		draw(next).forEach(({ lower, upper }, m) => {
			if (upper < truth) below[m]! += 1;
			else if (!(lower <= truth)) above[m]! += 1;
		});
	return methods.map((method, m) => {
		const rate = 1 - (below[m]! + above[m]!) / replications;
		const error = Math.sqrt((rate * (1 - rate)) / replications);
		return { method, rate, error, below: below[m]! / replications, above: above[m]! / replications };
	});
}
