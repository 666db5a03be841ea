import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

/** A letter as a real mail server took it: the envelope, and the lines as they came over the wire. */
export interface Received {
	readonly from: string;
	readonly to: readonly string[];
	readonly raw: string;
	/** Headers by their name in lower case, unfolded; a header that stands twice is a list of two. */
	readonly headers: ReadonlyMap<string, readonly string[]>;
	/** The plain text and the HTML, decoded. */
	readonly text: string;
	readonly html: string;
}

/** A mail server on loopback that keeps what it takes. `answers` may refuse, be slow or hang up, as smtp-server allows. */
export interface MailServer {
	readonly port: number;
	readonly url: string;
	readonly received: Received[];
	stop(): Promise<void>;
}

export async function startMailServer(answers: SMTPServerOptions = {}, port = 0): Promise<MailServer> {
	const received: Received[] = [];
	const server = new SMTPServer({
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		logger: false,
		closeTimeout: 50,
		onData: (stream, session, callback) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const { mailFrom, rcptTo } = session.envelope;
				const from = mailFrom === false ? '' : mailFrom.address;
				received.push(
					letterFrom(
						from,
						rcptTo.map(({ address }) => address),
						Buffer.concat(chunks),
					),
				);
				callback();
			});
		},
		...answers,
	});
	// A client that is killed in the middle is what some tests are about.
	server.on('error', () => undefined);
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const taken = portOf(server.server.address());
	const stop = () => new Promise<void>((resolve) => server.close(resolve));
	return { port: taken, url: `smtp://127.0.0.1:${taken}`, received, stop };
}

function portOf(address: AddressInfo | string | null): number {
	if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
	return address.port;
}

function letterFrom(from: string, to: readonly string[], bytes: Buffer): Received {
	const raw = bytes.toString('latin1');
	const [head = '', ...rest] = raw.split('\r\n\r\n');
	const headers = headersOf(head);
	const boundary = /boundary="([^"]+)"/.exec(headers.get('content-type')?.[0] ?? '')?.[1];
	const parts = boundary === undefined ? [] : rest.join('\r\n\r\n').split(`--${boundary}`);
	const part = (type: string) => decoded(parts.find((one) => one.includes(`Content-Type: ${type}`)) ?? '');
	return { from, to, raw, headers, text: part('text/plain'), html: part('text/html') };
}

function headersOf(head: string): Map<string, string[]> {
	const headers = new Map<string, string[]>();
	for (const line of head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
		const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/s.exec(line) ?? [];
		headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value]);
	}
	return headers;
}

function decoded(part: string): string {
	const [head = '', ...rest] = part.split('\r\n\r\n');
	const body = rest.join('\r\n\r\n').trimEnd();
	if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
	if (!/encoding: quoted-printable/i.test(head))
		return Buffer.from(body, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
	const bytes = body
		.replaceAll(/=\r\n/g, '')
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
