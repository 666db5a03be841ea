import { usualDesignEffect } from '#core/fieldwork/index.ts';
import type { DesignEffect, Wave } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { waveEstimates } from '../analysis/wave-estimates.ts';
import { remembering } from './remembering.ts';

/** Weights of a wave that is over seldom change, and an old figure does no harm to a projection. */
const remembered = remembering<DesignEffect | null>(10 * 60_000);

/** The design effect of a wave that is over: of its weighted shares, of which no answer can be told. */
export async function lastDesignEffect(site: Site, wave: Wave): Promise<DesignEffect | null> {
	return remembered(site, wave.id, async () => {
		// Whoever runs the fieldwork may not see results, and learns none by this.
		const estimates = await waveEstimates({ ...site, asker: null }, { wave });
		const shares = estimates.filter(({ measure }) => measure.statistic === 'share');
		return usualDesignEffect(
			wave.label,
			shares.map(({ estimate }) => estimate.deff),
		);
	});
}
