import type { PlannedWave, ReadinessFacts, WaveId } from '#core/fieldwork/index.ts';
import { dayIn } from '#core/fieldwork/index.ts';
import { say } from '#core/instrument/index.ts';
import { approximateDetectableChange } from '#core/trends/index.ts';
import type { Site } from '../../site.ts';
import {
	countMembers,
	countResponses,
	findInstrument,
	findWave,
	findWavePlan,
	listWaves,
} from '../../storage/index.ts';
import { rulesInForce } from '../quality/rules-in-force.ts';
import { panelNow } from './panel-key.ts';

/** A wave of a survey with its plan; undefined for one that the survey does not have. */
export async function findPlanned(
	site: Site,
	args: { survey: string; wave: WaveId },
): Promise<PlannedWave | undefined> {
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: args.wave });
	if (wave?.survey !== args.survey) return undefined;
	return { wave, plan: await findWavePlan(reader, { wave: wave.id }) };
}

/** What decides whether a wave is ready to open. */
export async function readinessFacts(site: Site, planned: PlannedWave): Promise<ReadinessFacts> {
	const { wave, plan } = planned;
	const of = { survey: wave.survey, version: wave.instrumentVersion };
	const instrument = await findInstrument(site.storage.reader, of);
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	const margins = (wave.weighting ?? instrument.weighting)?.margins ?? [];
	return {
		...planned,
		instrument,
		today: dayIn(site.clock.now(), wave.timeZone),
		sampled: await countMembers(site.storage.reader, { wave: wave.id, state: 'ready' }),
		rulesInForce: (await rulesInForce(site, wave))?.version ?? null,
		detectableChange: plan.plannedInterviews === null ? null : await detectable(site, planned, plan.plannedInterviews),
		illustrativeMargins: margins
			.filter(({ confidence }) => confidence === 'illustrative')
			.map(({ label }) => say(label, 'en')),
		panelEndedOn: (await panelNow(site, wave)).lastEndedOn,
	};
}

/**
 * The change of a share of a half that so many interviews show four times in five against the wave before; against one as
 * large where there is none. Whoever wants it by measure has the page Plan.
 */
async function detectable(site: Site, { wave }: PlannedWave, interviews: number): Promise<number> {
	const before = (await listWaves(site.storage.reader, { survey: wave.survey }))
		.filter(({ number, state }) => number < wave.number && state !== 'planned' && state !== 'pilot')
		.at(-1);
	const counts = before === undefined ? undefined : await countResponses(site.storage.reader, { wave: before.id });
	const first = counts === undefined || counts.completed === 0 ? interviews : counts.completed;
	return approximateDetectableChange({ from: 0.5 }, { first, second: interviews }, 0.8);
}
