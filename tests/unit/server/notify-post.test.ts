import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Letter } from '../../../src/lib/server/mail/post.ts';
import { notifyPost } from '../../../src/lib/server/mail/notify-post.ts';

const service = '26785a09-ab16-4eb0-8407-a37497a57506';
const secret = '3d844edf-8d35-48ac-975b-e847b4f122b0';
const template = 'f33517ff-2a88-4f6e-b855-c550268ce08a';
const letter: Letter = {
	...{
		reference: 'a1b2',
		to: 'person@example.net',
		language: 'en',
		subject: 'Hello',
		text: 'Go on',
		html: '<p>Go on</p>',
	},
	unsubscribe: 'https://example.org/i/x/opt-out',
};

interface Asked {
	readonly method: string;
	readonly path: string;
	readonly authorization: string;
	readonly body: string;
}

/** The API of Notify on loopback, as far as it answers with one status and one body; null hangs up. */
async function stub(answer: { status: number; body: unknown } | null) {
	const asked: Asked[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			const { method = '', url: path = '', headers } = request;
			asked.push({ method, path, authorization: headers.authorization ?? '', body });
			if (answer === null) request.socket.destroy();
			else response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo;
	const post = notifyPost({ key: `our_key-${service}-${secret}`, template, url: `http://127.0.0.1:${port}` });
	return { post, asked };
}

/** The claims of a JSON web token. */
function claimsOf(authorization: string): unknown {
	const [, claims = ''] = authorization.replace('Bearer ', '').split('.');
	return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

const refusal = (status: number, message: string) => ({
	status,
	body: { status_code: status, errors: [{ error: 'BadRequestError', message }] },
});

describe('a letter by GOV.UK Notify', () => {
	it('is its template filled with the words, under a reference, signed with the key', async () => {
		const { post, asked } = await stub({ status: 201, body: { id: 'n1', content: {}, template: {} } });
		expect(await post.send(letter)).toEqual({ kind: 'taken', remote: 'n1' });
		expect(asked).toHaveLength(1);
		expect(asked[0]).toMatchObject({ method: 'POST', path: '/v2/notifications/email' });
		expect(claimsOf(asked[0]?.authorization ?? '')).toMatchObject({ iss: service });
		expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
			template_id: template,
			email_address: 'person@example.net',
			personalisation: { subject: 'Hello', body: 'Go on' },
			reference: 'a1b2',
			one_click_unsubscribe_url: 'https://example.org/i/x/opt-out',
		});
		expect(asked[0]?.body).not.toContain(secret);
	});

	it.each([
		[refusal(400, 'email_address Not a valid email address'), 'undeliverable'],
		[refusal(400, 'Can’t send to this recipient using a team-only API key'), 'refused'],
		[refusal(400, 'Missing personalisation: subject'), 'out-of-reach'],
		[refusal(403, 'Invalid token: API key not found'), 'out-of-reach'],
		[refusal(429, 'Exceeded send limits (1,000) for today'), 'out-of-reach'],
		[refusal(500, 'Internal server error'), 'unknown'],
		[{ status: 201, body: {} }, 'unknown'],
		[null, 'unknown'],
	])('answered with %j is %s', async (answer, kind) => {
		const { post } = await stub(answer);
		const posted = await post.send(letter);
		expect(posted.kind).toBe(kind);
		expect(JSON.stringify(posted)).not.toMatch(/person@|b0b4|3d844edf/);
	});

	it('was not taken where nobody answers, and is none to an address that is none', async () => {
		const post = notifyPost({ key: `k-${service}-${secret}`, template, url: 'http://127.0.0.1:1' });
		expect((await post.send(letter)).kind).toBe('out-of-reach');
		const { post: reached, asked } = await stub({ status: 201, body: { id: 'n1' } });
		expect((await reached.send({ ...letter, to: 'a@example.net, b@example.net' })).kind).toBe('undeliverable');
		expect(asked).toEqual([]);
	});

	it.each([
		['sending', 'under-way'],
		['delivered', 'arrived'],
		['permanent-failure', 'undeliverable'],
		['temporary-failure', 'not-delivered'],
		['technical-failure', 'not-delivered'],
	])('that it says is %s is %s', async (status, kind) => {
		const { post, asked } = await stub({
			status: 200,
			body: { id: 'n1', status, email_address: 'person@example.net' },
		});
		const arrival = await post.arrivalOf?.('n1');
		expect(arrival?.kind).toBe(kind);
		expect(JSON.stringify(arrival)).not.toContain('@');
		expect(asked[0]?.path).toBe('/v2/notifications/n1');
	});

	it('is found again by its reference, or not', async () => {
		const { post, asked } = await stub({ status: 200, body: { notifications: [{ id: 'n1' }], links: {} } });
		expect(await post.find?.('a1b2')).toBe('n1');
		expect(asked[0]?.path).toContain('reference=a1b2');
		const none = await stub({ status: 200, body: { notifications: [], links: {} } });
		expect(await none.post.find?.('a1b2')).toBeUndefined();
		expect(await (await stub(null)).post.find?.('a1b2')).toBeUndefined();
		expect(await (await stub(null)).post.arrivalOf?.('n1')).toEqual({ kind: 'not-known' });
	});
});
