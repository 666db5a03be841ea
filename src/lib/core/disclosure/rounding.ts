import { type Bounds, audit } from './audit.ts';
import { type Circulation, circulationOf } from './circulation.ts';
import { secretRandom } from './secret-random.ts';
import { type Relation, type Table, valuesOf } from './table.ts';

/** To the nearest multiple of the base, halves upwards. */
export function roundTo(value: number, base: number): number {
	return Math.floor(value / base + 0.5) * base;
}

/** The nearest multiple of a step such as 0.01 or 0.1, free of what binary fractions would add to it. */
export function roundToStep(value: number, step: number, how: 'nearest' | 'down' | 'up' = 'nearest'): number {
	const steps = value / step;
	// A value on a multiple may miss it by the last places, and must not be taken a whole step further.
	const near = Math.round(steps);
	const whole =
		Math.abs(steps - near) < 1e-9 ? near : how === 'down' ? Math.floor(steps) : how === 'up' ? Math.ceil(steps) : near;
	return Number((whole * step).toPrecision(12));
}

/** The counts that `roundTo` shows as this one. */
export function knownFrom(value: number, base: number): { lower: number; upper: number } {
	const shown = roundTo(value, base);
	return { lower: Math.max(0, shown - Math.floor(base / 2)), upper: shown + Math.ceil(base / 2) - 1 };
}

export type RoundingMethod =
	/** To the nearest multiple; sums may miss their parts by some of the base. */
	| 'conventional'
	/** To the multiple below or above, each with the probability that keeps the expected value; sums likewise may not add up. */
	| 'random'
	/** The same, and all sums add up. */
	| 'controlled';

export interface RoundedTable {
	readonly kind: 'rounded';
	readonly method: RoundingMethod;
	readonly base: number;
	readonly values: Float64Array;
	/** What a reader who knows the method and all relations can tell of the true counts. */
	readonly bounds: readonly Bounds[];
	/** Cells whose true count is known more narrowly than the base, or than the method alone leaves it near 0. */
	readonly narrowed: readonly number[];
}

/** Sums in three ways or more have no rounding that is sure to keep them all. */
export interface NotANetwork {
	readonly kind: 'not-a-network';
}

/**
 * Rounds every count of a table to a multiple of a base, and audits what the relations give away again.
 *
 * The seed decides random and controlled rounding alone; it is a secret as long as the data are, for who has it can
 * undo the rounding.
 *
 * @method  Rounding to a base: conventional, random, controlled
 * @formula P(up) = (v mod b)/b; controlled: round cycles of unrounded cells by d⁺ with probability d⁻/(d⁺+d⁻), else by −d⁻
 * @source  Cox (1987), A constructive procedure for unbiased controlled rounding, Journal of the American Statistical Association 82
 * @r       none; tested for additivity, adjacent multiples and expected values
 */
export function roundTable(
	table: Table,
	{ method, base, seed }: { readonly method: RoundingMethod; readonly base: number; readonly seed: string },
): RoundedTable | NotANetwork {
	const counts = valuesOf({ ...table, kind: 'counts' });
	const circulation = circulationOf(counts.length, table.relations);
	const values = (() => {
		switch (method) {
			case 'conventional':
				return counts.map((count) => roundTo(count, base));
			case 'random':
				return roundAlong(circulationOf(counts.length, []), counts, base, secretRandom(seed));
			case 'controlled':
				return roundAlong(circulation, counts, base, secretRandom(seed));
		}
	})();
	if (values === null) return { kind: 'not-a-network' };
	const { bounds, narrowed } = auditRounding(table.relations, values, { method, base });
	return { kind: 'rounded', method, base, values, bounds, narrowed };
}

/** What can be told of true counts from rounded ones: solves for the bounds of each. */
export function auditRounding(
	relations: readonly Relation[],
	values: Float64Array,
	{ method, base }: { readonly method: RoundingMethod; readonly base: number },
): { readonly bounds: readonly Bounds[]; readonly narrowed: readonly number[] } {
	const known = Array.from(values, (value) =>
		method === 'conventional'
			? knownFrom(value, base)
			: { lower: Math.max(0, value - base + 1), upper: value + base - 1 },
	);
	const { bounds } = audit(
		{
			lower: Float64Array.from(known, ({ lower }) => lower),
			upper: Float64Array.from(known, ({ upper }) => upper),
			relations,
			whole: true,
			minimumCount: null,
		},
		[],
	);
	const narrowed = bounds.flatMap(({ cell, lower, upper }) => {
		const alone = known[cell] ?? { lower, upper };
		return upper - lower + 1 < Math.min(base, alone.upper - alone.lower + 1) ? [cell] : [];
	});
	return { bounds, narrowed };
}

/**
 * Cells that are no multiple of the base form cycles, for a sum in which only one such were left could not come out.
 * Each cycle is turned until one of its cells is a multiple, to the one side or the other by a drawn lot that leaves
 * expected values as they are.
 */
function roundAlong(
	circulation: Circulation | null,
	counts: Float64Array,
	base: number,
	random: () => number,
): Float64Array | null {
	if (circulation === null) return null;
	const values = counts.slice();
	for (;;) {
		const cycle = looseCycle(circulation, values, base);
		if (cycle === null) return values;
		const room = (sign: number) =>
			cycle.reduce((least, { arc, along }) => {
				const rest = (values[arc] ?? 0) % base;
				return Math.min(least, sign * along > 0 ? base - rest : rest);
			}, base);
		const [forth, back] = [room(1), room(-1)];
		const step = random() * (forth + back) < back ? forth : -back;
		for (const { arc, along } of cycle) values[arc] = (values[arc] ?? 0) + along * step;
	}
}

/** Walks from sum to sum along cells that are no multiples until it comes back to one. */
function looseCycle({ tail, head, arcs }: Circulation, values: Float64Array, base: number) {
	const isLoose = (arc: number) => (values[arc] ?? 0) % base !== 0;
	const start = values.findIndex((_, arc) => isLoose(arc));
	if (start < 0) return null;
	const steps: { arc: number; along: 1 | -1; from: number }[] = [];
	const used = new Set<number>();
	let at = tail[start] ?? 0;
	for (;;) {
		const seen = steps.findIndex(({ from }) => from === at);
		if (seen >= 0) return steps.slice(seen);
		const here = at;
		const arc = (arcs[here] ?? []).find((k) => isLoose(k) && !used.has(k));
		if (arc === undefined) throw new Error('a sum has a single cell that is no multiple: the table does not add up');
		used.add(arc);
		const leaving = tail[arc] === here;
		steps.push({ arc, along: leaving ? 1 : -1, from: here });
		at = (leaving ? head[arc] : tail[arc]) ?? 0;
	}
}
