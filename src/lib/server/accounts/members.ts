import { z } from 'zod';
import {
	changeMember as changeStored,
	deleteMember,
	deleteTwoFactor,
	endSessions,
	findMember as findStored,
	listMembers,
} from '#server/storage/index.ts';
import type { Member as StoredMember } from '#server/storage/index.ts';
import type { Site } from '../site.ts';
import { onRecord, type Actor } from '../on-record.ts';
import { Grant } from './authorise.ts';
import { demand } from './demand.ts';

/** An account as it is listed; `since` is the ISO date (UTC) on which it was made. */
export interface Member {
	readonly id: string;
	readonly name: string;
	readonly email: string;
	readonly organisation: string | null;
	readonly administrator: boolean;
	readonly grants: readonly Grant[];
	readonly twoFactor: boolean;
	readonly since: string;
}

/** What an account may do; an administrator needs no grants. */
export interface Standing {
	readonly administrator: boolean;
	readonly organisation: string | null;
	readonly grants: readonly Grant[];
}

/** Every account, by name. */
export async function listStaff(site: Site): Promise<Member[]> {
	demand(site, 'manage', { kind: 'accounts' });
	return (await listMembers(site.storage.reader)).map(memberOf);
}

export async function findMember(site: Site, args: { id: string }): Promise<Member | undefined> {
	demand(site, 'manage', { kind: 'accounts' });
	return found(site, args);
}

async function found(site: Site, args: { id: string }): Promise<Member | undefined> {
	const stored = await findStored(site.storage.reader, args);
	return stored === undefined ? undefined : memberOf(stored);
}

/** Gives an account its standing anew, from its next page on. There is always an administrator. */
export async function changeStanding(
	site: Site,
	args: { actor: Actor; id: string; standing: Standing },
): Promise<{ readonly kind: 'changed' | 'unknown-account' | 'last-administrator' }> {
	const { actor, id, standing } = args;
	const before = await findMember(site, { id });
	if (before === undefined) return { kind: 'unknown-account' };
	const writer = onRecord(site, actor, {
		action: 'account.standing',
		object: `account ${before.email}`,
		before: standingOf(before),
		after: standing,
	});
	const { administrator, organisation, grants } = standing;
	const role = administrator ? 'administrator' : 'member';
	return changeStored(writer, { id, role, organisation, grants: administrator ? [] : grants });
}

/** Closes an account for good. What it did stays in the audit log. */
export async function closeAccount(
	site: Site,
	args: { actor: Actor; id: string },
): Promise<{ readonly kind: 'deleted' | 'unknown-account' | 'last-administrator' }> {
	const member = await findMember(site, args);
	if (member === undefined) return { kind: 'unknown-account' };
	const writer = onRecord(site, args.actor, {
		action: 'account.closed',
		object: `account ${member.email}`,
		before: { name: member.name, ...standingOf(member) },
	});
	return deleteMember(writer, args);
}

/** Signs an account out on every device, or on every other than the one whose session has the id `except`. */
export async function signOutEverywhere(
	site: Site,
	args: { actor: Actor; id: string; except?: string | undefined },
): Promise<{ readonly ended: number }> {
	if (args.id !== site.asker?.id) demand(site, 'manage', { kind: 'accounts' });
	const member = await found(site, args);
	const object = `account ${member?.email ?? args.id}`;
	const writer = onRecord(site, args.actor, { action: 'account.signed-out', object });
	return { ended: await endSessions(writer, { userId: args.id, except: args.except }) };
}

/** Takes the second factor off an account whose owner has lost it and the recovery codes. It is signed out everywhere. */
export async function takeSecondFactorOff(site: Site, args: { actor: Actor; id: string }): Promise<boolean> {
	const member = await findMember(site, args);
	if (member === undefined) return false;
	const object = `account ${member.email}`;
	const writer = onRecord(site, args.actor, { action: 'account.second-factor-taken-off', object });
	return deleteTwoFactor(writer, { userId: args.id });
}

function standingOf({ administrator, organisation, grants }: Member): Standing {
	return { administrator, organisation, grants };
}

function memberOf({ role, createdAt, grants, ...member }: StoredMember): Member {
	return {
		...member,
		administrator: role === 'administrator',
		grants: z.array(Grant).parse(grants),
		since: createdAt.toISOString().slice(0, 10),
	};
}
