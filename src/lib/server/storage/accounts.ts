import { and, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Reader, Writer } from './database.ts';
import { giveGrants } from './grants.ts';
import type { StoredGrant } from './grants.ts';
import { credentials, sessions, setUpLinks, twoFactors, users, verifications } from './tables/accounts.ts';

/** The tables of the sign-in library, under the names by which it asks for them. */
export const signInTables = {
	user: users,
	session: sessions,
	account: credentials,
	verification: verifications,
	twoFactor: twoFactors,
};

/** A member of staff's account. */
export interface Account {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	/** `administrator` or `member`. */
	readonly role: string;
	readonly organisation: string | null;
	readonly createdAt: Date;
}

/** A link that works once, known by the hash of its token. */
export interface SetUpLink {
	readonly tokenHash: string;
	readonly purpose: 'first-administrator' | 'invitation' | 'reset';
	/** The address that an invitation was made for. */
	readonly email: string | null;
	/** The account whose password a reset is about. */
	readonly userId: string | null;
	/** What the account that an invitation makes may do; null makes an administrator. */
	readonly grants: readonly StoredGrant[] | null;
	readonly organisation: string | null;
	readonly createdAt: Date;
	readonly expiresAt: Date;
}

const StoredGrants = z.array(z.strictObject({ role: z.string(), survey: z.string().nullable() })).nullable();

const accountColumns = {
	id: users.id,
	name: users.name,
	email: users.email,
	role: users.role,
	organisation: users.organisation,
	createdAt: users.createdAt,
};

export async function findAccount(reader: Reader, args: { email: string }): Promise<Account | undefined> {
	return reader.database.select(accountColumns).from(users).where(eq(users.email, args.email)).get();
}

/** The link if it can still be used, with the address of the account that it resets. */
export async function findSetUpLink(
	reader: Reader,
	args: { tokenHash: string; now: Date },
): Promise<(SetUpLink & { readonly resets: string | null }) | undefined> {
	return usableLink(reader.database, args);
}

/**
 * Stores a link in place of every unused one for the same purpose and person, and forgets links long past. A link for the
 * first administrator is refused once there is one.
 */
export async function insertSetUpLink(
	writer: Writer,
	args: { link: SetUpLink },
): Promise<{ kind: 'inserted' } | { kind: 'has-administrator' }> {
	return writer.commit((database) => {
		const { link } = args;
		if (link.purpose === 'first-administrator' && hasAdministrator(database)) return { kind: 'has-administrator' };
		database
			.delete(setUpLinks)
			.where(or(lt(setUpLinks.expiresAt, link.createdAt), and(isNull(setUpLinks.usedAt), sameTarget(link))))
			.run();
		database.insert(setUpLinks).values(link).run();
		return { kind: 'inserted' };
	});
}

/**
 * Makes the account that a first-administrator link or an invitation promises, and uses the link up, both or neither.
 * `passwordHash` is a PHC string. Refused when the link cannot be used (any more) or the address has an account.
 */
export async function insertAccount(
	writer: Writer,
	args: {
		tokenHash: string;
		account: Omit<Account, 'role' | 'organisation'>;
		credentialId: string;
		passwordHash: string;
	},
): Promise<{ kind: 'inserted' } | { kind: 'unusable-link' } | { kind: 'email-taken' }> {
	return writer.commit((database) => {
		const { account, tokenHash } = args;
		const now = account.createdAt;
		const link = usableLink(database, { tokenHash, now });
		if (link === undefined || link.purpose === 'reset') return { kind: 'unusable-link' };
		const taken = database.select({ id: users.id }).from(users).where(eq(users.email, account.email)).get();
		if (taken !== undefined) return { kind: 'email-taken' };
		database
			.insert(users)
			.values({
				...account,
				role: link.grants === null ? 'administrator' : 'member',
				organisation: link.organisation,
				updatedAt: now,
			})
			.run();
		giveGrants(database, { userId: account.id, grants: link.grants ?? [] });
		database
			.insert(credentials)
			.values({
				id: args.credentialId,
				accountId: account.id,
				providerId: 'credential',
				userId: account.id,
				password: args.passwordHash,
				createdAt: now,
				updatedAt: now,
			})
			.run();
		useUp(database, { tokenHash, now });
		return { kind: 'inserted' };
	});
}

/** Replaces the password of the account that a reset link is for, signs it out everywhere and uses the link up. */
export async function replacePassword(
	writer: Writer,
	args: { tokenHash: string; passwordHash: string; now: Date },
): Promise<{ kind: 'replaced'; email: string } | { kind: 'unusable-link' }> {
	return writer.commit((database) => {
		const link = usableLink(database, args);
		if (link === undefined || link.purpose !== 'reset' || link.userId === null || link.resets === null) {
			return { kind: 'unusable-link' };
		}
		setPassword(database, { ...args, userId: link.userId });
		database.delete(sessions).where(eq(sessions.userId, link.userId)).run();
		useUp(database, args);
		return { kind: 'replaced', email: link.resets };
	});
}

/** The PHC string of an account's password. */
export async function findCredential(reader: Reader, args: { userId: string }): Promise<string | undefined> {
	const row = reader.database.select({ hash: credentials.password }).from(credentials).where(passwordOf(args)).get();
	return row?.hash ?? undefined;
}

/** Gives an account another password; `passwordHash` is a PHC string. */
export async function changePassword(
	writer: Writer,
	args: { userId: string; passwordHash: string; now: Date },
): Promise<void> {
	await writer.commit((database) => setPassword(database, args));
}

/** Forgets the sessions that are over. */
export async function deleteExpiredSessions(writer: Writer, args: { now: Date }): Promise<void> {
	await writer.commit((database) => void database.delete(sessions).where(lt(sessions.expiresAt, args.now)).run());
}

function setPassword(database: Database, args: { userId: string; passwordHash: string; now: Date }): void {
	const { passwordHash: password, now: updatedAt } = args;
	database.update(credentials).set({ password, updatedAt }).where(passwordOf(args)).run();
}

function passwordOf({ userId }: { userId: string }) {
	return and(eq(credentials.userId, userId), eq(credentials.providerId, 'credential'));
}

function usableLink(
	database: Database,
	args: { tokenHash: string; now: Date },
): (SetUpLink & { readonly resets: string | null }) | undefined {
	const row = database
		.select({ link: setUpLinks, resets: users.email })
		.from(setUpLinks)
		.leftJoin(users, eq(users.id, setUpLinks.userId))
		.where(and(eq(setUpLinks.tokenHash, args.tokenHash), isNull(setUpLinks.usedAt), gt(setUpLinks.expiresAt, args.now)))
		.get();
	if (row === undefined) return undefined;
	// Whoever becomes the first administrator ends every such link, whichever was used.
	if (row.link.purpose === 'first-administrator' && hasAdministrator(database)) return undefined;
	const { usedAt: _usedAt, ...link } = row.link;
	return { ...link, grants: StoredGrants.parse(link.grants), resets: row.resets };
}

function hasAdministrator(database: Database): boolean {
	const found = database.select({ id: users.id }).from(users).where(eq(users.role, 'administrator')).limit(1).get();
	return found !== undefined;
}

function sameTarget(link: SetUpLink) {
	return and(
		eq(setUpLinks.purpose, link.purpose),
		sql`${setUpLinks.email} is ${link.email}`,
		sql`${setUpLinks.userId} is ${link.userId}`,
	);
}

function useUp(database: Database, args: { tokenHash: string; now: Date }): void {
	database.update(setUpLinks).set({ usedAt: args.now }).where(eq(setUpLinks.tokenHash, args.tokenHash)).run();
}
