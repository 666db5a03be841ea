import { z } from 'zod';
import { demand } from '../accounts/demand.ts';
import { auditKey } from '../on-record.ts';
import type { Site } from '../site.ts';
import type { AuditEntry, AuditHead, CheckedAudit } from '../storage/index.ts';
import { checkAudit, listAudit, listAuditActors } from '../storage/index.ts';

/** Which entries of the audit log to show; what is left out narrows nothing. Days are ISO, UTC. */
export const AuditFilter = z.object({
	by: z.string().max(200).optional().catch(undefined),
	survey: z.string().max(200).optional().catch(undefined),
	/** How the action starts: `account`, `wave`, `view`. */
	action: z.string().max(100).optional().catch(undefined),
	from: z.iso.date().optional().catch(undefined),
	to: z.iso.date().optional().catch(undefined),
	/** Entries before this place. */
	before: z.coerce.number().int().positive().optional().catch(undefined),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** A page of the audit log, the newest first; `older` is the place to go on from. */
export interface AuditPage {
	readonly entries: readonly AuditEntry[];
	readonly older: number | undefined;
	readonly actors: readonly { readonly by: string; readonly byName: string }[];
}

const pageLength = 50;

export async function auditPage(site: Site, filter: AuditFilter): Promise<AuditPage> {
	demand(site, 'see', { kind: 'audit' });
	const { reader } = site.storage;
	const found = await listAudit(reader, { ...filter, limit: pageLength + 1 });
	const entries = found.slice(0, pageLength);
	return {
		entries,
		older: found.length > pageLength ? entries.at(-1)?.place : undefined,
		actors: await listAuditActors(reader),
	};
}

/** Whether the audit log is as it was written, to its last entry, and still has the head that somebody noted. */
export async function verifyAudit(site: Site, args: { known?: AuditHead | undefined } = {}): Promise<CheckedAudit> {
	demand(site, 'see', { kind: 'audit' });
	return checkAudit(site.storage.reader, { ...args, key: auditKey(site) });
}
