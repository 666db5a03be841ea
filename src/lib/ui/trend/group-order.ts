import type { ReportedSeries, ReportedWave } from '#core/trends/index.ts';
import { newestPoint } from './finding.ts';
import { comparisonWith } from './verdict-words.ts';

/** In which order groups stand, by the word that an address has for it. */
export const groupOrders = ['questionnaire', 'value', 'change'] as const;
export type GroupOrder = (typeof groupOrders)[number];

/**
 * The series of groups in an order: as the questionnaire has its answers, by the newest figure, or by the change since the
 * wave before, the highest first. Those without a figure, or without a verdict on their change, come last.
 */
export function inOrder(
	series: readonly ReportedSeries[],
	order: GroupOrder,
	waves: readonly ReportedWave[],
): readonly ReportedSeries[] {
	if (order === 'questionnaire') return series;
	const placed = series.map((one) => ({ one, by: order === 'value' ? newest(one, waves) : changed(one, waves) }));
	return placed.toSorted((a, b) => (b.by === a.by ? 0 : b.by - a.by)).map(({ one }) => one);
}

function newest(series: ReportedSeries, waves: readonly ReportedWave[]): number {
	const estimate = newestPoint(series, waves)?.estimate;
	return estimate?.kind === 'estimate' ? (estimate.truncated?.value ?? estimate.value) : -Infinity;
}

function changed(series: ReportedSeries, waves: readonly ReportedWave[]): number {
	const point = newestPoint(series, waves);
	const outcome = point && comparisonWith(point, 'previous')?.outcome;
	return outcome?.kind === 'judged' ? outcome.change.difference : -Infinity;
}
