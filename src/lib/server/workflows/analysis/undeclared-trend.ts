import type { Instrument, Measure } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { ReportedMeasure } from '#core/trends/index.ts';
import { trends } from '#core/trends/index.ts';
import { comparableWaves } from './comparable-waves.ts';
import type { LoadedWave } from './loaded-waves.ts';

/** The trend of a measure that no version declares, as a family of its own. */
export function undeclaredTrend(
	measure: Measure,
	{ waves, versions }: { waves: readonly LoadedWave[]; versions: readonly Instrument[] },
): ReportedMeasure {
	const followed = waves.map(({ wave, instrument, answers, imported }) => ({
		...{ wave, answers, imported },
		followed: { ...instrument, measures: [measure] },
	}));
	const found = trends({
		waves: followed.map(({ wave, answers: { dataset, design }, followed: instrument }) => ({
			kind: 'answered',
			id: wave.id,
			instrument,
			dataset,
			design,
		})),
		comparable: comparableWaves(followed, versions).comparable,
		breakBy: null,
	});
	const { id, objective, statistic, smallestChange, label, base } = measure;
	return {
		...{ id, objective, statistic, smallestChange },
		label: plainText(say(label, 'en')),
		base: plainText(say(base, 'en')),
		series: found.map(({ points }) => ({ group: null, points })),
		notes: [],
	};
}
