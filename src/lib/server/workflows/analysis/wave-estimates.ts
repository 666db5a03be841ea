import { estimate } from '#core/estimation/index.ts';
import type { Estimate } from '#core/estimation/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Measure } from '#core/instrument/index.ts';
import { measured } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import { findInstrument } from '../../storage/index.ts';
import { declaredReading } from '../quality/rules-in-force.ts';
import { answersInReading } from './answers-in-reading.ts';
import { waveAnswers } from './wave-answers.ts';

/**
 * The declared measures of a wave, weighted as it is and in the reading that its survey declares, that have an estimate;
 * none where it has no answers.
 */
export async function waveEstimates(
	site: Site,
	{ wave }: { wave: Wave },
): Promise<{ readonly measure: Measure; readonly estimate: Estimate }[]> {
	const { survey, instrumentVersion: version } = wave;
	const instrument = await findInstrument(site.storage.reader, { survey, version });
	if (instrument === undefined) return [];
	const whole = await waveAnswers(site, { wave, instrument });
	const reading = await declaredReading(site, { survey });
	const { dataset, design } = (await answersInReading(site, { wave, answers: whole, reading })).answers;
	if (dataset.rows === 0) return [];
	return instrument.measures.flatMap((measure) => {
		const of = measured(measure, { instrument, dataset, weights: design.weights });
		const found = of.kind === 'linearised' ? estimate(design, of) : of;
		return found.kind === 'estimate' ? [{ measure, estimate: found }] : [];
	});
}
