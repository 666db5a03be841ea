import { WaveId } from '#core/fieldwork/index.ts';
import type { PublishedResult, PublishedResults, Wave } from '#core/fieldwork/index.ts';
import { estimate } from '#core/estimation/index.ts';
import { measured } from '#core/trends/index.ts';
import type { Site } from '../../../site.ts';
import { findInstrument } from '../../../storage/index.ts';
import { answersInReading } from '../../analysis/answers-in-reading.ts';
import { waveAnswers } from '../../analysis/wave-answers.ts';
import { declaredReading } from '../../quality/rules-in-force.ts';

/** The largest design factor that a published figure may have. */
const largestDeft = 20;

/**
 * What is kept of a wave when its answers go: its declared shares, weighted, with their bases and the design factors that
 * give them their standard errors, so that its place in the trend stays. Means, scores and indirect questions cannot be kept
 * in this way. Undefined where there is nothing to keep.
 */
export async function keptFigures(
	site: Site,
	{ wave, on }: { wave: Wave; on: string },
): Promise<PublishedResults | undefined> {
	const { survey, instrumentVersion: version } = wave;
	const instrument = await findInstrument(site.storage.reader, { survey, version });
	if (instrument === undefined) return undefined;
	const whole = await waveAnswers(site, { wave, instrument });
	const reading = await declaredReading(site, { survey });
	const { dataset, design } = (await answersInReading(site, { wave, answers: whole, reading })).answers;
	if (dataset.rows === 0) return undefined;
	const figures: Record<string, PublishedResult> = {};
	for (const measure of instrument.measures) {
		if (measure.statistic !== 'share') continue;
		const of = measured(measure, { instrument, dataset, weights: design.weights });
		const found = of.kind === 'linearised' ? estimate(design, of) : of;
		if (found.kind !== 'estimate') continue;
		const { value, se, base } = found;
		const deft = se / Math.sqrt((value * (1 - value)) / base.n);
		figures[measure.id] = {
			share: value,
			n: base.n,
			deft: deft > 0 && deft <= largestDeft ? { kind: 'declared', deft } : { kind: 'undeclared' },
			rounding: 0,
			source: `the answers of ${wave.label}, kept here when they were deleted`,
			kept: { version, on },
		};
	}
	if (Object.keys(figures).length === 0) return undefined;
	const { label, opensOn, closesOn, modes, sampleType } = wave;
	const id = WaveId.parse(`${wave.id}.kept`);
	return { survey, id, label, opensOn, closesOn, modes, sampleType, figures };
}
