import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IdentityMode } from '../../src/lib/core/fieldwork/index.ts';
import { ballotKeyOf, findDestroyableKey } from '../../src/lib/server/storage/index.ts';
import type { StoredResponse } from '../../src/lib/server/storage/index.ts';
import { unsealKey } from '../../src/lib/server/workflows/fieldwork/destroyable-key.ts';
import { administrator, associations, tellsOf } from './administrator.ts';
import type { Known } from './administrator.ts';
import { begin, close, invitedWave, post, responsesOf, send } from './invited.ts';
import { telling } from './instruments/telling.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';

const people = 40;
/** How often a system that tells nothing fails here. */
const level = 0.001;
const [firstDay, secondDay] = ['2026-03-02', '2026-03-03'];

type Answers = Readonly<Record<string, string>>;

/** Half answer eight pages and half three; the words of each are theirs alone and of every length. */
function answersOf(person: number): Answers {
	const use = person % 2 === 0;
	const code = (choices: number) => String((person % choices) + 1);
	return {
		use: use ? '1' : '2',
		...(use ? { why: code(3), when: '1', how: code(3), often: '2', more: code(3) } : {}),
		harmed: (person * 7) % 5 < 2 ? '1' : '2',
		words: `Person ${person} says ${'very '.repeat((person * 13) % 40)}much`,
	};
}

interface Held {
	readonly at: TestSite;
	readonly responses: readonly StoredResponse[];
	/** What is known of each member beside what their response tells. */
	readonly pairs: readonly (readonly [Known, Known])[];
	readonly ballots: readonly Buffer[];
	/** Whether any words stood in the log before the wave closed. */
	readonly isSaid: boolean;
}

/**
 * A wave in which people answer a few at a time, in an order of chance, the last of them on a day of their own. `during` and
 * `after` plant leaks: as somebody begins, and once the wave has closed.
 */
async function hold(
	mode: IdentityMode,
	plant: {
		during?: (at: TestSite, person: number) => void;
		/** Copies are taken between any two pages too, not only as somebody begins and as they send. */
		meanwhile?: boolean;
		after?: (at: TestSite, wave: string, last: number) => void;
	} = {},
): Promise<Held> {
	const at = await openTestSite();
	const invitees = Array.from({ length: people }, (_, person) => ({
		email: `p${person}@example.org`,
		name: `P ${person}`,
	}));
	const { wave, holders } = await invitedWave(at, { instrument: telling, mode, invitees });
	at.site.storage.accounts.$client.pragma('wal_autocheckpoint = 0');
	const watcher = administrator(at.folder, plant.meanwhile === true);
	let day = 0;
	watcher.look(day);
	const waiting = shuffled(holders.map((_, person) => person));
	const last = waiting.at(-1) ?? 0;
	const going: { person: number; token: string; code: string; left: [string, string][] }[] = [];
	const { $client } = at.site.storage.accounts;
	while (waiting.length > 0 || going.length > 0) {
		const isAlone = waiting.length === 1 && going.length === 0;
		if (isAlone) {
			at.goTo(secondDay);
			day = 1;
		}
		if (waiting.length > 0 && (isAlone || (waiting.length > 1 && going.length < 5 && Math.random() < 0.3))) {
			const person = waiting.shift() ?? 0;
			const holder = holders[person] ?? { place: 0, token: '' };
			const code = await begin(at, holder);
			plant.during?.(at, person);
			going.push({ person, token: holder.token, code, left: Object.entries(answersOf(person)) });
			watcher.look(day);
			continue;
		}
		const one = going[Math.floor(Math.random() * going.length)];
		if (one === undefined) continue;
		const { token, code } = one;
		const next = one.left.shift();
		if (next !== undefined) {
			await post(at, telling, { token, code, question: next[0], entered: next[1] });
			if (plant.meanwhile === true) watcher.look(day);
			continue;
		}
		watcher.look(day);
		expect(await send(at, { token, code })).toBe('completed');
		going.splice(going.indexOf(one), 1);
		watcher.look(day);
	}
	const ballots = $client.prepare('select sealed from ballots').pluck().all() as Buffer[];
	const isSaid = watcher.hasSeen('Person ');
	await close(at, wave);
	plant.after?.(at, wave.id, last);
	watcher.look(day);

	const responses = await responsesOf(at, wave);
	const known = watcher.known();
	const pairs = holders.map(({ place }, person): readonly [Known, Known] => {
		const words = answersOf(person).words ?? '';
		const rank = responses.findIndex(
			({ answers: { words: said } }) => said !== undefined && 'text' in said && said.text === words,
		);
		const response = responses[rank];
		const member = known.get(place);
		if (response === undefined || member === undefined) throw new Error(`person ${person} has not answered`);
		return [member, tellsOf(response, rank, firstDay ?? '')];
	});
	return { at, responses, pairs, ballots, isSaid };
}

function shuffled<T>(values: readonly T[]): T[] {
	return values
		.map((value) => [Math.random(), value] as const)
		.toSorted(([a], [b]) => a - b)
		.map(([, value]) => value);
}

function bytesOf({ folder }: TestSite, names = /soundings\.db/): Buffer {
	return Buffer.concat(
		readdirSync(folder)
			.filter((name) => names.test(name))
			.map((name) => readFileSync(join(folder, name))),
	);
}

describe.each(['anonymous-with-token', 'panel'] as const)(
	'an administrator with every copy of a wave that is %s',
	(mode) => {
		it('matches nobody to their answers better than chance', async () => {
			const { pairs, responses, ballots, at, isSaid } = await hold(mode);
			expect(pairs).toHaveLength(people);
			expect(associations(pairs, level)).toEqual([]);

			// Everything that could tell by its size has one size; what differs is random.
			for (const detail of ['stateLength', 'remainsLength', 'ballotLength', 'writes', 'armCounted']) {
				expect([detail, new Set(pairs.map(([member]) => member[detail])).size]).toEqual([detail, 1]);
			}
			// A day that one person had alone is nobody's.
			expect(new Set(responses.map(({ day }) => day))).toEqual(new Set([null]));

			// The ballots were in the copies, and open with nothing that a copy holds.
			const bytes = bytesOf(at);
			expect(ballots).toHaveLength(people);
			for (const ballot of ballots) expect(bytes.includes(ballot.subarray(0, 64))).toBe(false);
			const keys = at.site.storage.accounts.$client.prepare(
				"select sealed from destroyable_keys where purpose like 'ballots %'",
			);
			expect(keys.pluck().all()).toEqual([null]);
			expect(bytes.includes('Person 7 says')).toBe(true);
			expect(isSaid).toBe(false);
		}, 60_000);
	},
);

/**
 * A limit. The log gets as many writes of every interview, but somebody who is asked more posts more pages and is longer at
 * it. Who copies the database all the time, while people answer, sees that as who watches the network would; until the wave
 * closes it stands beside their token, and tells the route.
 */
it.fails('cannot tell from copies between any two pages how many of them somebody posted', async () => {
	const { pairs } = await hold('anonymous-with-token', { meanwhile: true });
	expect(associations(pairs, level)).toEqual([]);
});

describe('a leak that was planted', () => {
	it('is found: the day of somebody who had it alone', async () => {
		const { pairs } = await hold('anonymous-with-token', {
			after: ({ site }, wave, last) => {
				const { $client } = site.storage.accounts;
				$client.prepare('update responses set day = ? where wave = ?').run(firstDay, wave);
				const words = `%Person ${last} says%`;
				$client.prepare('update responses set day = ? where wave = ? and answers like ?').run(secondDay, wave, words);
			},
		});
		expect(associations(pairs, level)).toContainEqual(expect.objectContaining({ ofMember: 'day', ofResponse: 'day' }));
	}, 60_000);

	it('is found: a stratum that is counted by what was answered, as a token is used', async () => {
		const { pairs } = await hold('anonymous-with-token', {
			during: ({ site }, person) => {
				const arm = answersOf(person).use === '1' ? 'a' : 'b';
				site.storage.accounts.$client
					.prepare(
						"insert into allocations values ((select id from waves), 'planted', ?, 1) on conflict do update set count = count + 1",
					)
					.run(arm);
			},
		});
		expect(associations(pairs, level)).toContainEqual(
			expect.objectContaining({ ofMember: 'armCounted', ofResponse: 'use' }),
		);
	}, 60_000);

	it('is found: in a confidential wave, where rows are stored as people answer and lengths are their own', async () => {
		const { pairs, isSaid } = await hold('confidential');
		expect(isSaid).toBe(true);
		const found = associations(pairs, level).map(({ ofMember, ofResponse }) => `${ofMember} ${ofResponse}`);
		expect(found).toContain('stateLength length');
		expect(found).toContain('writes use');
		expect(found).toContain('remainsLength harmed');
	}, 60_000);
});

it('keeps the key of ballots under the site’s secret, which is in no copy of the database', async () => {
	const at = await openTestSite();
	const { wave, holders } = await invitedWave(at, {
		...{ instrument: telling, mode: 'panel' as const, invitees: [{ email: 'a@example.org' }] },
	});
	const [holder] = holders;
	if (holder === undefined) throw new Error('nobody');
	const code = await begin(at, holder);
	await post(at, telling, { token: holder.token, code, question: 'use', entered: '2' });
	const purpose = ballotKeyOf(wave.id);
	const key = await findDestroyableKey(at.site.storage.reader, { purpose });
	const sealed = key?.sealed ?? Buffer.alloc(0);
	expect(unsealKey(at.site, purpose, sealed)).toHaveLength(32);
	expect(() => unsealKey({ secrets: { keyFor: () => Buffer.alloc(32) } }, purpose, sealed)).toThrow();
	expect(bytesOf(at).includes(unsealKey(at.site, purpose, sealed))).toBe(false);
	expect(bytesOf(at).includes(holder.token)).toBe(false);
});
