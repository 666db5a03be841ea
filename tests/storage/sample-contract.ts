import { describe, expect, it } from 'vitest';
import { WaveId } from '#core/fieldwork/index.ts';
import { SurveySlug } from '#core/instrument/index.ts';
import {
	countMemberStates,
	findMemberOfToken,
	insertSample,
	knownContacts,
	listOptOuts,
	listSample,
	listSampleFiles,
	optOut,
	planInvitations,
	removeMember,
	settleMember,
	takeBackSample,
} from '../../src/lib/server/storage/index.ts';
import type { MemberState, SampleMember, Storage } from '../../src/lib/server/storage/index.ts';
import { bytesOf, person, storeWave } from './fielded.ts';

const contactOf = (email: string) => bytesOf(`contact of ${email}`);
const on = '2026-03-02';

/** What any storage has to do for the people whom a wave invites, run against each. */
export function sampleContract(name: string, open: () => Promise<Storage>): void {
	async function withPeople(count: number, more: (n: number) => Partial<SampleMember> = () => ({})) {
		const storage = await open();
		const wave = await storeWave(storage);
		const file = { id: 'f1', wave: wave.id, name: 'people.csv', rows: count, by: 'Ann', on };
		const members = Array.from({ length: count }, (_, k) => person(wave, k + 1, { file: file.id, ...more(k + 1) }));
		expect(await insertSample(storage.writer, { file, members })).toBe(true);
		return { storage, wave, file, members };
	}
	const whole = { state: undefined, search: '', from: 0, most: 100 };

	describe(`samples in ${name}`, () => {
		it('are brought in whole, or not at all where one address is there already', async () => {
			const { storage, wave, file, members } = await withPeople(2, () => ({ strata: { area: 'North' } }));
			const { reader, writer } = storage;
			expect((await listSample(reader, { wave: wave.id, ...whole })).members).toEqual(members);
			const more = [person(wave, 3), person(wave, 4, { email: 'person1@example.net' })];
			expect(await insertSample(writer, { file: { ...file, id: 'f2' }, members: more })).toBe(false);
			expect((await listSample(reader, { wave: wave.id, ...whole })).found).toBe(2);
			expect(await listSampleFiles(reader, { wave: wave.id })).toEqual([{ ...file, members: 2, inUse: false }]);
		});

		it('know whose token it is by its hash alone', async () => {
			const { storage, members } = await withPeople(2);
			const [, second] = members;
			expect(await findMemberOfToken(storage.reader, { token: bytesOf('token 2 of tiny.1') })).toEqual(second);
			expect(await findMemberOfToken(storage.reader, { token: bytesOf('token 2 of tiny.2') })).toBeUndefined();
		});

		it('are listed a part at a time, by state and by what names, addresses and organisations hold', async () => {
			const { storage, wave } = await withPeople(5, (n) => ({
				state: n === 5 ? 'declined' : 'ready',
				organisation: n === 3 ? '100% Bakers' : n === 4 ? 'Cask_Ale' : null,
			}));
			const names = async (more: { state?: MemberState; search?: string; from?: number; most?: number }) => {
				const { members, found } = await listSample(storage.reader, { wave: wave.id, ...whole, ...more });
				return [found, ...members.map((member) => member.name)];
			};
			expect(await names({ from: 1, most: 2 })).toEqual([5, 'Person 2', 'Person 3']);
			expect(await names({ state: 'declined' })).toEqual([1, 'Person 5']);
			expect(await names({ search: 'PERSON2@' })).toEqual([1, 'Person 2']);
			// Signs that stand for anything in a database stand for themselves here.
			expect(await names({ search: '%' })).toEqual([1, 'Person 3']);
			expect(await names({ search: '_' })).toEqual([1, 'Person 4']);
			const counts = { ready: 4, answered: 0, declined: 1, 'opted-out': 0, bounced: 0, ineligible: 0 };
			expect(await countMemberStates(storage.reader, { wave: wave.id })).toEqual(counts);
		});

		it('are taken back with their file, until somebody of it was written to or has done something', async () => {
			const { storage, wave, file } = await withPeople(2);
			const { reader, writer } = storage;
			expect(await removeMember(writer, { wave: WaveId.parse('tiny.9'), place: 7919 })).toBe(false);
			expect(await removeMember(writer, { wave: wave.id, place: 7919 })).toBe(true);
			await planInvitations(writer, { wave: wave.id, now: new Date(`${on}T12:00:00Z`) });
			expect(await removeMember(writer, { wave: wave.id, place: 2 * 7919 })).toBe(false);
			expect(await takeBackSample(writer, { wave: wave.id, file: file.id })).toBeUndefined();
			expect(await listSampleFiles(reader, { wave: wave.id })).toMatchObject([{ members: 1, inUse: true }]);
			const unused = { ...file, id: 'f2' };
			await insertSample(writer, { file: unused, members: [person(wave, 3, { file: 'f2' })] });
			expect(await takeBackSample(writer, { wave: wave.id, file: 'f2' })).toBe(1);
			expect(await takeBackSample(writer, { wave: wave.id, file: 'f2' })).toBeUndefined();
			expect((await listSample(reader, { wave: wave.id, ...whole })).found).toBe(1);
		});

		it('let somebody be said not to be askable and askable again, but not who has answered or opted out', async () => {
			const { storage, wave } = await withPeople(2, (n) => ({ state: n === 1 ? 'ready' : 'answered' }));
			const say = (n: number, state: 'ready' | 'ineligible') =>
				settleMember(storage.writer, { wave: wave.id, place: 7919 * n, state });
			expect([await say(1, 'ineligible'), await say(1, 'ineligible'), await say(1, 'ready')]).toEqual([
				true,
				false,
				true,
			]);
			expect([await say(2, 'ineligible'), await say(2, 'ready')]).toEqual([false, false]);
		});

		it('find addresses again in the waves of their own survey', async () => {
			const { storage, wave } = await withPeople(1);
			const other = await storeWave(storage, {
				...{ id: WaveId.parse('other.1'), survey: SurveySlug.parse('other') },
			});
			await insertSample(storage.writer, {
				file: null,
				members: [person(other, 8), person(other, 9, { email: 'person1@example.net' })],
			});
			const contacts = ['person1@example.net', 'person8@example.net'].map(contactOf);
			const known = await knownContacts(storage.reader, { survey: 'tiny', contacts });
			expect([...known]).toEqual([[contacts[0]?.toString('hex'), new Set([wave.id])]]);
		});
	});

	describe(`opting out in ${name}`, () => {
		it('takes name and address out of the samples of that survey, whatever the person has done, and leaves the hash', async () => {
			const { storage, wave } = await withPeople(3, (n) => ({ state: n === 2 ? 'answered' : 'ready' }));
			const { reader, writer } = storage;
			const other = await storeWave(storage, {
				...{ id: WaveId.parse('other.1'), survey: SurveySlug.parse('other') },
			});
			await insertSample(writer, { file: null, members: [person(other, 9, { email: 'person1@example.net' })] });
			const leave = (n: number) => {
				const contact = contactOf(`person${n}@example.net`);
				return optOut(writer, { place: undefined, contact, survey: 'tiny', on });
			};
			await leave(1);
			await leave(1);
			await leave(2);
			const shown = async (of: WaveId) =>
				(await listSample(reader, { wave: of, ...whole })).members
					.toSorted((a, b) => a.place - b.place)
					.map(({ email, name: called, state }) => [email, called, state]);
			expect(await shown(wave.id)).toEqual([
				[null, null, 'opted-out'],
				[null, null, 'answered'],
				['person3@example.net', 'Person 3', 'ready'],
			]);
			expect(await shown(other.id)).toEqual([['person1@example.net', 'Person 9', 'ready']]);
		});

		it('holds for one survey or, where it says none, for all, among however many are asked about', async () => {
			const { writer, reader } = await open();
			const contacts = Array.from({ length: 1201 }, (_, n) => contactOf(`${n}`));
			const leave = (n: number, survey: string) =>
				optOut(writer, { place: undefined, contact: contacts[n] ?? null, survey, on });
			await Promise.all([leave(0, 'tiny'), leave(600, 'other'), leave(1200, '')]);
			const outOf = async (survey: string) => {
				const found = await listOptOuts(reader, { survey, contacts });
				return contacts.flatMap((contact, n) => (found.has(contact.toString('hex')) ? [n] : []));
			};
			expect([await outOf('tiny'), await outOf('other'), await outOf('third')]).toEqual([
				[0, 1200],
				[600, 1200],
				[1200],
			]);
		});

		it('of somebody without an address is for their wave alone', async () => {
			const { storage, wave } = await withPeople(2, () => ({ contact: null, email: null }));
			await optOut(storage.writer, { place: 7919, contact: null, survey: 'tiny', on });
			expect(await countMemberStates(storage.reader, { wave: wave.id })).toMatchObject({ ready: 1, 'opted-out': 1 });
		});
	});
}
