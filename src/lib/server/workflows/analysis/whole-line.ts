import type { BreakReason } from '#core/comparability/index.ts';
import type { Trend, TrendRequest, WholePoint } from '#core/trends/index.ts';

/**
 * The whole sample's figures of a measure, from a trend in groups. `comparable` is the ledger's word on the measure itself:
 * a break variable that changed ends the lines of groups, and not this one.
 */
export function wholeLine(
	series: readonly Trend<BreakReason>[],
	measure: string,
	comparable: TrendRequest<BreakReason>['comparable'],
): WholePoint[] {
	const points = series.find((one) => one.measure === measure && one.group === null)?.points ?? [];
	return points.flatMap(({ wave, estimate }, index) => {
		if (estimate.kind === 'absent') return [];
		const before = points[index - 1];
		const joined = before?.estimate.kind === 'estimate' && comparable(measure, before.wave, wave).kind === 'comparable';
		return [{ wave, value: estimate.truncated?.value ?? estimate.value, joined }];
	});
}
