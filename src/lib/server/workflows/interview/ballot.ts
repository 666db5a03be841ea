import { createHmac, randomInt } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { Outcome, indistinctTogether, pseudonymsKept } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { Answer, Language } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import {
	ballotKeyOf,
	deleteOpenedBallots,
	findDestroyableKey,
	listWaves,
	openBallots,
	readBallots,
	readResponses,
} from '../../storage/index.ts';
import type { SampleMember, StoredResponse } from '../../storage/index.ts';
import { destroyableKey, sealWith, unsealKey, unsealWith } from '../fieldwork/destroyable-key.ts';
import { panelNow } from '../fieldwork/panel-key.ts';
import type { EndedInterview } from './ended-interview.ts';
import { padded, sealedRoom } from './sealed-room.ts';

/** What a ballot holds of an ended interview; it gets its id when it is opened. */
const Ballot = z.strictObject({
	version: z.int().min(1),
	day: z.iso.date(),
	outcome: Outcome,
	language: Language.nullable(),
	seed: z.int().min(0).nullable(),
	arms: z.record(z.string(), z.string()),
	answers: z.record(z.string(), Answer),
	abandoned: z.record(z.string(), Answer),
	source: z.string().nullable(),
	panelLink: z.string().nullable(),
	seconds: z.int().nullable(),
	signals: z.array(z.string()),
});
type Ballot = z.infer<typeof Ballot>;

/** Seals ended interviews of a wave as ballots: all of one size, under the key that is destroyed when the wave closes. */
export async function ballotSealer(
	site: Site,
	wave: Wave,
	instrument: Instrument,
): Promise<(ended: EndedInterview, member: SampleMember) => Buffer> {
	const key = await destroyableKey(site, ballotKeyOf(wave.id));
	const panelKey =
		wave.identityMode === 'panel' ? await destroyableKey(site, (await panelNow(site, wave)).purpose) : undefined;
	const room = sealedRoom(instrument, 'ballot');
	return (ended, member) => {
		if (key === undefined) throw new Error('the key of a wave that takes answers is gone');
		const { id: _id, mode: _mode, baseWeight: _weight, ...held } = ended;
		const panelLink = wave.identityMode === 'panel' ? pseudonymOf(panelKey, member) : held.panelLink;
		const ballot = { ...held, panelLink: held.outcome === 'completed' ? panelLink : null, source: member.source };
		return sealWith(site, key, wave.id, padded(JSON.stringify(ballot), room));
	};
}

/**
 * By what the waves of one person are joined in the dataset: 128 bits of an HMAC of the keyed hash of their address. Without
 * the panel's key nobody gets from it to them, and once that is destroyed nobody can.
 */
function pseudonymOf(key: Buffer | undefined, { contact }: SampleMember): string | null {
	return key === undefined || contact === null
		? null
		: createHmac('sha256', key).update(contact).digest('hex').slice(0, 32);
}

/** A random place for a ballot. */
export function ballotPlace(site: Site): number {
	return Number(site.random.bytes(8).readBigUInt64BE() >> 12n);
}

/**
 * Makes responses of all ballots of a wave that has closed, at once and in random order, and destroys their key; undefined
 * where there is nothing to open. Days, languages, sources, durations and signals of machines stand only where enough share
 * them, and pseudonyms of a panel where enough share their pattern of waves, so that none of them picks out somebody of
 * whom it is known. The ballots, which nobody can open then, are deleted,
 * and the log is emptied, which still held key and ballots. Other requests are answered while it goes on.
 */
export async function openBallotsOf(site: Site, wave: Wave): Promise<number | undefined> {
	const { reader, writer } = site.storage;
	for (;;) {
		const key = await findDestroyableKey(reader, { purpose: ballotKeyOf(wave.id) });
		if (key === undefined) return undefined;
		const held = key.sealed === null ? undefined : await readOpened(site, wave, key.sealed);
		if (held !== undefined) {
			const links = await pseudonymsOf(site, wave, held);
			const responses = responsesFrom(site, wave, held, links);
			const opened = await openBallots(writer, {
				...{ wave: wave.id, on: site.clock.today(), read: held.length, responses },
			});
			if (opened === 'not-closed') return undefined;
			if (opened === 'more-came') continue;
			site.storage.emptyLog();
		}
		const deleted = await deleteAll(site, wave);
		if (held === undefined && deleted === 0) return undefined;
		site.storage.emptyLog();
		return held?.length;
	}
}

/** How many ballots are opened, or deleted, before other requests get their turn. */
const atATime = 200;

async function readOpened(site: Site, wave: Wave, sealedKey: Buffer): Promise<Ballot[]> {
	const key = unsealKey(site, ballotKeyOf(wave.id), sealedKey);
	const held: Ballot[] = [];
	for (let after = -1; ;) {
		const ballots = await readBallots(site.storage.reader, { wave: wave.id, after, most: atATime });
		for (const { sealed } of ballots) {
			held.push(Ballot.parse(JSON.parse(unsealWith(key, wave.id, sealed).toString('utf8'))));
		}
		const last = ballots.at(-1);
		if (last === undefined) return held;
		after = last.place;
		await setImmediate();
	}
}

async function deleteAll(site: Site, wave: Wave): Promise<number> {
	for (let all = 0; ;) {
		const deleted = await deleteOpenedBallots(site.storage.writer, { wave: wave.id, most: atATime });
		if (deleted === 0) return all;
		all += deleted;
	}
}

/** What may join the responses of a wave to those of one person in earlier ones. */
async function pseudonymsOf(site: Site, wave: Wave, ballots: readonly Ballot[]): Promise<ReadonlySet<string>> {
	const { reader } = site.storage;
	const now = shuffled(ballots.flatMap(({ panelLink }) => (panelLink === null ? [] : [panelLink])));
	if (now.length === 0) return new Set();
	const earlier: Set<string>[] = [];
	for (const { id, number } of await listWaves(reader, wave)) {
		if (number >= wave.number) continue;
		const links = new Set<string>();
		await readResponses(reader, {
			wave: id,
			each: ({ panelLink }) => void (panelLink !== null && links.add(panelLink)),
		});
		earlier.push(links);
	}
	return pseudonymsKept(earlier, now);
}

function responsesFrom(
	site: Site,
	wave: Wave,
	ballots: readonly Ballot[],
	links: ReadonlySet<string>,
): StoredResponse[] {
	// How an interview ended stands with the member too, so details are thinned among those that ended alike.
	const outcomes = [...new Set(ballots.map(({ outcome }) => outcome))];
	return outcomes.flatMap((outcome) => {
		const alike = shuffled(ballots.filter((ballot) => ballot.outcome === outcome));
		const rows = alike.map(({ language, day, source, seconds, signals }) => [
			...[language, day, source, seconds],
			signals.join(' '),
		]);
		const thinned = indistinctTogether<string | number>(rows);
		return alike.map((ballot, at) => {
			const [language, day, source, seconds, signals] = (thinned[at] ?? []).map((value) => value !== null);
			return {
				...ballot,
				id: site.random.bytes(16).toString('hex'),
				wave: wave.id,
				language: language === true ? ballot.language : null,
				day: day === true ? ballot.day : null,
				source: source === true ? ballot.source : null,
				seconds: seconds === true ? ballot.seconds : null,
				signals: signals === true ? ballot.signals : [],
				panelLink: ballot.panelLink !== null && links.has(ballot.panelLink) ? ballot.panelLink : null,
				mode: 'web' as const,
				baseWeight: null,
			};
		});
	});
}

/** Fisher and Yates. */
function shuffled<T>(values: readonly T[]): T[] {
	const order = [...values];
	for (let last = order.length - 1; last > 0; last--) {
		const at = randomInt(last + 1);
		const [a, b] = [order[at], order[last]];
		if (a !== undefined && b !== undefined) [order[at], order[last]] = [b, a];
	}
	return order;
}
