import { onRecord } from '../on-record.ts';
import type { Site } from '../site.ts';
import { endSessions, findCredential, findMember, changePassword as store } from '../storage/index.ts';
import type { StaffUser } from './authorise.ts';
import { checkNewPassword, type PasswordProblem } from './password-rules.ts';
import { hashPassword, verifyPassword } from './password.ts';

/**
 * Changes the password of whoever has signed in and knows the present one; every other device is signed
 * out.
 */
export async function changeOwnPassword(
	site: Site,
	args: { readonly user: StaffUser; readonly present: string; readonly next: string },
): Promise<{ readonly kind: 'changed' | 'wrong' } | { readonly kind: 'rejected'; readonly problem: PasswordProblem }> {
	const { user, present, next } = args;
	const stored = await findCredential(site.storage.reader, { userId: user.id });
	if (stored === undefined || !(await verifyPassword({ hash: stored, password: present }))) return { kind: 'wrong' };
	const organisation = (await findMember(site.storage.reader, { id: user.id }))?.organisation;
	const problem = await checkNewPassword(next, { ...user, organisation });
	if (problem !== undefined) return { kind: 'rejected', problem };
	const writer = onRecord(site, user, { action: 'account.password-changed', object: `account ${user.email}` });
	await store(writer, { userId: user.id, passwordHash: await hashPassword(next), now: site.clock.now() });
	await endSessions(site.storage.writer, { userId: user.id, except: user.session });
	return { kind: 'changed' };
}
