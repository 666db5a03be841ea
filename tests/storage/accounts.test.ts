import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readEnv } from '../../src/lib/server/env.ts';
import {
	acceptSetUp,
	endSession,
	ensureSetUpLink,
	findSetUp,
	invite,
	listStaff,
	offerReset,
	signIn,
} from '../../src/lib/server/accounts/index.ts';
import { readSession, type SessionCookie } from '../../src/lib/server/accounts/session.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { closeSite, openSite, type Site } from '../../src/lib/server/site.ts';

const allOfIt = { administrator: true, organisation: null, grants: [] };
const password = 'marigold tractor eleven quay';
const person = { name: 'First Administrator', email: 'First@Example.org', password };

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing) await close();
	closing = [];
});

async function aSite(settings: Record<string, string> = {}): Promise<Site & { advance(ms: number): void }> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-accounts-'));
	const env = readEnv({ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent', ...settings });
	if (env.kind === 'invalid') throw new Error(env.lines.join());
	let ahead = 0;
	const now = () => new Date(Date.now() + ahead);
	const opened = await openSite(env.env, { clock: { now, today: () => now().toISOString().slice(0, 10) } });
	if (opened.kind === 'refused') throw new Error(opened.line);
	closing.push(async () => {
		await closeSite(opened.site);
		rmSync(folder, { recursive: true });
	});
	return { ...opened.site, advance: (ms) => void (ahead += ms) };
}

function tokenIn(address: string): string {
	return address.split('/').at(-1) ?? '';
}

async function firstLink(site: Site): Promise<string> {
	const ensured = await ensureSetUpLink(site);
	if (ensured.kind !== 'needed') throw new Error(ensured.kind);
	return tokenIn(ensured.address);
}

async function withAdministrator(settings: Record<string, string> = {}) {
	const site = await aSite(settings);
	await acceptSetUp(site, { ...person, token: await firstLink(site) });
	return site;
}

const from = { clientAddress: '192.0.2.1', device: undefined };

async function signedIn(site: Site, given: { email?: string; password?: string } = {}) {
	const result = await signIn(site, { email: person.email, password, ...from, ...given });
	if (result.kind !== 'signed-in') throw new Error(result.kind);
	return result.cookies;
}

function header(cookies: readonly SessionCookie[]): { cookie: string } {
	return { cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') };
}

function rows(site: Site, table: string): unknown[] {
	return site.storage.reader.database.$client.prepare(`select * from ${table}`).all();
}

describe('the link for the first administrator', () => {
	it('is an address of this server with a token of 128 random bits, of which only a hash is stored', async () => {
		const site = await aSite({ ORIGIN: 'https://surveys.example.org' });
		const ensured = await ensureSetUpLink(site);
		expect(ensured).toMatchObject({ kind: 'needed' });
		const address = ensured.kind === 'needed' ? ensured.address : '';
		expect(address).toMatch(/^https:\/\/surveys\.example\.org\/set-up\/[\w-]{22}$/);
		expect(JSON.stringify(rows(site, 'set_up_links'))).not.toContain(tokenIn(address));
	});

	it('makes an administrator once, whose password is kept as argon2id', async () => {
		const site = await aSite();
		const token = await firstLink(site);
		expect(await acceptSetUp(site, { ...person, token })).toEqual({ kind: 'accepted', email: 'first@example.org' });
		expect(await listStaff(site)).toMatchObject([
			{ name: 'First Administrator', email: 'first@example.org', administrator: true },
		]);
		expect(JSON.stringify(rows(site, 'credentials'))).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
		expect(await acceptSetUp(site, { ...person, email: 'second@example.org', token })).toEqual({
			kind: 'unusable-link',
		});
		expect(await listStaff(site)).toHaveLength(1);
	});

	it('used twice at the same moment makes one administrator', async () => {
		const site = await aSite();
		const token = await firstLink(site);
		const both = await Promise.all([
			acceptSetUp(site, { ...person, token }),
			acceptSetUp(site, { ...person, email: 'second@example.org', token }),
		]);
		expect(both.map(({ kind }) => kind).toSorted()).toEqual(['accepted', 'unusable-link']);
		expect(await listStaff(site)).toHaveLength(1);
	});

	it('is not used up by looking at it, nor by a form with mistakes', async () => {
		const site = await aSite();
		const token = await firstLink(site);
		expect(await findSetUp(site, { token })).toEqual({ kind: 'new-account', email: undefined, administrator: true });
		expect(await acceptSetUp(site, { token, name: ' ', email: 'nobody', password: 'short' })).toEqual({
			kind: 'rejected',
			problems: [
				{ field: 'name', kind: 'missing' },
				{ field: 'email', kind: 'not-an-address' },
				{ field: 'password', kind: 'too-short' },
			],
		});
		expect(await findSetUp(site, { token })).toMatchObject({ kind: 'new-account' });
	});

	it('is made anew on the next start, which ends the one before', async () => {
		const site = await aSite();
		const before = await firstLink(site);
		const now = await firstLink(site);
		expect(await findSetUp(site, { token: before })).toEqual({ kind: 'unusable-link' });
		expect(await findSetUp(site, { token: now })).toMatchObject({ kind: 'new-account' });
		expect(rows(site, 'set_up_links')).toHaveLength(1);
	});

	it('is not made once there is an administrator', async () => {
		expect(await ensureSetUpLink(await withAdministrator())).toEqual({ kind: 'has-administrator' });
	});

	it.each(['', 'x', '../..', 'A'.repeat(22)])('cannot be guessed: %s', async (token) => {
		const site = await aSite();
		await firstLink(site);
		expect(await findSetUp(site, { token })).toEqual({ kind: 'unusable-link' });
	});
});

describe('signing in', () => {
	it('opens a session that says who it is, and signing out ends it on the server too', async () => {
		const site = await withAdministrator();
		const cookies = await signedIn(site);
		const { user } = await readSession(site, header(cookies));
		expect(user).toMatchObject({ name: 'First Administrator', email: 'first@example.org', administrator: true });
		const ended = await endSession(site, header(cookies));
		expect(ended.cookies).toContainEqual(expect.objectContaining({ value: '', maxAge: 0 }));
		expect((await readSession(site, header(cookies))).user).toBeUndefined();
		expect(rows(site, 'sessions')).toHaveLength(0);
	});

	it('gives the same answer for a wrong password as for an unknown address', async () => {
		const site = await withAdministrator();
		const wrong = await signIn(site, { email: person.email, password: `${password}!`, ...from });
		const unknown = await signIn(site, { email: 'nobody@example.org', password, ...from });
		const noAddress = await signIn(site, { email: 'nobody', password, ...from });
		expect([wrong, unknown, noAddress]).toEqual([{ kind: 'wrong' }, { kind: 'wrong' }, { kind: 'wrong' }]);
	});

	it('keeps neither an address nor a browser', async () => {
		const site = await withAdministrator();
		await signedIn(site);
		expect(rows(site, 'sessions')).toEqual([expect.objectContaining({ ip_address: '', user_agent: '' })]);
	});

	it('is by cookies that only https carries where the site has https', async () => {
		const plain = await signedIn(await withAdministrator());
		const secure = await signedIn(await withAdministrator({ ORIGIN: 'https://surveys.example.org' }));
		expect(plain[0]?.name).toBe('soundings.session_token');
		expect(secure[0]?.name).toBe('__Secure-soundings.session_token');
	});

	it('does not believe a cookie that was changed', async () => {
		const site = await withAdministrator();
		const [cookie] = await signedIn(site);
		const changed = { ...cookie!, value: `x${cookie!.value.slice(1)}` };
		expect((await readSession(site, header([changed]))).user).toBeUndefined();
		expect((await readSession(site, { cookie: 'soundings.session_token=x' })).user).toBeUndefined();
		expect((await readSession(site, { cookie: null })).user).toBeUndefined();
	});

	it('is refused after ten wrong passwords, even with the right one, but not from elsewhere or the owner’s own device', async () => {
		const site = await withAdministrator();
		const device = (await signedIn(site)).find(({ name }) => name === 'soundings_device')?.value;
		for (let at = 0; at < 10; at++) await signIn(site, { email: person.email, password: 'guess', ...from });
		const right = { email: person.email, password };
		expect(await signIn(site, { ...right, ...from })).toEqual({ kind: 'too-many', minutes: 15 });
		expect(await signIn(site, { ...right, ...from, clientAddress: '192.0.2.2' })).toMatchObject({ kind: 'signed-in' });
		expect(await signIn(site, { ...right, ...from, device })).toMatchObject({ kind: 'signed-in' });
	});
});

describe('a thousand wrong guesses', () => {
	const guesses = (site: Site, clientAddress: string, count: number) =>
		Promise.all(
			Array.from({ length: count }, () =>
				signIn(site, { email: person.email, password: 'a guess', clientAddress, device: undefined }),
			),
		);
	const right = { email: person.email, password };

	it('from elsewhere leave the owner to sign in, on a new device and on their own', async () => {
		const site = await withAdministrator();
		const device = (await signedIn(site)).find(({ name }) => name === 'soundings_device')?.value;
		const kinds = (await guesses(site, '203.0.113.9', 1000)).map(({ kind }) => kind);
		expect(kinds.filter((kind) => kind !== 'too-many')).toHaveLength(10);
		expect(await signIn(site, { ...right, ...from })).toMatchObject({ kind: 'signed-in' });
		expect(await signIn(site, { ...right, ...from, device })).toMatchObject({ kind: 'signed-in' });
	});

	it('from the owner’s own network leave the browser on which they have signed in before', async () => {
		const site = await withAdministrator();
		const device = (await signedIn(site)).find(({ name }) => name === 'soundings_device')?.value;
		await guesses(site, from.clientAddress, 1000);
		expect(await signIn(site, { ...right, ...from })).toEqual({ kind: 'too-many', minutes: 15 });
		expect(await signIn(site, { ...right, ...from, device })).toMatchObject({ kind: 'signed-in' });
	});
});

describe('an invitation', () => {
	it('makes another account for the address it was made for, whatever the form says', async () => {
		const site = await withAdministrator();
		const invited = await invite(site, { actor: commandLine, standing: allOfIt, email: ' Second@Example.org ' });
		expect(invited).toMatchObject({ kind: 'invited', email: 'second@example.org' });
		const token = tokenIn(invited.kind === 'invited' ? invited.address : '');
		expect(await findSetUp(site, { token })).toEqual({
			kind: 'new-account',
			email: 'second@example.org',
			administrator: true,
		});
		const accepted = await acceptSetUp(site, { token, name: 'Second', email: 'third@example.org', password });
		expect(accepted).toEqual({ kind: 'accepted', email: 'second@example.org' });
		expect((await listStaff(site)).map(({ email }) => email)).toEqual(['first@example.org', 'second@example.org']);
	});

	it('is not made for an address that has an account, nor for what is no address', async () => {
		const site = await withAdministrator();
		expect(await invite(site, { actor: commandLine, standing: allOfIt, email: person.email })).toEqual({
			kind: 'taken',
		});
		expect(await invite(site, { actor: commandLine, standing: allOfIt, email: 'second' })).toEqual({
			kind: 'not-an-address',
		});
	});

	it('is over after seven days', async () => {
		const site = await withAdministrator();
		const invited = await invite(site, { actor: commandLine, standing: allOfIt, email: 'second@example.org' });
		const token = tokenIn(invited.kind === 'invited' ? invited.address : '');
		site.advance(7 * 24 * 60 * 60 * 1000 + 1);
		expect(await findSetUp(site, { token })).toEqual({ kind: 'unusable-link' });
	});
});

describe('a reset', () => {
	it('replaces the password once and ends every session of the account', async () => {
		const site = await withAdministrator();
		const cookies = await signedIn(site);
		const offered = await offerReset(site, { actor: commandLine, email: person.email });
		const token = tokenIn(offered.kind === 'offered' ? offered.address : '');
		expect(await findSetUp(site, { token })).toEqual({ kind: 'new-password', email: 'first@example.org' });

		const changed = 'seven hedgehogs under glass';
		const accepted = await acceptSetUp(site, { token, name: '', email: '', password: changed });
		expect(accepted).toEqual({ kind: 'accepted', email: 'first@example.org' });
		expect((await readSession(site, header(cookies))).user).toBeUndefined();
		expect(await signIn(site, { email: person.email, password, ...from })).toEqual({ kind: 'wrong' });
		await signedIn(site, { password: changed });
		expect(await findSetUp(site, { token })).toEqual({ kind: 'unusable-link' });
	});

	it('is not made for an address without an account', async () => {
		expect(await offerReset(await aSite(), { actor: commandLine, email: 'nobody@example.org' })).toEqual({
			kind: 'unknown-account',
		});
	});
});
