import { describe, expect, it } from 'vitest';
import { WaveId } from '#core/fieldwork/index.ts';
import {
	ballotKeyOf,
	changeInterview,
	changeWave,
	countBallots,
	countMemberStates,
	countResponses,
	deleteOpenedBallots,
	endInvitation,
	findDestroyableKey,
	findInterview,
	insertSample,
	listQuotaCounts,
	openBallots,
	readBallots,
	settleDestroyableKey,
} from '../../src/lib/server/storage/index.ts';
import type { Storage } from '../../src/lib/server/storage/index.ts';
import { beginInterview, bytesOf, person, responseOf, storeWave } from './fielded.ts';

const on = '2026-03-02';
const tokenOf = (n: number) => bytesOf(`token ${n} of tiny.1`);

/** What any storage has to do for ballots, their keys and quotas, run against each. */
export function ballotsContract(name: string, open: () => Promise<Storage>): void {
	/** A wave of some people, with the key of its ballots unless `isKeyless`. */
	async function withPeople(count: number, { isKeyless = false } = {}) {
		const storage = await open();
		const wave = await storeWave(storage);
		const members = Array.from({ length: count }, (_, k) => person(wave, k + 1));
		await insertSample(storage.writer, { file: null, members });
		const key = { purpose: ballotKeyOf(wave.id), sealed: bytesOf('key'), madeOn: on };
		if (!isKeyless) await settleDestroyableKey(storage.writer, key);
		return { storage, wave, key };
	}
	const ballot = (n: number, more: { fills?: string[]; places?: number[] } = {}) => {
		const { fills = [], places = [1000 - n] } = more;
		let drawn = 0;
		const place = () => places[drawn++] ?? places.at(-1) ?? 0;
		return {
			...({ kind: 'ballot', state: 'completed', member: 'answered' } as const),
			...{ ballot: bytesOf(`ballot ${n}`), place, fills },
		};
	};
	const cast = (storage: Storage, n: number, more: Parameters<typeof ballot>[1] = {}) =>
		endInvitation(storage.writer, { token: tokenOf(n), end: () => ballot(n, more) });

	describe(`ballots in ${name}`, () => {
		it('are cast as the interview ends, its token is used and its quotas are filled, or none of it', async () => {
			const { storage, wave, key } = await withPeople(1, { isKeyless: true });
			const { reader, writer } = storage;
			const lookup = await beginInterview(storage, wave, 1);
			const end = () =>
				changeInterview(writer, {
					...{ lookup, token: tokenOf(1) },
					change: () => ({ result: 'ended', sealed: Buffer.from('gone'), ending: ballot(1, { fills: ['north'] }) }),
				});
			const standing = async () => [
				await countBallots(reader, { wave: wave.id }),
				(await countMemberStates(reader, { wave: wave.id })).answered,
				(await findInterview(reader, { lookup }))?.state,
				(await listQuotaCounts(reader, { wave: wave.id })).get('north'),
			];
			await expect(end()).rejects.toThrow('after the key was gone');
			expect(await standing()).toEqual([0, 0, 'open', undefined]);
			await settleDestroyableKey(writer, key);
			expect(await end()).toBe('ended');
			expect(await standing()).toEqual([1, 1, 'completed', 1]);
			expect((await findInterview(reader, { lookup }))?.sealed).toEqual(Buffer.from('gone'));
		});

		it('lie where chance puts them, elsewhere where one lies, and are read in that order a part at a time', async () => {
			const { storage, wave } = await withPeople(4);
			await cast(storage, 1, { places: [30] });
			await cast(storage, 2, { places: [10] });
			await cast(storage, 3, { places: [30, 10, 20] });
			await expect(cast(storage, 4, { places: [30] })).rejects.toThrow('not random');
			expect(await countMemberStates(storage.reader, { wave: wave.id })).toMatchObject({ ready: 1, answered: 3 });
			const read = (after: number) => readBallots(storage.reader, { wave: wave.id, after, most: 2 });
			expect((await read(0)).map(({ place }) => place)).toEqual([10, 20]);
			expect(await read(20)).toEqual([{ place: 30, sealed: bytesOf('ballot 1') }]);
			expect(await read(30)).toEqual([]);
		});

		it('become responses once, when the wave is closed and all were read, and nobody can open them after', async () => {
			const { storage, wave, key } = await withPeople(3);
			const { reader, writer } = storage;
			for (const n of [1, 2, 3]) await cast(storage, n);
			const responses = [3, 1, 2].map((n) => responseOf(wave, n));
			const become = (read: number) => openBallots(writer, { wave: wave.id, on, read, responses });
			expect(await become(3)).toBe('not-closed');
			await changeWave(writer, { id: wave.id, change: (before) => ({ ...before, state: 'closed' }) });
			expect(await become(2)).toBe('more-came');
			const broken = [...responses, { ...responseOf(wave, 4), wave: WaveId.parse('no-such-wave') }];
			await expect(openBallots(writer, { wave: wave.id, on, read: 3, responses: broken })).rejects.toThrow();
			expect(await deleteOpenedBallots(writer, { wave: wave.id, most: 10 })).toBe(0);
			expect((await countResponses(reader, { wave: wave.id })).completed).toBe(0);
			expect((await findDestroyableKey(reader, key))?.sealed).toEqual(key.sealed);
			expect(await become(3)).toBe('opened');
			expect(await findDestroyableKey(reader, key)).toEqual({ ...key, sealed: null, destroyedOn: on });
			expect(await become(3)).toBe('opened-before');
			expect((await countResponses(reader, { wave: wave.id })).completed).toBe(3);
			const deleted = () => deleteOpenedBallots(writer, { wave: wave.id, most: 2 });
			expect([await deleted(), await deleted(), await deleted()]).toEqual([2, 1, 0]);
		});
	});

	describe(`keys that are destroyed one day in ${name}`, () => {
		it('are made once for their purpose, and never again once they are destroyed', async () => {
			const { storage, wave, key } = await withPeople(0);
			const { writer } = storage;
			const settled = { ...key, destroyedOn: null };
			const again = { ...key, sealed: bytesOf('another') };
			expect(await settleDestroyableKey(writer, again)).toEqual(settled);
			await changeWave(writer, { id: wave.id, change: (before) => ({ ...before, state: 'closed' }) });
			await openBallots(writer, { wave: wave.id, on, read: 0, responses: [] });
			expect(await settleDestroyableKey(writer, again)).toEqual({ ...settled, sealed: null, destroyedOn: on });
		});
	});

	describe(`quotas in ${name}`, () => {
		it('are never filled beyond what each interview that ends sees of those before it', async () => {
			const { storage, wave } = await withPeople(0);
			const { reader, writer } = storage;
			const lookups = await Promise.all(Array.from({ length: 12 }, (_, n) => beginInterview(storage, wave, n)));
			const ends = await Promise.all(
				lookups.map((lookup, n) =>
					changeInterview(writer, {
						lookup,
						change: (_, { filled }) => {
							if (filled('young') >= 5) return { result: 'full' };
							const response = responseOf(wave, n);
							const ending = { kind: 'response', state: 'completed', fills: ['young', 'all'], response } as const;
							return { result: 'completed', ending };
						},
					}),
				),
			);
			expect(ends.filter((end) => end === 'completed')).toHaveLength(5);
			const counted = await listQuotaCounts(reader, { wave: wave.id });
			expect([counted.get('young'), counted.get('all'), counted.get('old')]).toEqual([5, 5, undefined]);
			expect((await countResponses(reader, { wave: wave.id })).completed).toBe(5);
		});
	});
}
