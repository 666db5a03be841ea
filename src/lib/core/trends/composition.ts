import {
	type Codes,
	type Design,
	type Domain,
	type Linearised,
	type LonelyPsu,
	type LonelyStratum,
	type NoBase,
	degreesOfFreedom,
	rowsWithCode,
	share,
	spread,
} from '#core/estimation/index.ts';
import { type CompositionGroup, type Part, type Planned, type Rates, partsOf } from './composition-parts.ts';
import { type Outcome, answeredRows, outcomeIn, rowsWithAny } from './outcome.ts';
import { type Stack, onStack } from './stack.ts';

/** What is decomposed, and the groups whose shares may have shifted. */
export interface CompositionData {
	readonly outcome: Outcome;
	/** The two waves by codes of a column; the first two of the stack unless given. */
	readonly time?: { readonly codes: Codes; readonly from: number; readonly to: number };
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
	const { codes: time, from, to } = data.time ?? { codes: stack.waveOfRow, from: 0, to: 1 };
	const base = baseOf(design, data);
	const waves = [from, to].map((wave) => rowsWithCode(time, wave, base));
	const both = rowsWithAny(time, [from, to], base);
	const codes = knownGroups(data.groups);
	const present = [...new Set(codes.filter((_, i) => both[i] === 1))].sort((a, b) => a - b);
	const plan = planOf(codes, present, waves);
	const under = (weights: Float64Array) => plan.map((one) => valueOf(weights, one, { data, codes, waves }));
	const found = under(design.weights);
	const noBase = found.findIndex((one) => one.kind === 'no-base');
	if (noBase >= 0) return { kind: 'no-base', wave: plan[noBase]?.wave ?? 0 };
	const estimator = onStack(stack, (weights) => {
		const of = weights === design.weights ? found : under(weights);
		return of.find((one) => one.kind === 'no-base') ?? of.filter((one) => one.kind === 'linearised');
	});
	const all = spread(design, estimator, { lonelyPsu });
	if (all.kind === 'lonely-psu') return all;
	if (all.kind === 'no-base') throw new RangeError('every group that is planned has a base');
	const df = degreesOfFreedom(design, both) - 1;
	if (df < 1) return { kind: 'too-few-units' };
	const values = all.statistics.map(({ value }) => value);
	const unknown = unknownGroup(data.groups);
	const groups = present.map((code) => ({ code, group: code === unknown ? null : code }));
	const together = { values, covariance: all.covariance, size: all.size };
	return { kind: 'composition', rates, df, ...partsOf(together, plan, groups, { rates, df, level }) };
}

/** The rows that are in the sample, in the domain and in the base of the outcome. */
function baseOf({ weights }: Design, { outcome, domain = null }: CompositionData): Uint8Array {
	const rows = answeredRows(outcome);
	for (let i = 0; i < rows.length; i++) if (weights[i] === 0 || (domain !== null && domain[i] !== 1)) rows[i] = 0;
	return rows;
}

function valueOf(
	weights: Float64Array,
	{ wave, group }: Planned,
	{ data, codes, waves }: { data: CompositionData; codes: Int32Array; waves: readonly Uint8Array[] },
): Linearised | NoBase {
	const rows = waves[wave] ?? null;
	if (group === null) return outcomeIn(weights, data.outcome, rows);
	switch (group.kind) {
		case 'share':
			return share(weights, codes, { counted: [group.code], missingInBase: [] }, rows);
		case 'mean':
			return outcomeIn(weights, data.outcome, rowsWithCode(codes, group.code, rows));
	}
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
