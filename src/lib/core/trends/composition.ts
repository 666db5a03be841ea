import {
	type Codes,
	type Domain,
	type LonelyPsu,
	type LonelyStratum,
	degreesOfFreedom,
	share,
	spread,
} from '#core/estimation/index.ts';
import { type CompositionGroup, type Part, type Planned, type Rates, partsOf } from './composition-parts.ts';
import { type Outcome, answeredRows, outcomeIn, rowsWithAny } from './outcome.ts';
import { type Stack, onStack, rowsOfWaves } from './stack.ts';

/** A stack of two waves, the earlier first, and the groups whose shares may have shifted between them. */
export interface CompositionData {
	readonly outcome: Outcome;
	/** Codes ≥ 0; rows with a missing reason are a group of their own, so that nobody is lost. */
	readonly groups: Codes;
	readonly domain?: Domain;
}

/** A change between two waves as what the mix of groups brought and what happened within them; the two add up to it. */
export interface Composition {
	readonly kind: 'composition';
	readonly rates: Rates;
	readonly change: Part;
	readonly mix: Part;
	readonly within: Part;
	readonly groups: readonly CompositionGroup[];
	readonly df: number;
}

export type NoComposition =
	LonelyStratum | { readonly kind: 'no-base'; readonly wave: number } | { readonly kind: 'too-few-units' };

/**
 * Composition against real change: how much of a shift is that groups grew or shrank, and how much that people within
 * groups answer otherwise.
 *
 * @method  Decomposition into mix and within-group change
 * @formula ȳ₂ − ȳ₁ = Σ (s₂ − s₁)(m₁ + m₂)/2 + Σ (m₂ − m₁)(s₁ + s₂)/2 over groups with shares s and means m; a group's mix is taken from the average of all, (s₂ − s₁)((m₁ + m₂)/2 − (ȳ₁ + ȳ₂)/2), which leaves the sum as it is; standard errors by the delta method from the influences of all shares and means
 * @source  Kitagawa (1955), JASA 50; Blinder (1973), Journal of Human Resources 8; Oaxaca (1973), International Economic Review 14
 * @r       `svycontrast(svytotal(~counts, d), quote(…))` on the totals of each wave × group
 */
export function composition(
	stack: Stack,
	data: CompositionData,
	{
		rates = 'average',
		level = 0.95,
		lonelyPsu = 'fail',
	}: { readonly rates?: Rates; readonly level?: number; readonly lonelyPsu?: LonelyPsu } = {},
): Composition | NoComposition {
	const { design } = stack;
	const base = answeredRows(data.outcome).map((is, i) => (data.domain && data.domain[i] !== 1 ? 0 : is));
	const codes = knownGroups(data.groups);
	const present = [...new Set(codes.filter((_, i) => base[i] === 1 && design.weights[i] !== 0))].sort((a, b) => a - b);
	const waves = [0, 1].map((wave) => rowsOfWaves(stack, [wave]).map((is, i) => (base[i] === 1 ? is : 0)));
	const plan = planOf(codes, present, waves);
	const statistics = (weights: Float64Array) =>
		plan.map(({ wave, group }) => {
			const rows = waves[wave] ?? null;
			return group === null
				? outcomeIn(weights, data.outcome, rows)
				: group.kind === 'share'
					? share(weights, codes, { counted: [group.code], missingInBase: [] }, rows)
					: outcomeIn(weights, data.outcome, rowsWithAny(codes, [group.code], rows));
		});
	const noBase = statistics(design.weights).findIndex((one) => one.kind === 'no-base');
	if (noBase >= 0) return { kind: 'no-base', wave: plan[noBase]?.wave ?? 0 };
	const all = spread(
		design,
		onStack(stack, (weights) => {
			const found = statistics(weights);
			return found.find((one) => one.kind === 'no-base') ?? found.filter((one) => one.kind === 'linearised');
		}),
		{ lonelyPsu },
	);
	if (all.kind === 'lonely-psu') return all;
	if (all.kind === 'no-base') throw new RangeError('every group that is planned has a base');
	const df = degreesOfFreedom(design, base) - 1;
	if (df < 1) return { kind: 'too-few-units' };
	const values = all.statistics.map(({ value }) => value);
	const together = { values, covariance: all.covariance, size: all.size };
	const unknown = unknownGroup(data.groups);
	const groups = present.map((code) => ({ code, group: code === unknown ? null : code }));
	return { kind: 'composition', rates, df, ...partsOf(together, plan, groups, { rates, df, level }) };
}

/** Missing reasons give way to one code of their own after all others. */
function knownGroups(groups: Codes): Int32Array {
	const unknown = unknownGroup(groups);
	return Int32Array.from(groups, (code) => (code < 0 ? unknown : code));
}

function unknownGroup(groups: Codes): number {
	let most = -1;
	for (let i = 0; i < groups.length; i++) if ((groups[i] ?? -1) > most) most = groups[i] ?? -1;
	return most + 1;
}

/** What is estimated: each wave's mean, and the share and mean of every group that it has. */
function planOf(codes: Int32Array, present: readonly number[], waves: readonly Uint8Array[]): Planned[] {
	return waves.flatMap((rows, wave): Planned[] => {
		const has = new Set(codes.filter((_, i) => rows[i] === 1));
		const groups = present.filter((code) => has.has(code));
		return [
			{ wave, group: null },
			...groups.map((code) => ({ wave, group: { kind: 'share' as const, code } })),
			...groups.map((code) => ({ wave, group: { kind: 'mean' as const, code } })),
		];
	});
}
