import { and, asc, count, eq, ne } from 'drizzle-orm';
import type { Account } from './accounts.ts';
import type { Database, Reader, Writer } from './database.ts';
import { giveGrants, grantsOf } from './grants.ts';
import type { StoredGrant } from './grants.ts';
import { credentials, grants, sessions, setUpLinks, twoFactors, users } from './tables/accounts.ts';

/** An account with what it may do and how it is guarded. */
export interface Member extends Account {
	readonly grants: readonly StoredGrant[];
	readonly twoFactor: boolean;
}

/** Every account, by name; at most 1,000. */
export async function listMembers(reader: Reader): Promise<Member[]> {
	const { database } = reader;
	const rows = database.select().from(users).orderBy(asc(users.name), asc(users.email)).limit(1000).all();
	return rows.map((user) => memberOf(database, user));
}

export async function findMember(reader: Reader, args: { id: string }): Promise<Member | undefined> {
	const user = reader.database.select().from(users).where(eq(users.id, args.id)).get();
	return user === undefined ? undefined : memberOf(reader.database, user);
}

/** Gives an account its roles, all of them anew. There is always an administrator: the last one stays. */
export async function changeMember(
	writer: Writer,
	args: { id: string; role: 'administrator' | 'member'; organisation: string | null; grants: readonly StoredGrant[] },
): Promise<{ kind: 'changed' } | { kind: 'unknown-account' } | { kind: 'last-administrator' }> {
	return writer.commit((database) => {
		const { id, role, organisation } = args;
		const user = database.select().from(users).where(eq(users.id, id)).get();
		if (user === undefined) return { kind: 'unknown-account' };
		if (role !== 'administrator' && isLastAdministrator(database, user)) return { kind: 'last-administrator' };
		database.update(users).set({ role, organisation }).where(eq(users.id, id)).run();
		database.delete(grants).where(eq(grants.userId, id)).run();
		giveGrants(database, { userId: id, grants: args.grants });
		return { kind: 'changed' };
	});
}

/** Closes an account for good: its sessions, credentials, second factor, roles and links go with it. */
export async function deleteMember(
	writer: Writer,
	args: { id: string },
): Promise<{ kind: 'deleted' } | { kind: 'unknown-account' } | { kind: 'last-administrator' }> {
	return writer.commit((database) => {
		const user = database.select().from(users).where(eq(users.id, args.id)).get();
		if (user === undefined) return { kind: 'unknown-account' };
		if (isLastAdministrator(database, user)) return { kind: 'last-administrator' };
		for (const table of [sessions, credentials, twoFactors, grants, setUpLinks]) {
			database.delete(table).where(eq(table.userId, args.id)).run();
		}
		database.delete(users).where(eq(users.id, args.id)).run();
		return { kind: 'deleted' };
	});
}

/** Ends the sessions of an account, all or all but the one with `except` as its id. The count of those ended. */
export async function endSessions(
	writer: Writer,
	args: { userId: string; except?: string | undefined },
): Promise<number> {
	return writer.commit((database) => {
		const others = args.except === undefined ? undefined : ne(sessions.id, args.except);
		return database
			.delete(sessions)
			.where(and(eq(sessions.userId, args.userId), others))
			.run().changes;
	});
}

/** Takes the second factor off an account whose owner has lost it, and ends its sessions. */
export async function deleteTwoFactor(writer: Writer, args: { userId: string }): Promise<boolean> {
	return writer.commit((database) => {
		const { userId } = args;
		const taken = database.delete(twoFactors).where(eq(twoFactors.userId, userId)).run().changes > 0;
		database.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, userId)).run();
		database.delete(sessions).where(eq(sessions.userId, userId)).run();
		return taken;
	});
}

function memberOf(database: Database, user: typeof users.$inferSelect): Member {
	const { id, name, email, role, organisation, createdAt, twoFactorEnabled } = user;
	return {
		...{ id, name, email, role, organisation, createdAt },
		grants: grantsOf(database, id),
		twoFactor: twoFactorEnabled,
	};
}

function isLastAdministrator(database: Database, { id, role }: { id: string; role: string }): boolean {
	if (role !== 'administrator') return false;
	const others = database
		.select({ count: count() })
		.from(users)
		.where(and(eq(users.role, 'administrator'), ne(users.id, id)))
		.get();
	return (others?.count ?? 0) === 0;
}
