import { Writable } from 'node:stream';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openLogs } from '../../src/lib/server/log.ts';
import { postOf } from '../../src/lib/server/mail/post-of.ts';
import type { Post, Posted } from '../../src/lib/server/mail/post.ts';
import { planInvitations } from '../../src/lib/server/storage/index.ts';
import { startSending } from '../../src/lib/server/workflows/fieldwork/messages/sending.ts';
import { longestClaim, tendQueue } from '../../src/lib/server/workflows/fieldwork/messages/tend-queue.ts';
import { sendNext } from '../../src/lib/server/workflows/fieldwork/messages/send-next.ts';
import { tokenOf } from '../../src/lib/server/workflows/fieldwork/token.ts';
import { startMailServer } from '../clients/mail-server.ts';
import { day, minute, openMailSite, type MailSite } from './mail-site.ts';

const invite = ({ site, wave }: MailSite) =>
	planInvitations(site.storage.writer, { wave: wave.id, now: site.clock.now() });

describe('sending beside the requests', () => {
	it('works off the queue, writes nobody into the log, and stops when it is told to', async () => {
		const server = await startMailServer({
			onRcptTo: ({ address }, _session, done) =>
				done(address.startsWith('gone') ? Object.assign(new Error(`no ${address}`), { responseCode: 550 }) : null),
		});
		onTestFinished(server.stop);
		const mail = await openMailSite({ settings: { SOUNDINGS_SMTP_URL: server.url } });
		const place = mail.member({ email: 'ann@example.net', name: 'Ann Surname' });
		mail.member({ email: 'gone@example.net', name: 'Bob Surname' });
		await invite(mail);
		const post = postOf(mail.site.env);
		if (post === null) throw new Error('no mail server was named');
		let logged = '';
		const destination = new Writable({
			write: (chunk: Buffer, _, done) => (void (logged += chunk.toString()), done()),
		});
		// Later a fault of our own, whose words quote an address.
		let failing = false;
		const faulty: Post = {
			...post,
			send: (letter) => (failing ? Promise.reject(new Error(`fault at ${letter.to}`)) : post.send(letter)),
		};
		const site = { ...mail.site, log: openLogs('trace', destination) };
		const sending = startSending(site, faulty, async () => true);
		await vi.waitFor(() => {
			mail.pass(minute);
			expect(mail.messages().map(({ state }) => state)).toEqual(['sent', 'bounced']);
		}, 10_000);
		failing = true;
		mail.member({ email: 'cat@example.net', name: 'Cat Surname' });
		await invite(mail);
		await vi.waitFor(() => expect(logged).toContain('could not be worked off'), 10_000);
		await sending.stop(5000);
		expect(server.received).toHaveLength(1);
		const token = tokenOf(site, { wave: mail.wave.id, place });
		for (const secret of ['@example.net', 'Surname', token, 'Ann']) expect(logged).not.toContain(secret);
		expect(
			mail
				.messages()
				.map(({ answer }) => answer ?? '')
				.join(),
		).not.toContain('@');
	}, 30_000);
});

describe('a service that tells what became of letters', () => {
	function telling(posted: Posted, more: Partial<Post> = {}): Post {
		return { by: 'notify', send: async () => posted, arrivalOf: null, find: null, ...more };
	}

	it('has its bounces put down, and is not asked again about what has arrived', async () => {
		const mail = await openMailSite();
		for (const name of ['ann', 'bob', 'cat']) mail.member({ email: `${name}@example.net` });
		await invite(mail);
		let sent = 0;
		const asked: string[] = [];
		const post = telling(
			{ kind: 'taken', remote: 'r' },
			{
				send: async () => ({ kind: 'taken', remote: `r${++sent}` }),
				arrivalOf: async (remote) => {
					asked.push(remote);
					if (remote === 'r1') return { kind: 'undeliverable', answer: 'gone' };
					return remote === 'r2' ? { kind: 'arrived' } : { kind: 'under-way' };
				},
			},
		);
		await mail.drain(post);
		mail.pass(10 * minute);
		await tendQueue(mail.site, post);
		expect(asked.toSorted()).toEqual(['r1', 'r2', 'r3']);
		expect(
			mail
				.messages()
				.map(({ state }) => state)
				.toSorted(),
		).toEqual(['bounced', 'sent', 'sent']);
		expect(['ann', 'bob', 'cat'].filter((name) => mail.stateOf(`${name}@example.net`) === 'bounced')).toHaveLength(1);
		await tendQueue(mail.site, post);
		expect(asked.slice(3)).toEqual(['r3']);
		mail.pass(5 * day);
		await tendQueue(mail.site, post);
		expect(asked).toHaveLength(4);
	});

	it('clears up what is uncertain where it knows the letter, and leaves the rest to a person', async () => {
		const mail = await openMailSite();
		mail.member({ email: 'ann@example.net' });
		mail.member({ email: 'bob@example.net' });
		await invite(mail);
		const unknown = telling({ kind: 'unknown', answer: 'lost' });
		await mail.drain(unknown);
		expect(mail.messages().map(({ state }) => state)).toEqual(['uncertain', 'uncertain']);
		let known: string | undefined;
		const finding = telling(
			{ kind: 'unknown', answer: 'lost' },
			{ find: async (id) => ((known ??= id) === id ? 'n1' : undefined) },
		);
		mail.pass(longestClaim);
		await tendQueue(mail.site, finding);
		expect(
			mail
				.messages()
				.map(({ state }) => state)
				.toSorted(),
		).toEqual(['sent', 'uncertain']);
		expect(await sendNext(mail.site, finding)).toEqual({ kind: 'nothing' });
	});
});
