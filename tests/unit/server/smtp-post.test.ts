import { createServer } from 'node:net';
import type { SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MailAddress, NamedAddress, withoutAddresses } from '../../../src/lib/server/mail/address.ts';
import type { Letter } from '../../../src/lib/server/mail/post.ts';
import { smtpPost } from '../../../src/lib/server/mail/smtp-post.ts';
import { SmtpAddress } from '../../../src/lib/server/mail/smtp-server.ts';
import { startMailServer } from '../../clients/mail-server.ts';

const from = NamedAddress.parse('Surveys of Ùist <surveys@example.org>');

function letter(more: Partial<Letter> = {}): Letter {
	return {
		...{ reference: 'a1b2', to: 'person@example.net', language: 'gd', subject: 'An t-suirbhidh', unsubscribe: null },
		...{ text: 'Hàlo.\n\nTadhail air https://example.org/i/x', html: '<p>Hàlo.</p>' },
		...more,
	};
}

async function sentTo(answers: SMTPServerOptions, more: Partial<Letter> = {}, patience = 2000) {
	const server = await startMailServer(answers);
	onTestFinished(server.stop);
	const post = smtpPost({ server: SmtpAddress.parse(server.url), from, patience });
	return { posted: await post.send(letter(more)), received: server.received };
}

/** An error that smtp-server answers with. */
const saying = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

/** A server that takes every letter and is gone before it says so; its port. */
async function hangingUp(): Promise<number> {
	const server = createServer((socket) => {
		socket.on('error', () => undefined);
		socket.write('220 here\r\n');
		socket.on('data', (chunk) => {
			const said = chunk.toString();
			if (said.endsWith('\r\n.\r\n')) socket.destroy();
			else socket.write(said.startsWith('DATA') ? '354 go on\r\n' : '250 yes\r\n');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('a letter by SMTP', () => {
	it('arrives as plain text with an HTML alternative, from one address to one', async () => {
		const { posted, received } = await sentTo({}, { unsubscribe: 'https://example.org/i/x/opt-out' });
		expect(posted).toEqual({ kind: 'taken', remote: '<a1b2@example.org>' });
		const [one] = received;
		expect(received).toHaveLength(1);
		expect([one?.from, one?.to]).toEqual(['surveys@example.org', ['person@example.net']]);
		expect(one?.text).toBe('Hàlo.\n\nTadhail air https://example.org/i/x');
		expect(one?.html).toBe('<p>Hàlo.</p>');
		expect(one?.headers.get('message-id')).toEqual(['<a1b2@example.org>']);
		expect(one?.headers.get('content-language')).toEqual(['gd']);
		expect(one?.headers.get('list-unsubscribe')).toEqual(['<https://example.org/i/x/opt-out>']);
		expect(one?.headers.get('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
		expect(one?.headers.get('auto-submitted')).toEqual(['auto-generated']);
	});

	it('has no header but its own, whatever line breaks stand in a subject', async () => {
		const { received } = await sentTo({}, { subject: 'Hello\r\nBcc: other@example.net\r\n\r\nNo body of mine' });
		expect(received[0]?.to).toEqual(['person@example.net']);
		expect(received[0]?.headers.get('bcc')).toBeUndefined();
		expect(received[0]?.headers.get('subject')).toEqual(['Hello Bcc: other@example.net No body of mine']);
		expect(received[0]?.text).toContain('Hàlo.');
	});

	it.each([
		'person@example.net\r\nBcc: other@example.net',
		'person@example.net, other@example.net',
		'"a b"@example.net',
		'Name <person@example.net>',
		'person@example.net> NOTIFY=NEVER',
		'person@localhost',
		'person',
	])('goes to no address such as %j, and no server is asked', async (to) => {
		const { posted, received } = await sentTo({}, { to });
		expect(posted.kind).toBe('undeliverable');
		expect(received).toEqual([]);
	});

	it.each([
		[550, '5.1.1 no such user person@example.net', 'undeliverable'],
		[550, 'no such user', 'undeliverable'],
		[553, 'no such mailbox', 'undeliverable'],
		[550, 'relay not permitted', 'refused'],
		[550, '5.7.1 relaying denied', 'refused'],
		[552, '5.2.2 mailbox full', 'refused'],
		[450, '4.2.1 greylisted', 'not-now'],
		[451, 'try again later', 'not-now'],
		[421, 'too busy', 'out-of-reach'],
	])('that is answered %i %s for its recipient is %s', async (code, words, kind) => {
		const { posted } = await sentTo({ onRcptTo: (_to, _session, callback) => callback(saying(code, words)) });
		expect(posted).toEqual({ kind, answer: expect.stringMatching(new RegExp(`^${code} `)) });
		expect(JSON.stringify(posted)).not.toContain('@');
	});

	it('that is refused for its content is refused, and one that a full server puts off may come again', async () => {
		const answering = (error: Error): SMTPServerOptions => ({
			onData: (stream, _session, callback) => void stream.resume().on('end', () => callback(error)),
		});
		expect((await sentTo(answering(saying(554, '5.6.0 not like this')))).posted.kind).toBe('refused');
		expect((await sentTo(answering(saying(452, '4.3.1 full')))).posted.kind).toBe('not-now');
	});

	it('is not the letter’s fault where the server refuses who sends, wants a password, or is not there', async () => {
		const refusing = saying(550, 'no such user as you');
		const { posted } = await sentTo({ onMailFrom: (_from, _session, callback) => callback(refusing) });
		expect(posted.kind).toBe('out-of-reach');
		const locked = await startMailServer({
			disabledCommands: ['STARTTLS'],
			onAuth: (_a, _s, done) => done(new Error('no')),
		});
		onTestFinished(locked.stop);
		const withPassword = locked.url.replace('//', '//me:wrong-password@');
		for (const url of [locked.url, withPassword, 'smtp://127.0.0.1:1']) {
			const answered = await smtpPost({ server: SmtpAddress.parse(url), from, patience: 2000 }).send(letter());
			expect(answered.kind, url).toBe('out-of-reach');
			expect(JSON.stringify(answered)).not.toContain('wrong-password');
		}
	});

	it('is unknown once it was handed over and nothing came back', async () => {
		const silent: SMTPServerOptions = { onData: (stream) => void stream.resume() };
		expect((await sentTo(silent, {}, 900)).posted.kind).toBe('unknown');
		const port = await hangingUp();
		const post = smtpPost({ server: SmtpAddress.parse(`smtp://127.0.0.1:${port}`), from, patience: 2000 });
		expect((await post.send(letter())).kind).toBe('unknown');
	});

	it('was not handed over where the server was silent before it asked for the content', async () => {
		expect((await sentTo({ onConnect: () => undefined }, {}, 900)).posted.kind).toBe('out-of-reach');
		expect((await sentTo({ onRcptTo: () => undefined }, {}, 900)).posted.kind).toBe('not-now');
	});

	it('goes encrypted or not at all to a server on another machine', async () => {
		const server = await startMailServer();
		onTestFinished(server.stop);
		const elsewhere = { ...SmtpAddress.parse(server.url), encrypted: 'after-greeting' as const };
		expect((await smtpPost({ server: elsewhere, from, patience: 2000 }).send(letter())).kind).toBe('out-of-reach');
		expect(server.received).toEqual([]);
	});
});

describe('the address of a mail server', () => {
	it.each([
		['smtp://mail.example.org', { port: 587, encrypted: 'after-greeting', login: null }],
		['smtps://mail.example.org', { port: 465, encrypted: 'at-once' }],
		['smtp://127.0.0.1:2525', { port: 2525, encrypted: 'never' }],
		['smtp://relay:25?tls=none', { port: 25, encrypted: 'never' }],
		['smtp://me%40here:p%3Aw@mail.example.org', { login: { user: 'me@here', pass: 'p:w' } }],
	])('%s is read', (address, read) => expect(SmtpAddress.parse(address)).toMatchObject(read));

	it.each(['http://mail.example.org', 'smtp://mail.example.org/path', 'smtps://mail.example.org?tls=none', 'mail'])(
		'%s is none',
		(address) => expect(SmtpAddress.safeParse(address).success).toBe(false),
	);
});

it('reads an address with its name, and keeps no address of what a server said', () => {
	expect(NamedAddress.parse('surveys@example.org')).toEqual({ name: '', address: 'surveys@example.org' });
	expect(from).toEqual({ name: 'Surveys of Ùist', address: 'surveys@example.org' });
	expect(NamedAddress.safeParse('A\nB <a@example.org>').success).toBe(false);
	expect(MailAddress.safeParse('o’brien@example.co.uk').success).toBe(true);
	expect(withoutAddresses('550 <a.b@example.org>: unknown\r\nuser')).toBe('550 <(address)>: unknown user');
});
