import { availability, dayIn, daysAfter } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { soundings } from '../on-record.ts';
import type { Site } from '../site.ts';
import { openBallotsOf } from './interview/ballot.ts';
import { flagWave } from './quality/flag-wave.ts';
import {
	breakOffInterviews,
	forgetEndedInterviews,
	forgetPilotInterviews,
	listAllPilots,
	listAllWaves,
} from '../storage/index.ts';

/** How long the last page can still be seen, in days: as long as the cookie lasts. */
const daysRemembered = 30;
const atATime = 200;

/**
 * Ends what is left open in waves that have closed. An interview that was not completed is counted as broken off, without
 * its answers, which nobody but the respondent could read, and what was stored of it is deleted. What remains of ended
 * interviews is deleted once no cookie leads to it. So is what is left of interviews in pilots. Yields how many
 * interviews of waves were broken off.
 */
export async function sweepInterviews(site: Site): Promise<number> {
	const { reader, writer } = site.storage;
	const now = site.clock.now();
	const waves = (await listAllWaves(reader)).filter((wave) => wave.origin === 'fielded');
	let swept = 0;
	for (const wave of waves) {
		const today = dayIn(now, wave.timeZone);
		if (availability(wave, today).kind !== 'closed') continue;
		// Closing does this too; here it is for a process that stopped in between.
		const opened = await openBallotsOf(site, wave);
		if (opened !== undefined) await flagWave(site, { actor: soundings, survey: wave.survey, wave: wave.id });
		for (let count = atATime; count === atATime; swept += count) count = await breakOff(site, wave);
		await forgetEndedInterviews(writer, { wave: wave.id, before: daysAfter(today, -daysRemembered) });
	}
	const today = site.clock.today();
	const closed = (await listAllPilots(reader)).filter(({ state, closesOn }) => state === 'closed' || today > closesOn);
	await forgetPilotInterviews(writer, {
		closed: closed.map(({ id }) => id),
		before: daysAfter(today, -daysRemembered),
	});
	return swept;
}

async function breakOff(site: Site, wave: Wave): Promise<number> {
	return breakOffInterviews(site.storage.writer, {
		wave: wave.id,
		most: atATime,
		breakOff: (interview) => ({
			id: site.random.bytes(16).toString('hex'),
			wave: wave.id,
			version: interview.version,
			day: interview.startedDay,
			outcome: 'broken-off',
			mode: 'web',
			language: null,
			seed: null,
			arms: {},
			answers: {},
			abandoned: {},
			source: null,
			panelLink: null,
			baseWeight: null,
			seconds: null,
			signals: [],
		}),
	});
}
