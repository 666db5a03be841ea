import { availability, dayIn } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../site.ts';
import { findInstrument, findLatestVersion, listWaves } from '../storage/index.ts';

/** Why a survey takes no answers now. A day that nobody has fixed is null. */
export type NotOpen =
	| { readonly kind: 'not-yet-open'; readonly instrument: Instrument; readonly opensOn: string | null }
	| { readonly kind: 'paused'; readonly instrument: Instrument }
	| { readonly kind: 'closed'; readonly instrument: Instrument; readonly closedOn: string | null }
	| { readonly kind: 'unknown-survey' }
	| NotInvited;

/**
 * Somebody's link admits nobody to the wave: no member of its sample has it, it was used, its holder takes no part, or a
 * quota that they would count in is full. *link-needed*: the wave has no open link.
 */
export interface NotInvited {
	readonly kind: 'not-invited';
	readonly why: 'unknown' | 'used' | 'declined' | 'opted-out' | 'ineligible' | 'quota-full' | 'link-needed';
}

/**
 * The wave of a survey that takes answers today. Without one: the one that pauses, the next that will, then the last that did. Waves that were
 * imported or simulated take none; a survey that has only such is closed.
 */
export async function findSurvey(
	site: Site,
	args: { survey: string },
): Promise<{ readonly kind: 'open'; readonly wave: Wave; readonly instrument: Instrument } | NotOpen> {
	const waves = await listWaves(site.storage.reader, args);
	const fielded = waves.filter((wave) => wave.origin === 'fielded');
	const now = site.clock.now();
	const known = fielded.map((wave) => ({ wave, available: availability(wave, dayIn(now, wave.timeZone)) }));

	const open = known.find(({ available }) => available.kind === 'open');
	if (open !== undefined) return { kind: 'open', wave: open.wave, instrument: await instrumentOf(site, open.wave) };

	const paused = known.find(({ available }) => available.kind === 'paused');
	if (paused !== undefined) return { kind: 'paused', instrument: await instrumentOf(site, paused.wave) };

	for (const { wave, available } of known) {
		if (available.kind !== 'not-yet-open') continue;
		return { kind: 'not-yet-open', instrument: await instrumentOf(site, wave), opensOn: available.opensOn };
	}
	const last = fielded.at(-1) ?? waves.at(-1);
	if (last !== undefined) {
		return { kind: 'closed', instrument: await instrumentOf(site, last), closedOn: last.closesOn };
	}
	const version = await findLatestVersion(site.storage.reader, args);
	const instrument =
		version === undefined ? undefined : await findInstrument(site.storage.reader, { survey: args.survey, version });
	return instrument === undefined ? { kind: 'unknown-survey' } : { kind: 'not-yet-open', instrument, opensOn: null };
}

async function instrumentOf(site: Site, wave: Wave): Promise<Instrument> {
	const { survey, instrumentVersion: version } = wave;
	const instrument = await findInstrument(site.storage.reader, { survey, version });
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	return instrument;
}
