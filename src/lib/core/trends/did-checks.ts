import { type TestResult, type Untestable, holm } from '#core/estimation/index.ts';
import { type Change } from './change.ts';
import { type DidOptions, type NoDifferenceInDifferences, contrastOf, effectOf } from './did-effect.ts';
import { type Stack } from './stack.ts';
import { type CellMeans, type TreatedAndControl } from './treated-and-control.ts';

/** Whether the gap between the groups stood still before: all gaps of the waves before are 0 together. */
export type PreTrend = TestResult | Untestable | { readonly kind: 'one-wave-before' };

/** An effect where there should be none. `moved`: its p, adjusted by Holm among all placebos, is below 1 − level. */
export type Placebo = {
	readonly outcome: (Change & { readonly adjustedP: number; readonly moved: boolean }) | NoDifferenceInDifferences;
} & (
	| {
			/** As if treatment had begun with wave `from`, among the waves before it did. */
			readonly kind: 'earlier-start';
			readonly from: number;
	  }
	| { readonly kind: 'outcome' | 'group'; readonly id: string }
);

/** Why the standard error may be too small. */
export type DidWarning =
	/** Standard errors from so few units are too small on average. */
	| { readonly kind: 'few-clusters'; readonly clusters: number; readonly fewerThan: number }
	/** Whatever else befell that one unit is taken for the effect, and the standard error does not show it. */
	| { readonly kind: 'one-cluster'; readonly side: 'treated' | 'control' }
	/** Treatment was given to whole units, and the design takes what is inside them for independent. */
	| { readonly kind: 'sampled-below-assignment' };

/**
 * What must be believed for the effect to be one of treatment. *contradicted* and *not-contradicted* by the pre-trend
 * test or placebos, which is no proof; *untested* where nothing here speaks to it.
 */
export interface Assumption {
	readonly kind:
		'parallel-trends' | 'no-anticipation' | 'no-spillover' | 'stable-groups' | 'same-measure' | 'nothing-else-differed';
	readonly standing: 'contradicted' | 'not-contradicted' | 'untested';
}

/**
 * "Few" begins somewhere between 20 and 50 clusters that are alike in size, and later where they are not (Cameron &
 * Miller 2015, Journal of Human Resources 50/2, section VI): the warning is given below the upper end.
 */
const fewClusters = 50;

export function placebosOf(
	stack: Stack,
	{ time }: TreatedAndControl,
	byWave: CellMeans,
	options: DidOptions,
): Placebo[] {
	const { level = 0.95 } = options;
	const count = time.before.length;
	const waves = byWave.size / 2;
	const starts = time.before.slice(1).map((from, t) => {
		const cut = t + 1;
		const factors = Array.from({ length: waves }, (_, k) => (k < cut ? -1 / cut : k < count ? 1 / (count - cut) : 0));
		return { kind: 'earlier-start' as const, from, outcome: contrastOf(byWave, factors, level) };
	});
	const asked = (options.placebos ?? []).map(({ id, kind, data }) => ({
		kind,
		id,
		outcome: effectOf(stack, data, options),
	}));
	const all = [...starts, ...asked];
	const adjusted = holm(all.flatMap(({ outcome }) => ('difference' in outcome ? [outcome.p] : [])));
	let next = 0;
	return all.map((placebo) => {
		if (!('difference' in placebo.outcome)) return { ...placebo, outcome: placebo.outcome };
		const adjustedP = adjusted[next++] ?? 1;
		return { ...placebo, outcome: { ...placebo.outcome, adjustedP, moved: adjustedP < 1 - level } };
	});
}

/** Counts the units of each side among the rows used: those of assignment where they are given, else the design's. */
export function warningsOf(
	{ design }: Stack,
	{ group }: TreatedAndControl,
	{ rows }: CellMeans,
	assignedBy: Int32Array | null,
): DidWarning[] {
	const sampled = design.stages[0].unitOfRow;
	const units = assignedBy ?? sampled;
	if (units === null) return [];
	const treatedCodes = new Set(group.treated);
	const sides = { treated: new Set<number>(), control: new Set<number>() };
	const insides = new Map<number, number>();
	let isAbove = false;
	for (let i = 0; i < rows.length; i++) {
		if (rows[i] !== 1) continue;
		const unit = units[i] ?? 0;
		sides[treatedCodes.has(group.codes[i] ?? -1) ? 'treated' : 'control'].add(unit);
		if (assignedBy === null) continue;
		const inside = sampled === null ? i : (sampled[i] ?? 0);
		isAbove ||= (insides.get(unit) ?? inside) !== inside;
		insides.set(unit, inside);
	}
	const clusters = new Set([...sides.treated, ...sides.control]).size;
	const warnings: DidWarning[] = [];
	if (clusters < fewClusters) warnings.push({ kind: 'few-clusters', clusters, fewerThan: fewClusters });
	for (const side of ['treated', 'control'] as const)
		if (sides[side].size === 1) warnings.push({ kind: 'one-cluster', side });
	if (isAbove) warnings.push({ kind: 'sampled-below-assignment' });
	return warnings;
}

export function assumptionsOf(preTrend: PreTrend, placebos: readonly Placebo[], level: number): Assumption[] {
	const moved = (kind: Placebo['kind'][]) =>
		placebos.flatMap((placebo) =>
			kind.includes(placebo.kind) && 'moved' in placebo.outcome ? [placebo.outcome.moved] : [],
		);
	const early = moved(['earlier-start']);
	const tested = preTrend.kind === 'test' ? [preTrend.p < 1 - level, ...early] : early;
	const standing = (signs: readonly boolean[]): Assumption['standing'] =>
		signs.length === 0 ? 'untested' : signs.includes(true) ? 'contradicted' : 'not-contradicted';
	return [
		{ kind: 'parallel-trends', standing: standing(tested) },
		{ kind: 'nothing-else-differed', standing: standing(moved(['outcome', 'group'])) },
		{ kind: 'no-anticipation', standing: 'untested' },
		{ kind: 'no-spillover', standing: 'untested' },
		{ kind: 'stable-groups', standing: 'untested' },
		{ kind: 'same-measure', standing: 'untested' },
	];
}
