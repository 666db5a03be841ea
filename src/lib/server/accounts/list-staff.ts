import { listAccounts } from '#server/storage/accounts.ts';
import type { Site } from '../site.ts';

/** An account as it is listed; `since` is the ISO date (UTC) on which it was made. */
export type StaffAccount = {
	readonly name: string;
	readonly email: string;
	readonly role: string;
	readonly since: string;
};

/** Every account, by name. */
export async function listStaff(site: Site): Promise<StaffAccount[]> {
	const accounts = await listAccounts(site.storage.reader);
	return accounts.map(({ name, email, role, createdAt }) => ({
		name,
		email,
		role,
		since: createdAt.toISOString().slice(0, 10),
	}));
}
