import type { ReportedMeasure, ReportedWave, TrendReport } from '#core/trends/index.ts';
import { bridgesIn } from '#ui/trend/bridge-words.ts';
import { countWords, quantityOf } from '#ui/trend/quantity.ts';
import { breaksIn } from '#ui/trend/verdict-words.ts';
import { originSentence } from '#ui/trend/wave-words.ts';
import { howAsked, sourceOf } from './wave-notes.ts';

/** What stands under a copy of a chart: whether people gave the answers, bases, mode and sample, weighting, breaks, source. */
export function chartNotes(report: TrendReport, measure: ReportedMeasure): string[] {
	const drawn = new Set(measure.series.flatMap(({ points }) => points.map(({ wave }) => wave)));
	const waves = report.waves.filter(
		({ id, completed, published }) => completed > 0 || (published !== null && drawn.has(id)),
	);
	const origin = originSentence(waves);
	return [
		...(origin === null ? [] : [origin]),
		basesOf(measure, waves),
		...howAsked(waves),
		...breaksIn(measure.series, report.waves),
		...bridgesIn(measure.series, report.waves, quantityOf(measure.statistic)),
		...measure.notes,
		...(waves.some(({ state }) => state === 'open') ? ['A hollow point is provisional: its wave is still open.'] : []),
		...(waves.some(({ published }) => published !== null) ? ['A hollow diamond is a published figure.'] : []),
		`Bars are 95% intervals. ${sourceOf(report.title, waves)}`,
	];
}

function basesOf({ base, series }: ReportedMeasure, waves: readonly ReportedWave[]): string {
	const [only, another] = series;
	const sizes = series.flatMap(({ points }) =>
		points.flatMap(({ estimate }) => (estimate.kind === 'estimate' ? [estimate.base.n] : [])),
	);
	if (only === undefined || sizes.length === 0) return `Base: ${base}.`;
	if (another !== undefined) {
		const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
		return `Base: ${base}; between ${countWords(least)} and ${countWords(most)} a figure, unweighted.`;
	}
	const each = only.points.flatMap(({ wave, estimate }) => {
		const label = waves.find(({ id }) => id === wave)?.label ?? wave;
		return estimate.kind === 'estimate' ? [`${label} ${countWords(estimate.base.n)}`] : [];
	});
	return `Base: ${base}; unweighted: ${each.join(', ')}.`;
}
