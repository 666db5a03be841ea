import { describe, expect, it, onTestFinished } from 'vitest';
import type { StaffUser } from '#server/accounts/authorise.ts';
import { postOf } from '#server/mail/post-of.ts';
import { listAudit } from '#server/storage/index.ts';
import {
	decideOn,
	dropTemplate,
	holdMessages,
	messagesPageOf,
	putDownBounces,
	saveTemplate,
	sendInvitations,
	sendTrial,
	templatePageOf,
} from '#server/workflows/fieldwork/messages/index.ts';
import { startMailServer } from '../clients/mail-server.ts';
import { openMailSite, type MailSite } from './mail-site.ts';

const manager: StaffUser = {
	...{ id: 'm', name: 'Manager', email: 'manager@example.org', session: 's', administrator: false, twoFactor: false },
	grants: [{ role: 'fieldwork', survey: 'tiny' }],
};

/** A wave with a mail server and three people, on behalf of its manager. */
async function managed(args: Parameters<typeof openMailSite>[0] = {}) {
	const server = await startMailServer();
	onTestFinished(server.stop);
	const mail = await openMailSite({ ...args, settings: { SOUNDINGS_SMTP_URL: server.url } });
	for (const name of ['Ann', 'Bob', 'Cat']) mail.member({ email: `${name.toLowerCase()}@example.net`, name });
	const site = { ...mail.site, asker: manager };
	const at = { survey: 'tiny', wave: mail.wave.id, actor: manager };
	return { mail, server, site, at, page: async () => messagesPageOf(site, at) };
}
const sendAll = async (mail: MailSite) => {
	const post = postOf(mail.site.env);
	if (post !== null) await mail.drain(post);
};

describe('the messages of a wave', () => {
	it('say how many would be invited, send once, and show what became of each', async () => {
		const { mail, site, at, page, server } = await managed();
		expect(await page()).toMatchObject({ toInvite: 3, notSendable: null, leaving: true, counts: [] });
		expect(await sendInvitations(site, at)).toEqual({ kind: 'planned', count: 3 });
		expect(await sendInvitations(site, at)).toEqual({ kind: 'not-sendable', why: 'nobody' });
		expect(await holdMessages(site, { ...at, held: true })).toBe(true);
		await sendAll(mail);
		expect(await page()).toMatchObject({ held: true, leaving: false, counts: [{ state: 'waiting', count: 3 }] });
		await holdMessages(site, { ...at, held: false });
		await sendAll(mail);
		expect(await page()).toMatchObject({ toInvite: 0, counts: [{ round: 0, state: 'sent', count: 3 }] });
		expect(server.received).toHaveLength(3);
	});

	it('cannot be sent by an open link, without a service, after the close, or with words that do not fit', async () => {
		const { site, at, mail } = await managed({ identityMode: 'anonymous' });
		expect(await sendInvitations(site, at)).toEqual({ kind: 'not-sendable', why: 'open-link' });
		mail.run("update waves set identity_mode = 'panel', closes_on = null");
		const { SOUNDINGS_SMTP_URL: _server, ...env } = site.env;
		expect(await sendInvitations({ ...site, env }, at)).toEqual({ kind: 'not-sendable', why: 'no-post' });
		mail.run(
			"insert into message_templates values ('tiny', 'reminder', 'gd', 'Hi', 'Gun urra! ((link)) ((opt out))', 'A', '2026-01-01')",
		);
		expect(await sendInvitations(site, at)).toEqual({ kind: 'not-sendable', why: 'words' });
		mail.run("update waves set state = 'closed'");
		expect(await sendInvitations(site, at)).toEqual({ kind: 'not-sendable', why: 'closed' });
	});

	it('that came back are found in what is pasted, a list or a whole message, and nobody else is touched', async () => {
		const { mail, site, at, page } = await managed();
		await sendInvitations(site, at);
		await sendAll(mail);
		const pasted = `Subject: Undelivered Mail Returned to Sender\nFinal-Recipient: rfc822; Ann@Example.NET\n
			<bob@example.net>: host mx said: 550 no such user. Reporting: postmaster@example.org, someone@else.example`;
		expect(await putDownBounces(site, { ...at, pasted })).toEqual({ marked: 2, known: 2 });
		expect(await putDownBounces(site, { ...at, pasted })).toEqual({ marked: 0, known: 2 });
		expect(await putDownBounces(site, { ...at, pasted: 'nobody@example.org' })).toEqual({ marked: 0, known: 0 });
		expect(['ann', 'bob', 'cat'].map((name) => mail.stateOf(`${name}@example.net`))).toEqual([
			'bounced',
			'bounced',
			'ready',
		]);
		expect((await page())?.bounced.map(({ email }) => email).toSorted()).toEqual([
			'ann@example.net',
			'bob@example.net',
		]);
	});

	it('that failed are tried again when somebody says so, those of this wave alone', async () => {
		const { mail, site, at } = await managed();
		await sendInvitations(site, at);
		mail.run("update messages set state = 'failed', attempts = 6");
		const elsewhere = { ...at, survey: 'other' };
		const asked = { which: { state: 'failed' }, decision: 'again' } as const;
		expect(await decideOn({ ...site, asker: null }, { ...elsewhere, ...asked })).toBe(0);
		expect(await decideOn(site, { ...at, ...asked })).toBe(3);
		await sendAll(mail);
		expect(mail.messages().map(({ state, attempts }) => [state, attempts])).toEqual(Array(3).fill(['sent', 1]));
		expect(await decideOn(site, { ...at, ...asked })).toBe(0);
	});

	it('leave numbers on the record, and no address, no name and no token', async () => {
		const { mail, site, at } = await managed();
		await sendInvitations(site, at);
		await sendAll(mail);
		await holdMessages(site, { ...at, held: true });
		await putDownBounces(site, { ...at, pasted: 'ann@example.net' });
		const entries = await listAudit(site.storage.reader, { limit: 50, action: 'mail.' });
		expect(entries.map(({ action }) => action)).toEqual(['mail.came-back', 'mail.held-back', 'mail.planned']);
		expect(JSON.stringify(entries)).not.toMatch(/ann@|Ann|\/i\//);
	});
});

describe('the words of a message', () => {
	const words = { subject: 'Hello ((name))', body: 'Go to\n((link))\n\nor not: ((opt out))' };

	it('are kept when they are right, used for what is sent from then on, and given up again', async () => {
		const { mail, site, at, server } = await managed();
		const which = { ...at, kind: 'invitation', language: 'en' } as const;
		expect(await saveTemplate(site, { ...which, typed: { ...words, body: 'No link' } })).toMatchObject({
			kind: 'refused',
			problems: [
				{ kind: 'missing', placeholder: 'link' },
				{ kind: 'missing', placeholder: 'opt out' },
			],
		});
		expect(await saveTemplate(site, { ...which, typed: words })).toEqual({ kind: 'saved' });
		const page = await templatePageOf(site, which);
		expect(page).toMatchObject({ own: { by: 'Manager' }, template: words, preview: { subject: 'Hello Alex Example' } });
		await sendInvitations(site, at);
		await sendAll(mail);
		const subjects = server.received.map(({ headers }) => headers.get('subject')?.[0] ?? '');
		expect(subjects.toSorted()).toEqual(['Hello Ann', 'Hello Bob', 'Hello Cat']);
		expect(await dropTemplate(site, which)).toBe(true);
		expect(await dropTemplate(site, which)).toBe(false);
		expect(await templatePageOf(site, which)).toMatchObject({ own: null });
	});

	it('are tried on whoever asks, with a link that opens nothing, and on nobody in the sample', async () => {
		const { mail, site, at, server } = await managed();
		const which = { ...at, kind: 'reminder', language: 'gd', typed: words } as const;
		expect(await sendTrial(site, which)).toEqual({ kind: 'sent', to: 'manager@example.org' });
		expect(server.received.map(({ to }) => to)).toEqual([['manager@example.org']]);
		expect(server.received[0]?.headers.get('subject')).toEqual(['Trial: Hello Alex Example']);
		expect(server.received[0]?.text).toContain('https://surveys.example.org/i/example');
		expect(mail.messages()).toEqual([]);
		await server.stop();
		expect(await sendTrial(site, which)).toMatchObject({ kind: 'not-sent' });
	});

	it('are none in a language that the wave is not in', async () => {
		const { site, at } = await managed();
		expect(await templatePageOf(site, { ...at, kind: 'invitation', language: 'pl' })).toBeUndefined();
	});
});
