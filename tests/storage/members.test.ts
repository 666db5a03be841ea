import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import {
	acceptSetUp,
	changeOwnPassword,
	changeStanding,
	closeAccount,
	confirmFactor,
	dropFactor,
	ensureSetUpLink,
	giveSecondFactor,
	invite,
	listStaff,
	offerFactor,
	signIn,
	signOutEverywhere,
	takeSecondFactorOff,
	type Standing,
} from '../../src/lib/server/accounts/index.ts';
import { readSession, type SessionCookie } from '../../src/lib/server/accounts/session.ts';
import { readEnv } from '../../src/lib/server/env.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { closeSite, openSite, type Site } from '../../src/lib/server/site.ts';
import { auditPage } from '../../src/lib/server/workflows/audit.ts';
import { emptyFolder } from './sqlite.ts';

const email = 'first@example.org';
const password = 'marigold tractor eleven quay';
const from = { clientAddress: '192.0.2.1', device: undefined };

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing) await close();
	closing = [];
});

async function withAdministrator(): Promise<Site> {
	const env = readEnv({ SOUNDINGS_DATA: emptyFolder(), SOUNDINGS_LOG_LEVEL: 'silent' });
	if (env.kind === 'invalid') throw new Error(env.lines.join());
	const opened = await openSite(env.env);
	if (opened.kind === 'refused') throw new Error(opened.line);
	const { site } = opened;
	closing.push(() => closeSite(site));
	const ensured = await ensureSetUpLink(site);
	if (ensured.kind !== 'needed') throw new Error(ensured.kind);
	await acceptSetUp(site, { token: tokenIn(ensured.address), name: 'First', email, password });
	return site;
}

async function withMember(site: Site, grants: Standing['grants'] = []) {
	const standing = { administrator: false, organisation: 'Partner', grants };
	const invited = await invite(site, { actor: commandLine, email: 'second@example.org', standing });
	if (invited.kind !== 'invited') throw new Error(invited.kind);
	await acceptSetUp(site, { token: tokenIn(invited.address), name: 'Second', email: '', password });
}

async function signedIn(site: Site, who = email): Promise<{ cookie: string }> {
	const session = await signIn(site, { email: who, password, ...from });
	if (session.kind !== 'signed-in') throw new Error(session.kind);
	return header(session.cookies);
}

async function userBehind(site: Site, cookie: { cookie: string }) {
	const { user } = await readSession(site, cookie);
	if (user === undefined) throw new Error('nobody has signed in');
	return user;
}

const tokenIn = (address: string) => address.split('/').at(-1) ?? '';

function header(cookies: readonly SessionCookie[]): { cookie: string } {
	const kept = cookies.filter(({ value }) => value !== '');
	return { cookie: kept.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ') };
}

/** A time-based one-time password of six digits and thirty seconds with SHA-1, by RFC 6238 and nothing of the library. */
function codeNow(base32: string, steps = 0): string {
	const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
	const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
	const mac = createHmac('sha1', key).update(counter).digest();
	const offset = (mac.at(-1) ?? 0) & 15;
	return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** An account whose second factor is in force, with the secret of the app and the recovery codes. */
async function guarded(site: Site) {
	const cookie = await signedIn(site);
	const offered = await offerFactor(site, { ...cookie, password });
	if (offered.kind !== 'offered') throw new Error(offered.kind);
	const user = await userBehind(site, cookie);
	const confirmed = await confirmFactor(site, { ...cookie, user, code: codeNow(offered.factor.secret) });
	if (confirmed.kind !== 'confirmed') throw new Error(confirmed.kind);
	return { ...offered.factor, user, cookie: header(confirmed.cookies) };
}

async function passwordGiven(site: Site): Promise<{ cookie: string }> {
	const half = await signIn(site, { email, password, ...from });
	if (half.kind !== 'second-factor') throw new Error(half.kind);
	expect((await readSession(site, header(half.cookies))).user).toBeUndefined();
	return header(half.cookies);
}

describe('a second factor', () => {
	it('is offered for the password alone, and counts from the first right code on', async () => {
		const site = await withAdministrator();
		const cookie = await signedIn(site);
		expect(await offerFactor(site, { ...cookie, password: 'another one altogether' })).toEqual({ kind: 'wrong' });
		const offered = await offerFactor(site, { ...cookie, password });
		if (offered.kind !== 'offered') throw new Error(offered.kind);
		expect(offered.factor.uri).toMatch(/^otpauth:\/\/totp\/Soundings:first/);
		expect(offered.factor.recoveryCodes).toHaveLength(10);
		expect(offered.factor.qr.path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
		const user = await userBehind(site, cookie);
		expect(await confirmFactor(site, { ...cookie, user, code: '000000' })).toEqual({ kind: 'wrong' });
		await signedIn(site);
		expect(await confirmFactor(site, { ...cookie, user, code: codeNow(offered.factor.secret) })).toMatchObject({
			kind: 'confirmed',
		});
		await passwordGiven(site);
	});

	it('lets its owner in by a code of the app, or by a recovery code once', async () => {
		const site = await withAdministrator();
		const { secret, recoveryCodes } = await guarded(site);
		const byApp = await giveSecondFactor(site, { ...(await passwordGiven(site)), code: codeNow(secret) });
		if (byApp.kind !== 'signed-in') throw new Error(byApp.kind);
		expect(await userBehind(site, header(byApp.cookies))).toMatchObject({ email, twoFactor: true });
		const [code = ''] = recoveryCodes;
		expect(await giveSecondFactor(site, { ...(await passwordGiven(site)), code })).toMatchObject({ kind: 'signed-in' });
		expect(await giveSecondFactor(site, { ...(await passwordGiven(site)), code })).toEqual({ kind: 'wrong' });
	});

	it('gives five tries for a right password, and a right password does not give the tries at passwords back', async () => {
		const site = await withAdministrator();
		const { secret } = await guarded(site);
		const half = await passwordGiven(site);
		for (let wrong = 1; wrong <= 5; wrong += 1) {
			expect(await giveSecondFactor(site, { ...half, code: '000000' })).toEqual({ kind: 'wrong' });
		}
		expect(await giveSecondFactor(site, { ...half, code: codeNow(secret) })).toEqual({ kind: 'over' });
		for (let tries = 2; tries <= 10; tries += 1) await passwordGiven(site);
		expect(await signIn(site, { email, password, ...from })).toMatchObject({ kind: 'too-many' });
	});

	it('is asked for nobody without the right password first', async () => {
		const site = await withAdministrator();
		const { secret } = await guarded(site);
		expect(await giveSecondFactor(site, { cookie: null, code: codeNow(secret) })).toEqual({ kind: 'over' });
	});

	it('is taken off by its owner with the password, and by an administrator who signs them out', async () => {
		const site = await withAdministrator();
		const own = await guarded(site);
		expect(await dropFactor(site, { user: own.user, ...own.cookie, password: 'no' })).toEqual({ kind: 'wrong' });
		expect(await dropFactor(site, { user: own.user, ...own.cookie, password })).toMatchObject({ kind: 'dropped' });
		await signedIn(site);
		const again = await guarded(site);
		expect(await takeSecondFactorOff(site, { actor: commandLine, id: again.user.id })).toBe(true);
		expect((await readSession(site, again.cookie)).user).toBeUndefined();
		await signedIn(site);
	});
});

describe('an account', () => {
	it('is made with the roles and the organisation of its invitation, and may do that from then on', async () => {
		const site = await withAdministrator();
		await withMember(site, [{ role: 'analyst', survey: 'tiny' }]);
		expect(await userBehind(site, await signedIn(site, 'second@example.org'))).toMatchObject({
			administrator: false,
			grants: [{ role: 'analyst', survey: 'tiny' }],
		});
	});

	it('has its roles changed from its next page on, and there is always an administrator', async () => {
		const site = await withAdministrator();
		await withMember(site);
		const cookie = await signedIn(site, 'second@example.org');
		const { id } = await userBehind(site, cookie);
		const standing = { administrator: false, organisation: null, grants: [{ role: 'author', survey: null }] } as const;
		expect(await changeStanding(site, { actor: commandLine, id, standing })).toEqual({ kind: 'changed' });
		expect(await userBehind(site, cookie)).toMatchObject({ grants: standing.grants });
		const [first] = await listStaff(site);
		const last = { actor: commandLine, id: first?.id ?? '' };
		expect(await changeStanding(site, { ...last, standing })).toEqual({ kind: 'last-administrator' });
		expect(await closeAccount(site, last)).toEqual({ kind: 'last-administrator' });
		expect(await closeAccount(site, { actor: commandLine, id: 'nobody' })).toEqual({ kind: 'unknown-account' });
	});

	it('is closed for good: no session, no password, and its deeds stay on record', async () => {
		const site = await withAdministrator();
		await withMember(site);
		const cookie = await signedIn(site, 'second@example.org');
		const { id } = await userBehind(site, cookie);
		expect(await closeAccount(site, { actor: commandLine, id })).toEqual({ kind: 'deleted' });
		expect((await readSession(site, cookie)).user).toBeUndefined();
		expect(await signIn(site, { email: 'second@example.org', password, ...from })).toEqual({ kind: 'wrong' });
		expect((await auditPage(site, { by: id })).entries).toMatchObject([{ action: 'account.made', byName: 'Second' }]);
	});

	it('is signed out elsewhere by its owner, and everywhere by an administrator', async () => {
		const site = await withAdministrator();
		const [here, there] = [await signedIn(site), await signedIn(site)];
		const user = await userBehind(site, here);
		expect(await signOutEverywhere(site, { actor: user, id: user.id, except: user.session })).toEqual({ ended: 1 });
		expect((await readSession(site, there)).user).toBeUndefined();
		await userBehind(site, here);
		expect(await signOutEverywhere(site, { actor: commandLine, id: user.id })).toEqual({ ended: 1 });
		expect((await readSession(site, here)).user).toBeUndefined();
	});

	it('has its password changed by whoever knows the present one, and is signed out on other devices', async () => {
		const site = await withAdministrator();
		const [here, there] = [await signedIn(site), await signedIn(site)];
		const user = await userBehind(site, here);
		const next = 'seven hedgehogs under glass';
		expect(await changeOwnPassword(site, { user, present: next, next })).toEqual({ kind: 'wrong' });
		const short = await changeOwnPassword(site, { user, present: password, next: 'short' });
		expect(short).toEqual({ kind: 'rejected', problem: 'too-short' });
		expect(await changeOwnPassword(site, { user, present: password, next })).toEqual({ kind: 'changed' });
		expect((await readSession(site, there)).user).toBeUndefined();
		await userBehind(site, here);
		expect(await signIn(site, { email, password: next, ...from })).toMatchObject({ kind: 'signed-in' });
	});
});
