import type { BreakReason } from '#core/comparability/index.ts';
import type { Comparison, Point } from '#core/trends/index.ts';
import { csvLine } from '../csv-out/csv-cell.ts';
import type { Packed } from './packed.ts';
import { placesIn } from './published-table.ts';

/** A measure in one group over the waves, by the measure's own name: codes of a variable that is followed are measures. */
export interface PackedSeries {
	readonly measure: string;
	readonly group: number | null;
	readonly points: readonly Point<BreakReason>[];
}

/** The series of a report. A variable followed by itself is one measure there, and one for each code here. */
export function seriesIn({ report: { measures, subject, breakBy } }: Pick<Packed, 'report'>): PackedSeries[] {
	const byCode = subject.kind === 'variable' && breakBy === null;
	return measures.flatMap(({ id, series }) =>
		series.map(({ group, points }) =>
			byCode && group !== null
				? { measure: `${id}=${group.code}`, group: null, points }
				: { measure: id, group: group?.code ?? null, points },
		),
	);
}

/** How many figures there are, and the table of them: one row a figure, numbers with every digit. */
export function expectedFigures(packed: Packed): { readonly figures: number; readonly csv: string } {
	const places = placesIn(packed);
	const rows = seriesIn(packed).flatMap(({ measure, group, points }) =>
		points.flatMap((point) => {
			const place = places.get(point.wave);
			if (place === undefined) return [];
			const at = (against: string, figures: Figures) =>
				Object.entries(figures).map(([figure, value]) => [place, measure, group ?? '', against, figure, value]);
			return [
				...at('', pointFigures(point)),
				...point.comparisons.flatMap((comparison) => at(comparison.against, comparisonFigures(comparison))),
			];
		}),
	);
	const header = ['wave', 'measure', 'group', 'against', 'figure', 'expected'];
	return { figures: rows.length, csv: [header, ...rows].map(csvLine).join('') };
}

type Figures = Readonly<Record<string, string | number>>;

function pointFigures({ estimate, smallBase, bridge }: Point<BreakReason>): Figures {
	const small = { small_base: smallBase ? 'yes' : 'no', ...bridgeFigures(bridge) };
	if (estimate.kind === 'absent') return { absence: estimate.reason, n: estimate.n, ...small };
	const { value, se, df, interval, base, deff, truncated } = estimate;
	return {
		...{ estimate: value, se, df, lower: interval.lower, upper: interval.upper },
		...{ n: base.n, effective_base: base.effectiveSize, ...small },
		...(deff === null ? {} : { deff }),
		...(truncated === null
			? {}
			: {
					truncated_estimate: truncated.value,
					truncated_lower: truncated.lower,
					truncated_upper: truncated.upper,
				}),
	};
}

function bridgeFigures(bridge: Point<BreakReason>['bridge']): Figures {
	if (bridge === undefined || bridge.step === null || bridge.earlier.kind === 'absent') return {};
	const { earlier, step } = bridge;
	return {
		...{ earlier_estimate: earlier.value, earlier_se: earlier.se, earlier_df: earlier.df, earlier_n: earlier.base.n },
		...{ earlier_lower: earlier.interval.lower, earlier_upper: earlier.interval.upper },
		...{ step: step.value, step_se: step.se, step_df: step.df },
		...{ step_lower: step.interval.lower, step_upper: step.interval.upper },
	};
}

function comparisonFigures({ outcome }: Comparison<BreakReason>): Figures {
	if (outcome.kind === 'no-verdict') return { verdict: outcome.because.kind };
	const { change, adjusted, verdict, familySize } = outcome;
	return {
		...{ difference: change.difference, se: change.se, df: change.df, p: change.p },
		...{ lower: change.interval.lower, upper: change.interval.upper },
		...{ adjusted_p: adjusted.p, adjusted_level: adjusted.interval.level },
		...{ adjusted_lower: adjusted.interval.lower, adjusted_upper: adjusted.interval.upper },
		family_size: familySize,
		...verdictFigures(verdict),
	};
}

function verdictFigures(verdict: Extract<Comparison<BreakReason>['outcome'], { kind: 'judged' }>['verdict']): Figures {
	switch (verdict.kind) {
		case 'changed':
			return { verdict: `changed ${verdict.direction}`, within_smallest: verdict.withinSmallest ? 'yes' : 'no' };
		case 'no-change-larger-than':
			return { verdict: verdict.kind };
		case 'cannot-tell':
			return { verdict: verdict.kind, detectable: verdict.detectable };
	}
}
