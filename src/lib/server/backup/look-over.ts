import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { Env } from '../env.ts';
import { closeSite, openSite } from '../site.ts';
import type { AuditHead } from '../storage/index.ts';
import { countRows } from '../storage/index.ts';
import { verify } from '../workflows/verify.ts';
import type { BackupLabel } from './label.ts';

/** What a data folder that came out of a backup amounts to: sound, with the head of its audit log, or not, and why. */
export type LookedOver =
	| { readonly kind: 'sound'; readonly head: AuditHead | undefined }
	| { readonly kind: 'unsound'; readonly words: string };

/**
 * Opens a data folder that came out of a backup as the server would, and looks it over: as many rows as were put in,
 * SQLite's own checks, references, published questionnaires, the audit log's chain.
 */
export async function lookOver(env: Env, args: { folder: string; label: BackupLabel }): Promise<LookedOver> {
	const rows = await countRows({ file: join(args.folder, 'soundings.db') });
	if (!isDeepStrictEqual(rows, { ...args.label.rows }))
		return { kind: 'unsound', words: 'it has other rows than were put in' };
	const { SOUNDINGS_SECRET: _elsewhere, ...rest } = env;
	const opened = await openSite({ ...rest, SOUNDINGS_DATA: args.folder, SOUNDINGS_LOG_LEVEL: 'silent' });
	if (opened.kind === 'refused') return { kind: 'unsound', words: opened.line };
	try {
		const { checks, head } = await verify(opened.site);
		const faults = checks.filter(({ sound }) => !sound).map(({ what, words }) => `${what}: ${words}`);
		return faults.length === 0 ? { kind: 'sound', head } : { kind: 'unsound', words: faults.join('; ') };
	} finally {
		await closeSite(opened.site);
	}
}
