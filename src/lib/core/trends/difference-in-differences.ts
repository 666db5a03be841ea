import { waldTest } from '#core/estimation/index.ts';
import { type Change } from './change.ts';
import { combined, seOf } from './combinations.ts';
import {
	type Assumption,
	type DidWarning,
	type Placebo,
	type PreTrend,
	assumptionsOf,
	placebosOf,
	warningsOf,
} from './did-checks.ts';
import {
	type DidOptions,
	type NoDifferenceInDifferences,
	contrastOf,
	effectOf,
	meanAfterLessBefore,
} from './did-effect.ts';
import { type Stack } from './stack.ts';
import { type CellMeans, type Side, type TreatedAndControl, cellMeans, onGaps } from './treated-and-control.ts';
import { type JudgedChange, judgeFamily } from './verdict.ts';

export interface DifferenceInDifferences {
	readonly kind: 'difference-in-differences';
	/** The effect, and what may be said of it. */
	readonly effect: JudgedChange;
	readonly cells: readonly {
		readonly wave: number;
		readonly side: Side;
		readonly value: number;
		readonly se: number;
		readonly n: number;
	}[];
	/** Treated − control in each wave, less that of `reference`, the last wave before, where it is 0 by definition. */
	readonly gaps: readonly { readonly wave: number; readonly change: Change | null }[];
	readonly reference: number;
	readonly preTrend: PreTrend;
	readonly placebos: readonly Placebo[];
	readonly warnings: readonly DidWarning[];
	readonly assumptions: readonly Assumption[];
}

/**
 * How much more the treated changed than the others: the gap between the two groups after, less the gap before. Beside
 * it the gap of each wave, whether it stood still before, effects where there should be none, and what must be believed.
 *
 * @method  Difference in differences
 * @formula d = mean over waves after of (ȳ treated − ȳ control) − the same before; variance from the covariance of all cell means; degrees of freedom: degf of the rows used − 3. Gaps of single waves are taken from the last wave before. Pre-trend: adjusted Wald test that all gaps before are 0
 * @source  Card & Krueger (1994), American Economic Review 84; Angrist & Pischke (2009), Mostly Harmless Econometrics, 5.2; Roth (2022), American Economic Review: Insights 4, on what a pre-trend test cannot show
 * @r       `svyglm(y ~ after * treated, d)`, last coefficient (pooled waves; the same with one wave before and one after); `svycontrast(svyby(~y, ~wave + treated, d, svymean, covmat = TRUE), …)` (equal waves)
 */
export function differenceInDifferences(
	stack: Stack,
	data: TreatedAndControl,
	options: DidOptions = {},
): DifferenceInDifferences | NoDifferenceInDifferences {
	const { level = 0.95, lonelyPsu = 'fail', smallestChange = 0.03 } = options;
	const { before, after } = data.time;
	const reference = before.at(-1);
	if (reference === undefined) return { kind: 'no-wave', when: 'before' };
	if (after.length === 0) return { kind: 'no-wave', when: 'after' };
	const byWave = cellMeans(
		stack,
		data,
		[...before, ...after].map((wave) => [wave]),
		{ lonelyPsu },
	);
	if (byWave.kind !== 'cell-means') return byWave;
	const effect =
		options.waves === 'pooled'
			? effectOf(stack, data, options)
			: contrastOf(byWave, meanAfterLessBefore(before.length, after.length), level);
	if (!('difference' in effect)) return effect;
	const gaps = gapsOf(byWave, data, level);
	const preTrend = preTrendOf(byWave, before);
	const placebos = placebosOf(stack, data, byWave, options);
	const [judged] = judgeFamily([{ change: effect, smallestChange }], { level });
	if (!judged) throw new RangeError('a family of one has one verdict');
	return {
		kind: 'difference-in-differences',
		effect: judged,
		cells: byWave.cells.map(({ waves: [wave = -1], side, of }, k) => ({
			...{ wave, side, value: of.value, se: seOf(byWave, k), n: of.base.n },
		})),
		gaps,
		reference,
		preTrend,
		placebos,
		warnings: warningsOf(stack, data, byWave, options.assignedBy ?? null),
		assumptions: assumptionsOf(preTrend, placebos, level),
	};
}

function gapsOf(byWave: CellMeans, { time }: TreatedAndControl, level: number): DifferenceInDifferences['gaps'] {
	const last = time.before.length - 1;
	return [...time.before, ...time.after].map((wave, t, all) => {
		const change =
			t === last
				? null
				: contrastOf(
						byWave,
						all.map((_, k) => (k === t ? 1 : k === last ? -1 : 0)),
						level,
					);
		return { wave, change: change !== null && 'difference' in change ? change : null };
	});
}

function preTrendOf(byWave: CellMeans, before: readonly number[]): PreTrend {
	if (before.length < 2) return { kind: 'one-wave-before' };
	const waves = byWave.size / 2;
	const last = before.length - 1;
	const rows = before
		.slice(0, -1)
		.map((_, t) => onGaps(Array.from({ length: waves }, (_gap, k) => (k === t ? 1 : k === last ? -1 : 0))));
	const gaps = combined(byWave, rows);
	return waldTest(gaps.values, gaps.covariance, { df: byWave.df, adjusted: true });
}
