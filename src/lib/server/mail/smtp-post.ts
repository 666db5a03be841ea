import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MailAddress, withoutAddresses, type NamedAddress } from './address.ts';
import type { Letter, Post, Posted } from './post.ts';
import type { SmtpServer } from './smtp-server.ts';

/** How long one letter may take from the connection to the server's last word, in milliseconds. */
export const longestHandOver = 90_000;

/** How far handing over has come; from *handed* on the letter may have been taken. */
type Stage = 'reaching' | 'addressing' | 'handed';

/** E-mail by a mail server of one's own, over a connection for each letter. */
export function smtpPost(args: { server: SmtpServer; from: NamedAddress; patience?: number }): Post {
	return {
		by: 'smtp',
		send: async (letter) =>
			MailAddress.safeParse(letter.to).success
				? handOver({ patience: longestHandOver, ...args }, letter)
				: { kind: 'undeliverable', answer: 'This is no e-mail address.' },
		arrivalOf: null,
		find: null,
	};
}

/** The letter as its bytes, with headers that hold one line each. */
async function composed(from: NamedAddress, letter: Letter): Promise<{ id: string; bytes: Buffer }> {
	const id = `<${letter.reference}@${from.address.slice(from.address.indexOf('@') + 1)}>`;
	const mail = new MailComposer({
		from,
		to: { name: '', address: letter.to },
		subject: letter.subject.replaceAll(/[\r\n]+/g, ' '),
		messageId: id,
		text: letter.text,
		html: letter.html,
		headers: {
			'Content-Language': letter.language,
			'Auto-Submitted': 'auto-generated',
			...(letter.unsubscribe === null
				? {}
				: {
						'List-Unsubscribe': { prepared: true, value: `<${letter.unsubscribe}>` },
						'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
					}),
		},
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	return { id, bytes: await mail.compile().build() };
}

async function handOver(
	{ server, from, patience }: { server: SmtpServer; from: NamedAddress; patience: number },
	letter: Letter,
): Promise<Posted> {
	const { id, bytes } = await composed(from, letter);
	let stage: Stage = 'reaching';
	const connection = new SMTPConnection({
		...{ host: server.host, port: server.port },
		secure: server.encrypted === 'at-once',
		requireTLS: server.encrypted === 'after-greeting',
		ignoreTLS: server.encrypted === 'never',
		...{ connectionTimeout: patience / 3, greetingTimeout: patience / 3, socketTimeout: patience / 2 },
		name: from.address.slice(from.address.indexOf('@') + 1),
	});
	let timer: NodeJS.Timeout | undefined;
	const posted = await new Promise<Posted>((resolve) => {
		const failed = (error: unknown) => resolve(postedOf(error, stage));
		timer = setTimeout(() => failed(new Error('It took too long.')), patience);
		// The connection goes on telling of faults once a letter has been settled; they change nothing.
		connection.on('error', failed);
		// What the server said last comes after the end of its connection.
		connection.on('end', () => setImmediate(() => failed(new Error('The connection was closed.'))));
		const send = () => {
			stage = 'addressing';
			// Read for the first time once the server has said that it takes the letter.
			const content = new Readable({
				read() {
					stage = 'handed';
					this.push(bytes);
					this.push(null);
				},
			});
			connection.send({ from: from.address, to: [letter.to] }, content, (error) =>
				error === null || error === undefined ? resolve({ kind: 'taken', remote: id }) : failed(error),
			);
		};
		connection.connect((error) => {
			if (error !== null && error !== undefined) failed(error);
			else if (server.login === null) send();
			else
				connection.login({ credentials: server.login }, (refused) =>
					refused === null || refused === undefined ? send() : failed(refused),
				);
		});
	});
	clearTimeout(timer);
	if (posted.kind === 'taken') connection.quit();
	else connection.close();
	return posted;
}

/**
 * What an error means, by where it happened (RFC 5321, 4.2.1; enhanced codes: RFC 3463, 3.2 and 3.3). Nothing but the
 * recipient's own mailbox makes a letter undeliverable: a server that refuses who sends refuses all letters alike.
 */
function postedOf(error: unknown, stage: Stage): Posted {
	const { code, response, command } = faultOf(error);
	const answer = withoutAddresses(response === '' ? wordsOf(error) : response);
	if (code === undefined || code < 400) {
		if (stage === 'handed') return { kind: 'unknown', answer };
		return { kind: stage === 'reaching' ? 'out-of-reach' : 'not-now', answer };
	}
	if (stage === 'handed' && !/^DATA/i.test(command)) return { kind: 'unknown', answer };
	if (code === 421) return { kind: 'out-of-reach', answer };
	if (!/^(RCPT|DATA)/i.test(command)) return { kind: 'out-of-reach', answer };
	if (code < 500 || code === 503) return { kind: 'not-now', answer };
	return { kind: /^RCPT/i.test(command) && saysNoMailbox(code, response) ? 'undeliverable' : 'refused', answer };
}

function saysNoMailbox(code: number, response: string): boolean {
	const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(response)?.[1];
	if (enhanced !== undefined) return /^5\.(1\.[0-36]|1\.10|2\.1)$/.test(enhanced);
	return [550, 551, 553].includes(code) && !/relay|auth|spam|block|policy|denied|reject/i.test(response);
}

/** What nodemailer puts on its errors; of several recipients there is one here. */
function faultOf(error: unknown): { code: number | undefined; response: string; command: string } {
	const field = (name: string): unknown =>
		typeof error === 'object' && error !== null ? new Map(Object.entries(error)).get(name) : undefined;
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	const code = field('responseCode');
	return {
		code: typeof code === 'number' ? code : undefined,
		response: text(field('response')),
		command: text(field('command')),
	};
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : 'The connection failed.';
}
