import { createHash } from 'node:crypto';
import type { Site } from '../site.ts';
import type { AuditHead } from '../storage/index.ts';
import { checkDatabase, readVersions } from '../storage/index.ts';
import { verifyAudit } from './audit.ts';

/** What was looked at, whether it is sound, and what is wrong with it where it is not. */
export interface Verified {
	readonly what: 'database' | 'instruments' | 'audit log';
	readonly sound: boolean;
	readonly words: string;
}

/**
 * Looks the whole database over: that SQLite finds every page and reference in order, that published versions are as they
 * were hashed, that the audit log is as it was written. `head` is what the log's head is now, to be noted elsewhere.
 */
export async function verify(
	site: Site,
	args: { known?: AuditHead | undefined } = {},
): Promise<{ readonly checks: readonly Verified[]; readonly head: AuditHead | undefined }> {
	const { reader } = site.storage;
	const faults = await checkDatabase(reader);
	let versions = 0;
	const changed: string[] = [];
	for await (const { survey, version, document, sha256 } of readVersions(reader)) {
		versions += 1;
		const isSame = createHash('sha256').update(document).digest('hex') === sha256;
		if (!isSame) changed.push(`${survey} version ${version} is not what was published`);
	}
	const log = await verifyAudit(site, args);
	return {
		checks: [
			{
				what: 'database',
				sound: faults.length === 0,
				words: faults.length === 0 ? 'every page and every reference is in order' : faults.join('; '),
			},
			{
				what: 'instruments',
				sound: changed.length === 0,
				words: changed.length === 0 ? `${versions} published versions are as they were hashed` : changed.join('; '),
			},
			{
				what: 'audit log',
				sound: log.kind === 'sound',
				words:
					log.kind === 'sound'
						? `${log.head.entries} entries, each as it was written and where it was written`
						: log.how === 'changed'
							? `entry ${log.place} is not what was written there`
							: `entries before ${log.place} are missing`,
			},
		],
		head: log.kind === 'sound' ? log.head : undefined,
	};
}
