import { describe, expect, it } from 'vitest';
import type { Wave } from '#core/fieldwork/index.ts';
import {
	bounceAddresses,
	claimMessage,
	countMessages,
	countToInvite,
	decideMessages,
	deleteTemplate,
	doubtMessages,
	giveBackMessage,
	holdMail,
	insertSample,
	listMessages,
	listTemplates,
	planInvitations,
	putTemplate,
	readMailGate,
	settleMember,
	settleMessage,
} from '../../src/lib/server/storage/index.ts';
import type { ClaimedMessage, Storage, StoredTemplate } from '../../src/lib/server/storage/index.ts';
import { person, storeWave } from './fielded.ts';

const noon = new Date('2026-03-02T12:00:00Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);
const everyState = ['waiting', 'sending', 'sent', 'failed', 'bounced', 'cancelled', 'uncertain'] as const;

/** What any storage has to do for the queue of e-mail and its words, run against each. */
export function messagesContract(name: string, open: () => Promise<Storage>): void {
	async function withInvited(count: number): Promise<{ storage: Storage; wave: Wave }> {
		const storage = await open();
		const wave = await storeWave(storage);
		const members = Array.from({ length: count }, (_, k) => person(wave, k + 1));
		await insertSample(storage.writer, { file: null, members });
		expect(await planInvitations(storage.writer, { wave: wave.id, now: noon })).toBe(count);
		return { storage, wave };
	}
	const claim = ({ writer }: Storage, seconds: number, perMinute = 60) =>
		claimMessage(writer, { now: later(seconds), perMinute, mayLeave: () => true });
	async function claimed(storage: Storage, seconds: number): Promise<ClaimedMessage> {
		const found = await claim(storage, seconds);
		if (found.kind !== 'claimed') throw new Error(found.kind);
		return found.message;
	}
	const shown = async ({ reader }: Storage, wave: Wave) =>
		(await listMessages(reader, { wave: wave.id, states: everyState, most: 100 }))
			.map(({ email, state, attempts }) => [email, state, attempts])
			.toSorted();

	describe(`messages in ${name}`, () => {
		it('are planned once for each who may be written to', async () => {
			const { storage, wave } = await withInvited(2);
			const { reader, writer } = storage;
			const more = [person(wave, 3), person(wave, 4, { email: null }), person(wave, 5, { state: 'declined' })];
			await insertSample(writer, { file: null, members: more });
			expect(await countToInvite(reader, { wave: wave.id })).toBe(1);
			expect(await planInvitations(writer, { wave: wave.id, now: noon })).toBe(1);
			expect(await planInvitations(writer, { wave: wave.id, now: noon })).toBe(0);
			const [waiting, ...others] = await countMessages(reader, { wave: wave.id });
			expect([waiting, others]).toEqual([{ round: 0, state: 'waiting', count: 3, changedAt: noon }, []]);
		});

		it('are claimed by one of all who ask, and the next no sooner than the pace allows', async () => {
			const { storage } = await withInvited(3);
			const claims = await Promise.all([claim(storage, 0), claim(storage, 0), claim(storage, 0)]);
			expect(claims.map(({ kind }) => kind)).toEqual(['claimed', 'wait', 'wait']);
			expect(claims[1]).toEqual({ kind: 'wait', until: later(1) });
			const [first, second, third] = [claims[0], await claim(storage, 1), await claim(storage, 2)];
			const places = [first, second, third].map((one) => one?.kind === 'claimed' && one.message.member.place);
			expect(new Set(places).size).toBe(3);
			expect(await claim(storage, 3)).toEqual({ kind: 'nothing' });
		});

		it('wait while their wave is held back, and are cancelled for who needs none any more', async () => {
			const { storage, wave } = await withInvited(2);
			expect(await holdMail(storage.writer, { wave: wave.id, held: true })).toBe(true);
			expect(await holdMail(storage.writer, { wave: wave.id, held: true })).toBe(false);
			expect(await claim(storage, 0)).toEqual({ kind: 'nothing' });
			await holdMail(storage.writer, { wave: wave.id, held: false });
			await settleMember(storage.writer, { wave: wave.id, place: 7919, state: 'ineligible' });
			expect((await claimed(storage, 0)).member.email).toBe('person2@example.net');
			expect(await claim(storage, 1)).toEqual({ kind: 'nothing' });
			expect(await shown(storage, wave)).toEqual([
				['person1@example.net', 'cancelled', 0],
				['person2@example.net', 'sending', 1],
			]);
		});

		it('that could not be handed over at all count no attempt, and nothing leaves for a while', async () => {
			const { storage, wave } = await withInvited(1);
			const message = await claimed(storage, 0);
			const until = (failures: number) => later(60 * failures);
			await giveBackMessage(storage.writer, { message, until, answer: 'no route', now: later(1) });
			expect(await shown(storage, wave)).toEqual([['person1@example.net', 'waiting', 0]]);
			expect(await readMailGate(storage.reader)).toMatchObject({ failures: 1, answer: 'no route' });
			expect(await claim(storage, 59)).toEqual({ kind: 'wait', until: later(60) });
			const again = await claimed(storage, 60);
			expect(again).toEqual(message);
			const sent = { state: 'sent', remote: '<1@example.org>' } as const;
			expect(await settleMessage(storage.writer, { message: again, attempted: sent, now: later(61) })).toBe(true);
			expect(await readMailGate(storage.reader)).toMatchObject({ failures: 0, answer: null });
		});

		it('of a process that stopped are doubted, not sent again, and what is known later still counts', async () => {
			const { storage, wave } = await withInvited(2);
			const [one, other] = [await claimed(storage, 0), await claimed(storage, 100)];
			const doubt = (before: number) =>
				doubtMessages(storage.writer, { claimedBefore: later(before), now: later(200) });
			expect([await doubt(0), await doubt(50), await doubt(50)]).toEqual([0, 1, 0]);
			expect(await claim(storage, 200)).toEqual({ kind: 'nothing' });
			const sent = { state: 'sent', remote: '<1@example.org>' } as const;
			expect(await settleMessage(storage.writer, { message: one, attempted: sent, now: later(201) })).toBe(true);
			// Somebody has decided that it goes again, so what the first attempt came to is late.
			await doubt(150);
			const which = { id: other.id };
			const again = { wave: wave.id, which, decision: 'again', now: later(202) } as const;
			expect(await decideMessages(storage.writer, again)).toBe(1);
			expect(await decideMessages(storage.writer, again)).toBe(0);
			expect(await settleMessage(storage.writer, { message: other, attempted: sent, now: later(203) })).toBe(false);
			expect((await shown(storage, wave)).map(([, state]) => state).toSorted()).toEqual(['sent', 'waiting']);
		});

		it('that come back are the last ones of their addresses, in whichever case, and end what is written there', async () => {
			const { storage, wave } = await withInvited(2);
			const message = await claimed(storage, 0);
			const sent = { state: 'sent', remote: '<1@example.org>' } as const;
			await settleMessage(storage.writer, { message, attempted: sent, now: later(1) });
			const addresses = [message.member.email.toUpperCase(), 'nobody@example.net'];
			const bounce = () => bounceAddresses(storage.writer, { wave: wave.id, addresses, now: later(2) });
			expect([await bounce(), await bounce()]).toEqual([
				{ marked: 1, known: 1 },
				{ marked: 0, known: 1 },
			]);
			expect((await shown(storage, wave)).map(([, state]) => state).toSorted()).toEqual(['bounced', 'waiting']);
		});
	});

	describe(`words of messages in ${name}`, () => {
		it('take the place of those before them, each kind and language of a survey for itself, and can be given up', async () => {
			const { reader, writer } = await open();
			const words: StoredTemplate = {
				...{ survey: 'tiny', kind: 'invitation', language: 'en', by: 'Ann', on: '2026-03-02' },
				...{ subject: 'Please', body: 'Hello ((name))' },
			};
			const [gaelic, reminder] = [
				{ ...words, language: 'gd' },
				{ ...words, kind: 'reminder' as const },
			];
			const other = { ...words, survey: 'other' };
			for (const template of [words, reminder, gaelic, other]) await putTemplate(writer, { template });
			const changed = { ...words, subject: 'Please do', by: 'Ben', on: '2026-03-03' };
			await putTemplate(writer, { template: changed });
			expect(await listTemplates(reader, { survey: 'tiny' })).toEqual([changed, gaelic, reminder]);
			expect([await deleteTemplate(writer, words), await deleteTemplate(writer, words)]).toEqual([true, false]);
			expect(await listTemplates(reader, { survey: 'tiny' })).toEqual([gaelic, reminder]);
			expect(await listTemplates(reader, { survey: 'other' })).toEqual([other]);
		});
	});
}
