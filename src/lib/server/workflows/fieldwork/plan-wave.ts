import type { PlannedWave, WaveDifference, WaveId } from '#core/fieldwork/index.ts';
import { dayIn, daysAfter, nextWave, unplanned, usualTimeZone } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import {
	deletePlannedWave,
	findInstrument,
	findLatestVersion,
	findWavePlan,
	insertPlannedWave,
	listWaves,
} from '../../storage/index.ts';
import { monthOf, newWaveId } from '../open-wave.ts';

export type PlannedNew =
	| { readonly kind: 'planned'; readonly wave: PlannedWave['wave'] }
	| { readonly kind: 'unknown-survey' }
	/** A survey's next wave is planned once the last one is: one after the other. */
	| { readonly kind: 'already-planned'; readonly wave: PlannedWave['wave'] };

/**
 * Plans the next wave of a survey: a copy of all that was planned of its last wave, or of nothing where this is its first.
 * The last wave itself is read and not touched.
 */
export async function planNextWave(site: Site, args: { actor: Actor; survey: string }): Promise<PlannedNew> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const version = await findLatestVersion(reader, args);
	const instrument = version === undefined ? undefined : await findInstrument(reader, { ...args, version });
	if (instrument === undefined) return { kind: 'unknown-survey' };
	const fielded = (await listWaves(reader, args)).filter(({ origin }) => origin === 'fielded');
	const waiting = fielded.find(({ state }) => state === 'planned' || state === 'pilot');
	if (waiting !== undefined) return { kind: 'already-planned', wave: waiting };
	const last = fielded.at(-1);
	const id = newWaveId(site, instrument);
	const complete = instrument.languages.filter(({ status }) => status === 'complete').map(({ code }) => code);
	const opensOn = daysAfter(dayIn(site.clock.now(), usualTimeZone), 28);
	const first: PlannedWave = {
		wave: {
			...{ id, survey: instrument.survey, number: 1, label: monthOf(opensOn), state: 'planned', origin: 'fielded' },
			...{ instrumentVersion: instrument.version, identityMode: 'anonymous', modes: ['web'] },
			...{ sampleType: 'open-link', languages: complete, opensOn, closesOn: daysAfter(opensOn, 27) },
			...{ timeZone: usualTimeZone, paused: false, weighting: null },
		},
		plan: unplanned,
	};
	const made =
		last === undefined
			? first
			: nextWave(
					{ wave: last, plan: await findWavePlan(reader, { wave: last.id }) },
					{ id, label: monthOf(daysAfter(last.opensOn ?? opensOn, 364)), newestVersion: instrument.version },
				);
	const doing = { action: 'wave.planned', object: `wave ${made.wave.label}`, survey: args.survey, after: made };
	const wave = await insertPlannedWave(onRecord(site, args.actor, doing), made);
	return { kind: 'planned', wave };
}

/** Takes away a wave that is only planned and has nobody in its sample. */
export async function dropPlannedWave(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId },
): Promise<{ readonly kind: 'dropped' } | { readonly kind: 'not-dropped' }> {
	demand(site, 'field', args.survey);
	const { survey, wave } = args;
	const found = (await listWaves(site.storage.reader, { survey })).find(({ id }) => id === wave);
	const doing = { action: 'wave.dropped', object: `wave ${found?.label}`, survey, before: found };
	const dropped = await deletePlannedWave(onRecord(site, args.actor, doing), { survey, wave });
	return { kind: dropped ? 'dropped' : 'not-dropped' };
}

/** What a plan changes against the wave that it was copied from, to be shown beside it. */
export interface AgainstLast {
	readonly label: string;
	readonly differences: readonly WaveDifference[];
}
