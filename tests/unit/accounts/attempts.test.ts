import { describe, expect, it } from 'vitest';
import { countAttempts } from '../../../src/lib/server/accounts/attempts.ts';
import { deviceCookie, knownDevice } from '../../../src/lib/server/accounts/known-device.ts';

const key = new Uint8Array(32).fill(7);
const owner = { email: 'owner@example.org', network: '192.0.2.1', knownDevice: undefined };

async function kinds(attempts: ReturnType<typeof countAttempts>, attempt: typeof owner | object, times: number) {
	const given = { ...owner, ...attempt };
	return Promise.all(Array.from({ length: times }, async () => (await attempts.begin(given)).kind));
}

describe('attempts to sign in', () => {
	it('stop after ten wrong passwords for one account from one network, even when all are sent at once', async () => {
		const attempts = countAttempts(key);
		const outcomes = await kinds(attempts, {}, 40);
		expect(outcomes.filter((kind) => kind === 'may-try')).toHaveLength(10);
		expect(await attempts.begin(owner)).toEqual({ kind: 'too-many', minutes: 15 });
	});

	it('of a stranger do not lock the owner out on another network', async () => {
		const attempts = countAttempts(key);
		await kinds(attempts, { network: '203.0.113.9' }, 50);
		expect((await attempts.begin(owner)).kind).toBe('may-try');
	});

	it('of a stranger behind the same proxy do not lock out the device on which the owner has signed in', async () => {
		const attempts = countAttempts(key);
		await kinds(attempts, {}, 200);
		expect((await attempts.begin(owner)).kind).toBe('too-many');
		expect((await attempts.begin({ ...owner, knownDevice: 'laptop' })).kind).toBe('may-try');
	});

	it('are limited on a known device too, in case it was stolen', async () => {
		const outcomes = await kinds(countAttempts(key), { knownDevice: 'laptop' }, 12);
		expect(outcomes.filter((kind) => kind === 'may-try')).toHaveLength(10);
	});

	it('stop after a hundred from one network, whichever accounts are tried', async () => {
		const attempts = countAttempts(key);
		const outcomes = await Promise.all(
			Array.from(
				{ length: 120 },
				async (_, at) => (await attempts.begin({ ...owner, email: `${at}@example.org` })).kind,
			),
		);
		expect(outcomes.filter((kind) => kind === 'may-try')).toHaveLength(100);
	});

	it('start anew once the password was right', async () => {
		const attempts = countAttempts(key);
		await kinds(attempts, {}, 9);
		await attempts.succeeded(owner);
		expect(await kinds(attempts, {}, 10)).not.toContain('too-many');
	});
});

describe('the cookie of a known device', () => {
	const cookie = deviceCookie({ id: new Uint8Array(16).fill(1), email: owner.email, key });

	it('is known for the account it was made for', () => {
		expect(knownDevice({ cookie, email: owner.email, key })).toBe('AQEBAQEBAQEBAQEBAQEBAQ');
	});

	it.each([
		['another account', { cookie, email: 'other@example.org', key }],
		['another server', { cookie, email: owner.email, key: new Uint8Array(32) }],
		['another id', { cookie: `B${cookie.slice(1)}`, email: owner.email, key }],
		['no code', { cookie: 'AQEB', email: owner.email, key }],
		['no cookie', { cookie: undefined, email: owner.email, key }],
	])('is unknown with %s', (_, given) => {
		expect(knownDevice(given)).toBeUndefined();
	});
});
