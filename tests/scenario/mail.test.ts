import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Post, Posted } from '../../src/lib/server/mail/post.ts';
import { postOf } from '../../src/lib/server/mail/post-of.ts';
import {
	changeWave,
	countToInvite,
	decideMessages,
	holdMail,
	planInvitations,
	planReminders,
	readMailGate,
} from '../../src/lib/server/storage/index.ts';
import { mostAttempts, sendNext } from '../../src/lib/server/workflows/fieldwork/messages/send-next.ts';
import { longestClaim, tendQueue } from '../../src/lib/server/workflows/fieldwork/messages/tend-queue.ts';
import { tokenOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { startMailServer } from '../clients/mail-server.ts';
import { contactOf, day, minute, openMailSite, second, type MailSite } from './mail-site.ts';

/** A service that answers as it is told, and remembers whom it was handed letters for. */
function answering(answer: (to: string) => Posted): Post & { readonly asked: string[] } {
	const asked: string[] = [];
	const send: Post['send'] = async ({ to }) => {
		asked.push(to);
		return answer(to);
	};
	return { by: 'smtp', send, arrivalOf: null, find: null, asked };
}
const taking = () => answering(() => ({ kind: 'taken', remote: 'r' }));

async function withPeople(count: number, args: Parameters<typeof openMailSite>[0] = {}): Promise<MailSite> {
	const mail = await openMailSite(args);
	for (let one = 1; one <= count; one++) mail.member({ email: `person${one}@example.net` });
	return mail;
}
const invite = ({ site, wave }: MailSite) =>
	planInvitations(site.storage.writer, { wave: wave.id, now: site.clock.now() });

describe('invitations', () => {
	it('reach everybody in the sample once, each with their own link, in their own language', async () => {
		const server = await startMailServer();
		onTestFinished(server.stop);
		const mail = await openMailSite({ settings: { SOUNDINGS_SMTP_URL: server.url } });
		const ann = mail.member({ email: 'ann@example.net', name: 'Ann\r\nBcc: evil@example.net' });
		mail.member({ email: 'mairi@example.net', name: 'Màiri', language: 'gd' });
		expect(await invite(mail)).toBe(2);
		expect(await invite(mail)).toBe(0);
		const post = postOf(mail.site.env);
		if (post === null) throw new Error('no mail server was named');
		await mail.drain(post);
		expect(server.received.map(({ to }) => to)).toEqual(
			expect.arrayContaining([['ann@example.net'], ['mairi@example.net']]),
		);
		expect(server.received).toHaveLength(2);
		const hers = server.received.find(({ to }) => to[0] === 'ann@example.net');
		const link = `https://surveys.example.org/i/${tokenOf(mail.site, { wave: mail.wave.id, place: ann })}`;
		expect(hers?.text).toContain(link);
		expect(hers?.text).not.toContain('evil');
		expect(hers?.html).toContain(`<a href="${link}">`);
		expect(hers?.headers.get('list-unsubscribe')).toEqual([`<${link}/opt-out>`]);
		expect(hers?.headers.get('bcc')).toBeUndefined();
		expect(server.received.find(({ to }) => to[0] === 'mairi@example.net')?.text).toContain('Halò Màiri,');
		expect(mail.messages().map(({ state }) => state)).toEqual(['sent', 'sent']);
	});

	it('go to nobody who opted out, answered, declined, bounced or is ineligible, nor without an address', async () => {
		const mail = await openMailSite();
		mail.member({ email: 'ready@example.net' });
		for (const state of ['answered', 'declined', 'opted-out', 'bounced', 'ineligible']) {
			mail.member({ email: `${state}@example.net`, state });
		}
		mail.member({ email: null });
		for (const [email, survey] of [
			['never@example.net', ''],
			['not-this@example.net', 'tiny'],
			['other@example.net', 'other'],
		]) {
			const place = mail.member({ email: email ?? '' });
			mail.run('insert into opt_outs values (?, ?, ?)', contactOf(email ?? '', place), survey, '2026-01-01');
		}
		const { site, wave } = mail;
		expect(await countToInvite(site.storage.reader, { wave: wave.id })).toBe(2);
		const post = taking();
		await invite(mail);
		await mail.drain(post);
		expect(post.asked.toSorted()).toEqual(['other@example.net', 'ready@example.net']);
	});

	it('are dropped for who answers, opts out or becomes ineligible between planning and sending', async () => {
		const mail = await withPeople(5);
		await invite(mail);
		mail.run("update sample_members set state = 'answered' where email = 'person1@example.net'");
		mail.run("update sample_members set state = 'ineligible' where email = 'person2@example.net'");
		mail.run('insert into opt_outs values (?, ?, ?)', contactOf('person3@example.net', 0), '', '2026-01-01');
		const post = taking();
		await mail.drain(post);
		expect(post.asked.toSorted()).toEqual(['person4@example.net', 'person5@example.net']);
		expect(mail.messages().map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'sent', 'sent']);
	});

	it('leave evenly, as many in a minute as the settings say, over a restart too', async () => {
		const mail = await withPeople(10, { settings: { SOUNDINGS_MAIL_PER_MINUTE: '30' } });
		await invite(mail);
		const post = taking();
		const began = mail.site.clock.now().getTime();
		expect((await sendNext(mail.site, post)).kind).toBe('tried');
		expect(await sendNext(mail.site, post)).toEqual({ kind: 'wait', until: new Date(began + 2 * second) });
		await mail.drain(post);
		expect(post.asked).toHaveLength(10);
		expect(mail.site.clock.now().getTime() - began).toBe(20 * second);
	});

	it('stop while the wave is paused, held back or over, and are cancelled once it is closed', async () => {
		const mail = await withPeople(2);
		const { site, wave } = mail;
		await invite(mail);
		const post = taking();
		const change = (more: object) =>
			changeWave(site.storage.writer, { id: wave.id, change: (before) => ({ ...before, ...more }) });
		await change({ paused: true });
		await mail.drain(post);
		await change({ paused: false, closesOn: '2026-03-01' });
		await mail.drain(post);
		await change({ closesOn: null, opensOn: '2026-03-03' });
		await mail.drain(post);
		await change({ opensOn: '2026-03-01' });
		await holdMail(site.storage.writer, { wave: wave.id, held: true });
		await mail.drain(post);
		expect(post.asked).toEqual([]);
		await holdMail(site.storage.writer, { wave: wave.id, held: false });
		expect((await sendNext(site, post)).kind).toBe('tried');
		await change({ state: 'closed', closesOn: '2026-03-02' });
		await mail.drain(post);
		await tendQueue(site, post);
		expect(post.asked).toHaveLength(1);
		expect(
			mail
				.messages()
				.map(({ state }) => state)
				.toSorted(),
		).toEqual(['cancelled', 'sent']);
	});

	it('with words that do not fit the wave leave to nobody', async () => {
		const mail = await withPeople(1, { identityMode: 'confidential' });
		const { site } = mail;
		mail.run(
			"insert into message_templates values ('tiny', 'invitation', 'en', 'Hi', 'Anonymous! ((link)) ((opt out))', 'A', '2026-01-01')",
		);
		await invite(mail);
		const post = taking();
		await mail.drain(post);
		expect(post.asked).toEqual([]);
		expect(mail.messages()[0]).toMatchObject({ state: 'failed' });
		expect(await readMailGate(site.storage.reader)).toMatchObject({ failures: 0 });
	});
});

describe('a message that is not taken', () => {
	it('is tried again after ever longer waits, and has failed after the last attempt', async () => {
		const mail = await withPeople(1);
		await invite(mail);
		const post = answering(() => ({ kind: 'not-now', answer: '450 later' }));
		const waits: number[] = [];
		for (let spent = 0; mail.messages()[0]?.state !== 'failed'; spent += 5 * minute) {
			const before = post.asked.length;
			await mail.drain(post);
			if (post.asked.length > before) waits.push(spent / minute);
			mail.pass(5 * minute);
		}
		expect(waits).toEqual([0, 5, 25, 105, 425, 1705]);
		expect(post.asked).toHaveLength(mostAttempts);
		expect(mail.messages()[0]).toMatchObject({ state: 'failed', answer: '450 later' });
		expect(mail.stateOf('person1@example.net')).toBe('ready');
	});

	it('since there is no such mailbox is a bounce of its member, whom nobody writes to again', async () => {
		const server = await startMailServer({
			onRcptTo: ({ address }, _session, done) =>
				done(address.startsWith('person1@') ? Object.assign(new Error('5.1.1 gone'), { responseCode: 550 }) : null),
		});
		onTestFinished(server.stop);
		const mail = await withPeople(2, { settings: { SOUNDINGS_SMTP_URL: server.url } });
		await invite(mail);
		await mail.drain(postOf(mail.site.env) ?? taking());
		expect(mail.messages().map(({ state }) => state)).toEqual(['bounced', 'sent']);
		expect(mail.stateOf('person1@example.net')).toBe('bounced');
		mail.pass(8 * day);
		const { site, wave } = mail;
		expect(await planReminders(site.storage.writer, { wave: wave.id, days: [7], now: site.clock.now() })).toBe(1);
		expect(server.received).toHaveLength(1);
	});

	it('since the server is down waits with all others, costs no attempt, and leaves when it is up again', async () => {
		const first = await startMailServer();
		await first.stop();
		const mail = await withPeople(3, { settings: { SOUNDINGS_SMTP_URL: first.url } });
		const { site } = mail;
		await invite(mail);
		const post = postOf(site.env) ?? taking();
		const began = site.clock.now().getTime();
		for (let tries = 0; tries < 12;) {
			const sent = await sendNext(site, post);
			if (sent.kind === 'tried') tries++;
			if (sent.kind === 'wait') mail.pass(sent.until.getTime() - site.clock.now().getTime());
		}
		expect(site.clock.now().getTime() - began).toBeGreaterThan(60 * minute);
		expect(await readMailGate(site.storage.reader)).toMatchObject({ failures: 12, answer: expect.any(String) });
		expect(mail.messages().map(({ state, attempts }) => [state, attempts])).toEqual(Array(3).fill(['waiting', 0]));
		const again = await startMailServer({}, first.port);
		onTestFinished(again.stop);
		mail.pass(15 * minute);
		await mail.drain(post);
		expect(again.received.map(({ to }) => to[0]).toSorted()).toEqual(
			[1, 2, 3].map((one) => `person${one}@example.net`),
		);
		expect(await readMailGate(site.storage.reader)).toMatchObject({ failures: 0, answer: null });
	}, 20_000);
});

describe('reminders', () => {
	it('go on the plan’s days after the invitation to those who have not answered, once each, and not in a heap', async () => {
		const mail = await withPeople(3);
		const { site, wave } = mail;
		const post = taking();
		const remind = () => planReminders(site.storage.writer, { wave: wave.id, days: [7, 14], now: site.clock.now() });
		await invite(mail);
		await mail.drain(post);
		mail.pass(7 * day - minute);
		expect(await remind()).toBe(0);
		mail.run("update sample_members set state = 'answered' where email = 'person1@example.net'");
		mail.pass(2 * minute);
		expect(await remind()).toBe(2);
		expect(await remind()).toBe(0);
		await mail.drain(post);
		expect(post.asked.slice(3).toSorted()).toEqual(['person2@example.net', 'person3@example.net']);
		// Long after both are due the second still keeps its distance from the first.
		mail.run("update sample_members set state = 'declined' where email = 'person2@example.net'");
		mail.pass(6 * day);
		expect(await remind()).toBe(0);
		mail.pass(day + minute);
		expect(await remind()).toBe(1);
		await mail.drain(post);
		expect(post.asked.slice(5)).toEqual(['person3@example.net']);
		mail.pass(100 * day);
		expect(await remind()).toBe(0);
	});

	it('go to nobody whose invitation never left', async () => {
		const mail = await withPeople(1);
		const { site, wave } = mail;
		await invite(mail);
		mail.pass(30 * day);
		expect(await planReminders(site.storage.writer, { wave: wave.id, days: [7], now: site.clock.now() })).toBe(0);
	});
});

describe('a process that stops in the middle', () => {
	const now = () => new Date();
	const child = (folder: string, url: string, moment: string) =>
		new Promise<string | null>((resolve, reject) => {
			const script = fileURLToPath(new URL('./mail-child.ts', import.meta.url));
			const args = ['--import', 'tsx', script, folder, url, moment];
			const started = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
			started.once('error', reject);
			started.once('exit', (code, signal) => resolve(signal ?? String(code)));
		});

	it.each([
		['before', 'between the claim and handing over', 0],
		['after', 'between handing over and writing it down', 1],
	] as const)(
		'%s: killed %s, leaves one message uncertain, and nobody gets two',
		async (moment, _words, arrived) => {
			const server = await startMailServer();
			onTestFinished(server.stop);
			const mail = await withPeople(6, { settings: { SOUNDINGS_SMTP_URL: server.url }, now: now() });
			const { site, wave } = mail;
			await invite(mail);
			expect(await child(mail.folder, server.url, moment)).toBe('SIGKILL');
			const post = postOf(site.env) ?? taking();
			mail.pass(minute);
			await tendQueue(site, post);
			await mail.drain(post);
			expect(mail.messages().filter(({ state }) => state === 'sending')).toHaveLength(1);
			mail.pass(longestClaim + minute);
			await tendQueue(site, post);
			await mail.drain(post);
			const [doubted, ...others] = mail.messages().filter(({ state }) => state === 'uncertain');
			expect(others).toEqual([]);
			expect(server.received).toHaveLength(5 + arrived);
			expect(server.received.filter(({ to }) => to[0] === doubted?.email)).toHaveLength(arrived);
			// A person looks and decides; only then does it leave again.
			const decision = arrived === 1 ? 'sent' : 'again';
			await decideMessages(site.storage.writer, {
				wave: wave.id,
				which: { state: 'uncertain' },
				decision,
				now: site.clock.now(),
			});
			await mail.drain(post);
			expect(server.received.map(({ to }) => to[0]).toSorted()).toEqual(
				[1, 2, 3, 4, 5, 6].map((one) => `person${one}@example.net`),
			);
			expect(mail.messages().every(({ state }) => state === 'sent')).toBe(true);
		},
		30_000,
	);

	it('or goes on beside others: three work off one queue and nobody gets two', async () => {
		const server = await startMailServer();
		onTestFinished(server.stop);
		const mail = await withPeople(60, { now: now() });
		await invite(mail);
		const ends = await Promise.all([1, 2, 3].map(() => child(mail.folder, server.url, 'never')));
		expect(ends).toEqual(['0', '0', '0']);
		expect(new Set(server.received.map(({ to }) => to[0])).size).toBe(60);
		expect(server.received).toHaveLength(60);
	}, 60_000);

	it('and wakes up again after its message was doubted still writes down what it knows', async () => {
		const mail = await withPeople(1);
		const { site } = mail;
		await invite(mail);
		const slow = answering(() => ({ kind: 'taken', remote: 'r' }));
		const sleeping: Post = {
			...slow,
			send: async (letter) => {
				mail.pass(longestClaim + minute);
				await tendQueue(site, slow);
				expect(mail.messages()[0]?.state).toBe('uncertain');
				return slow.send(letter);
			},
		};
		await sendNext(site, sleeping);
		expect(mail.messages()[0]).toMatchObject({ state: 'sent' });
		await mail.drain(slow);
		expect(slow.asked).toHaveLength(1);
	});
});
