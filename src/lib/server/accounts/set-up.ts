import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
	findAccount,
	findSetUpLink,
	insertAccount,
	insertSetUpLink,
	replacePassword,
	type SetUpLink,
} from '#server/storage/accounts.ts';
import type { Site } from '../site.ts';
import { onRecord, type Actor } from '../on-record.ts';
import { demand } from './demand.ts';
import type { Standing } from './members.ts';
import { checkNewPassword, type PasswordOwner, type PasswordProblem } from './password-rules.ts';
import { hashPassword } from './password.ts';

const day = 24 * 60 * 60 * 1000;
const lifetimes = { 'first-administrator': 30 * day, invitation: 7 * day, reset: day } as const;

/** What is asked of somebody who opens a one-time link. */
export type SetUp =
	| { readonly kind: 'new-account'; readonly email: string | undefined; readonly administrator: boolean }
	| { readonly kind: 'new-password'; readonly email: string }
	| { readonly kind: 'unusable-link' };

export type SetUpProblem =
	| { readonly field: 'name'; readonly kind: 'missing' | 'too-long' }
	| { readonly field: 'email'; readonly kind: 'not-an-address' | 'taken' }
	| { readonly field: 'password'; readonly kind: PasswordProblem };

const Name = z.string().trim().max(100);
const EmailAddress = z.string().trim().toLowerCase().max(254).pipe(z.email());

/**
 * Makes the link by which the first administrator's account is made, as long as there is none: a new one each time, which
 * ends the ones before. The address holds 128 random bits and works once; only its hash is stored.
 */
export async function ensureSetUpLink(
	site: Site,
): Promise<{ kind: 'needed'; address: string } | { kind: 'has-administrator' }> {
	const { address, link } = newLink(site, { purpose: 'first-administrator' });
	const stored = await insertSetUpLink(site.storage.writer, { link });
	return stored.kind === 'inserted' ? { kind: 'needed', address } : stored;
}

/** Makes a link by which somebody without an account makes one for this address. It ends an earlier invitation. */
export async function invite(
	site: Site,
	args: { readonly actor: Actor; readonly email: string; readonly standing: Standing },
): Promise<{ kind: 'invited'; address: string; email: string } | { kind: 'not-an-address' } | { kind: 'taken' }> {
	demand(site, 'manage', { kind: 'accounts' });
	const parsed = EmailAddress.safeParse(args.email);
	if (!parsed.success) return { kind: 'not-an-address' };
	const email = parsed.data;
	if ((await findAccount(site.storage.reader, { email })) !== undefined) return { kind: 'taken' };
	const { administrator, organisation, grants } = args.standing;
	const { address, link } = newLink(site, {
		purpose: 'invitation',
		email,
		grants: administrator ? null : grants,
		organisation,
	});
	const doing = { action: 'account.invited', object: `account ${email}`, after: args.standing };
	await insertSetUpLink(onRecord(site, args.actor, doing), { link });
	return { kind: 'invited', address, email };
}

/** Makes a link by which the owner of an account chooses a new password. The old one works until then. */
export async function offerReset(
	site: Site,
	args: { readonly actor: Actor; readonly email: string },
): Promise<{ kind: 'offered'; address: string; email: string } | { kind: 'unknown-account' }> {
	demand(site, 'manage', { kind: 'accounts' });
	const account = await findAccount(site.storage.reader, { email: args.email.trim().toLowerCase() });
	if (account === undefined) return { kind: 'unknown-account' };
	const { address, link } = newLink(site, { purpose: 'reset', userId: account.id });
	const doing = { action: 'account.reset-offered', object: `account ${account.email}` };
	await insertSetUpLink(onRecord(site, args.actor, doing), { link });
	return { kind: 'offered', address, email: account.email };
}

/** What a one-time link is for. Looking does not use it up. */
export async function findSetUp(site: Site, args: { readonly token: string }): Promise<SetUp> {
	const link = await findSetUpLink(site.storage.reader, { tokenHash: hashOf(args.token), now: site.clock.now() });
	if (link === undefined) return { kind: 'unusable-link' };
	if (link.purpose !== 'reset') {
		return { kind: 'new-account', email: link.email ?? undefined, administrator: link.grants === null };
	}
	return link.resets === null ? { kind: 'unusable-link' } : { kind: 'new-password', email: link.resets };
}

/**
 * Does what a one-time link is for, once: makes the administrator's account, or replaces a password. The address and name
 * are asked for only where the link does not know them.
 */
export async function acceptSetUp(
	site: Site,
	args: { readonly token: string; readonly name: string; readonly email: string; readonly password: string },
): Promise<
	| { kind: 'accepted'; email: string }
	| { kind: 'rejected'; problems: readonly SetUpProblem[] }
	| { kind: 'unusable-link' }
> {
	const setUp = await findSetUp(site, args);
	if (setUp.kind === 'unusable-link') return setUp;
	const person = setUp.kind === 'new-account' ? { ...args, email: setUp.email ?? args.email } : { ...args, ...setUp };
	const organisation = await organisationBehind(site, { token: args.token, email: person.email });
	const nameNeeded = setUp.kind === 'new-account';
	const { problems, name, email } = await check({ ...person, organisation }, { nameNeeded });
	if (problems.length > 0) return { kind: 'rejected', problems };

	const passwordHash = await hashPassword(args.password);
	const tokenHash = hashOf(args.token);
	const now = site.clock.now();
	const object = `account ${email}`;
	if (setUp.kind === 'new-password') {
		const owner = await findAccount(site.storage.reader, { email });
		const actor = { id: owner?.id ?? email, name: owner?.name ?? email };
		const writer = onRecord(site, actor, { action: 'account.password-replaced', object });
		const replaced = await replacePassword(writer, { tokenHash, passwordHash, now });
		return replaced.kind === 'replaced' ? { kind: 'accepted', email } : replaced;
	}
	const id = randomId(site);
	const writer = onRecord(site, { id, name }, { action: 'account.made', object, after: { name } });
	const inserted = await insertAccount(writer, {
		tokenHash,
		account: { id, name, email, createdAt: now },
		credentialId: randomId(site),
		passwordHash,
	});
	switch (inserted.kind) {
		case 'inserted':
			return { kind: 'accepted', email };
		case 'unusable-link':
			return inserted;
		case 'email-taken':
			return { kind: 'rejected', problems: [{ field: 'email', kind: 'taken' }] };
	}
}

/** The organisation that a link's account is or will be of. */
async function organisationBehind(
	site: Site,
	{ token, email }: { token: string; email: string },
): Promise<string | null> {
	const { reader } = site.storage;
	const link = await findSetUpLink(reader, { tokenHash: hashOf(token), now: site.clock.now() });
	return link?.organisation ?? (await findAccount(reader, { email }))?.organisation ?? null;
}

async function check(
	given: PasswordOwner & { readonly password: string },
	{ nameNeeded }: { nameNeeded: boolean },
): Promise<{ problems: readonly SetUpProblem[]; name: string; email: string }> {
	const name = Name.safeParse(given.name);
	const email = EmailAddress.safeParse(given.email);
	const password = await checkNewPassword(given.password, given);
	const problems: SetUpProblem[] = [];
	if (nameNeeded && !name.success) problems.push({ field: 'name', kind: 'too-long' });
	if (nameNeeded && name.data === '') problems.push({ field: 'name', kind: 'missing' });
	if (!email.success) problems.push({ field: 'email', kind: 'not-an-address' });
	if (password !== undefined) problems.push({ field: 'password', kind: password });
	return { problems, name: name.data ?? '', email: email.data ?? '' };
}

function newLink(
	site: Site,
	target: Pick<SetUpLink, 'purpose'> & Partial<Pick<SetUpLink, 'email' | 'userId' | 'grants' | 'organisation'>>,
): { address: string; link: SetUpLink } {
	const token = randomId(site);
	const createdAt = site.clock.now();
	const expiresAt = new Date(createdAt.getTime() + lifetimes[target.purpose]);
	return {
		address: `${site.env.ORIGIN}/set-up/${token}`,
		link: {
			email: null,
			userId: null,
			grants: null,
			organisation: null,
			...target,
			...{ tokenHash: hashOf(token), createdAt, expiresAt },
		},
	};
}

function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** 128 random bits in 22 characters that are safe in an address. */
function randomId(site: Site): string {
	return site.random.bytes(16).toString('base64url');
}
