import { WaveId } from '#core/fieldwork/index.ts';
import type { PublishedResult, PublishedResults, Wave } from '#core/fieldwork/index.ts';
import type { Site } from '../../../site.ts';
import { waveEstimates } from '../../analysis/wave-estimates.ts';

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
	const figures: Record<string, PublishedResult> = {};
	for (const { measure, estimate } of await waveEstimates(site, { wave })) {
		if (measure.statistic !== 'share') continue;
		const { value, se, base } = estimate;
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
