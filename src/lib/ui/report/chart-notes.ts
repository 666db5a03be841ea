import type { ReportedMeasure, ReportedWave, TrendReport } from '#core/trends/index.ts';
import { countWords } from '#ui/trend/quantity.ts';
import { breaksIn } from '#ui/trend/verdict-words.ts';
import { modeWords, originSentence, sampleWords, weightingMethod } from '#ui/trend/wave-words.ts';

/** What stands under a copy of a chart: whether people gave the answers, bases, mode and sample, weighting, breaks, source. */
export function chartNotes(report: TrendReport, measure: ReportedMeasure): string[] {
	const drawn = new Set(measure.series.flatMap(({ points }) => points.map(({ wave }) => wave)));
	const waves = report.waves.filter(
		({ id, completed, published }) => completed > 0 || (published !== null && drawn.has(id)),
	);
	const own = waves.filter(({ published }) => published === null);
	const origin = originSentence(waves);
	return [
		...(origin === null ? [] : [origin]),
		basesOf(measure, waves),
		`Mode and sample: ${together(waves, (wave) => `${modeWords(wave.modes)}; ${sampleWords(wave)}`)}.`,
		`Weighting: ${together(waves, weightingOf)}.`,
		...(waves.some(hasIllustrativeMargin)
			? ['Some population figures behind the weights are illustrative, to be replaced before results are used.']
			: []),
		...breaksIn(measure.series, report.waves),
		...measure.notes,
		...(waves.some(({ state }) => state === 'open') ? ['A hollow point is provisional: its wave is still open.'] : []),
		...(own.length < waves.length ? ['A hollow diamond is a published figure.'] : []),
		`Bars are 95% intervals. Source: ${report.title}${own.length === 0 ? '' : `, ${versionsOf(own)}`}; computed by Soundings.`,
	];
}

function weightingOf({ weighting, published }: ReportedWave): string {
	if (published !== null) return 'as its publisher has it';
	return weighting === null ? 'none' : weightingMethod(weighting);
}

function hasIllustrativeMargin({ weighting }: ReportedWave): boolean {
	return weighting?.kind === 'raked' && weighting.margins.some(({ confidence }) => confidence === 'illustrative');
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

/** What is the same for all waves is said once; else each wave's under its label. */
function together(waves: readonly ReportedWave[], words: (wave: ReportedWave) => string): string {
	const labels = new Map<string, string[]>();
	for (const wave of waves) labels.set(words(wave), [...(labels.get(words(wave)) ?? []), wave.label]);
	const [only, another] = labels.keys();
	if (only !== undefined && another === undefined) return only;
	return [...labels].map(([said, of]) => `${of.join(', ')}: ${said}`).join('. ');
}

function versionsOf(waves: readonly ReportedWave[]): string {
	const versions = [...new Set(waves.map(({ instrumentVersion }) => instrumentVersion))];
	return `version${versions.length === 1 ? '' : 's'} ${versions.join(' and ')} of its questionnaire`;
}
