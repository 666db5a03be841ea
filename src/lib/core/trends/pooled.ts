import {
	type Domain,
	type Estimate,
	type EstimateOptions,
	type Linearised,
	type LonelyStratum,
	type NoBase,
	degreesOfFreedom,
	estimateAll,
} from '#core/estimation/index.ts';
import { type Change, changeOf } from './change.ts';
import { combined, seOf } from './combinations.ts';
import { type StatisticOn } from './measured.ts';
import { type Stack, onStack, rowsOfWaves } from './stack.ts';

/** Waves taken as one, by their places in the stack. */
export interface Pool {
	readonly waves: readonly number[];
	readonly estimate: Estimate;
}

export interface PoolChange {
	/** Places in `pools`. */
	readonly from: number;
	readonly to: number;
	/** Waves that are in both pools, whose answers are counted once. */
	readonly shared: readonly number[];
	readonly change: Change;
}

export interface Pools {
	readonly kind: 'pools';
	readonly pools: readonly Pool[];
	/** Each pool against the one before, and against the last that shares no wave with it. */
	readonly changes: readonly PoolChange[];
}

/** Why there is none: which waves have nobody in the base, or too few units. */
export type NoPools =
	| LonelyStratum
	| { readonly kind: 'no-base' | 'too-few-units'; readonly waves: readonly number[] }
	| { readonly kind: 'too-few-waves' };

/**
 * Estimates over pools of neighbouring waves, such as two at a time, and the changes between them. The pools are domains
 * of one stack, so that a wave in two of them counts once: their covariance is in the change. `width` of all waves gives
 * one pool. How much each wave counts is the stack's balance.
 *
 * @method  Pooled waves
 * @formula the statistic over the rows of several waves, strata = wave; two pools vary together through the waves (and people) that both hold: var(d) = v₁ + v₂ − 2 cov
 * @source  Korn & Graubard (1999), Analysis of Health Surveys, 8.2; Kish (1999), Survey Methodology 25/2
 * @r       `svymean(~y, svydesign(ids = ~1, strata = ~wave, weights = ~w, data = stacked))`
 */
export function pools(
	stack: Stack,
	statistic: StatisticOn,
	{ width, ...options }: EstimateOptions & { readonly width: number },
): Pools | NoPools {
	const { level = 0.95 } = options;
	const starts = Array.from({ length: Math.max(0, stack.waves.length - width + 1) }, (_, start) => start);
	if (width < 1 || starts.length === 0) return { kind: 'too-few-waves' };
	const plan = starts.map((start) => {
		const waves = Array.from({ length: width }, (_, k) => start + k);
		return { waves, domain: domainOf(stack, waves, options.domain ?? null) };
	});
	const found = plan.map(({ domain }) => statistic(stack.design.weights, domain));
	const empty = plan.find((_, k) => found[k]?.kind === 'no-base');
	if (empty) return { kind: 'no-base', waves: empty.waves };
	const all = estimateAll(
		stack.design,
		onStack(stack, (weights) => allOf(plan.map(({ domain }) => statistic(weights, domain)))),
		{ ...options, domains: plan.map(({ domain }) => domain) },
	);
	if (all.kind === 'lonely-psu') return all;
	if (all.kind === 'no-base') throw new RangeError('every pool has a base');
	const made: Pool[] = [];
	for (const [k, estimate] of all.estimates.entries()) {
		const waves = plan[k]?.waves ?? [];
		if (estimate.kind === 'too-few-units') return { kind: 'too-few-units', waves };
		made.push({ waves, estimate });
	}
	const together = { values: made.map(({ estimate: { value } }) => value), covariance: all.covariance, size: all.size };
	const pairs = made.flatMap((_, to) =>
		[...new Set([to - 1, to - width])].filter((from) => from >= 0).map((from) => ({ from, to })),
	);
	return {
		kind: 'pools',
		pools: made,
		changes: pairs.map(({ from, to }) => {
			const difference = combined(together, [made.map((_, k) => (k === to ? 1 : k === from ? -1 : 0))]);
			const [a, b] = [made[from]?.waves ?? [], made[to]?.waves ?? []];
			const df = degreesOfFreedom(stack.design, domainOf(stack, [...a, ...b], options.domain ?? null)) - 1;
			return {
				...{ from, to, shared: a.filter((wave) => b.includes(wave)) },
				change: changeOf(difference.values[0] ?? 0, seOf(difference, 0), df, level),
			};
		}),
	};
}

function domainOf(stack: Stack, waves: readonly number[], within: Domain): Uint8Array {
	const rows = rowsOfWaves(stack, waves);
	return within === null ? rows : rows.map((is, i) => (within[i] === 1 ? is : 0));
}

function allOf(found: readonly (Linearised | NoBase)[]): Linearised[] | NoBase {
	return found.find((one) => one.kind === 'no-base') ?? found.filter((one) => one.kind === 'linearised');
}
