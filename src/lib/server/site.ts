import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StaffUser } from './accounts/authorise.ts';
import { faultWords } from './disk-faults.ts';
import type { Env } from './env.ts';
import { openLogs } from './log.ts';
import type { Logs } from './log.ts';
import { projectFolder } from './project-folder.ts';
import { fingerprintOf, openSecrets } from './secrets.ts';
import type { Secrets } from './secrets.ts';
import { openStorage, settle } from './storage/index.ts';
import type { Storage } from './storage/index.ts';

/** Everything a workflow needs of the world. `today` is an ISO date of this machine's time zone. */
export interface Site {
	readonly env: Env;
	readonly storage: Storage;
	readonly secrets: Secrets;
	readonly clock: { now(): Date; today(): string };
	readonly random: { bytes(count: number): Buffer };
	readonly log: Logs;
	/**
	 * The member of staff on whose behalf workflows run, which accounts/demand.ts holds them to; null where nobody stands
	 * behind them who could be refused: the server's own work, the command line, a respondent.
	 */
	readonly asker: StaffUser | null;
}

export type OpenedSite =
	{ readonly kind: 'opened'; readonly site: Site } | { readonly kind: 'refused'; readonly line: string };

/**
 * Opens the database in the data folder, migrating it where needed, and reads the secret. Refused, with a line for whoever
 * starts it, when the folder cannot be used, the database is from a later release, or the secret is not the one that the
 * database belongs to. `parts` replaces the clock, chance or log, as tests do.
 */
export async function openSite(
	env: Env,
	parts: Partial<Pick<Site, 'clock' | 'random' | 'log'>> = {},
): Promise<OpenedSite> {
	try {
		return await open(env, parts);
	} catch (error) {
		const words = faultWords(error);
		if (words === undefined) throw error;
		return refused(`SOUNDINGS_DATA: ${join(env.SOUNDINGS_DATA, 'soundings.db')} cannot be used: ${words}.`);
	}
}

async function open(env: Env, parts: Partial<Pick<Site, 'clock' | 'random' | 'log'>>): Promise<OpenedSite> {
	const folder = env.SOUNDINGS_DATA;
	try {
		mkdirSync(folder, { recursive: true, mode: 0o700 });
	} catch (error) {
		return refused(`SOUNDINGS_DATA: the folder ${folder} cannot be made (${reason(error)}).`);
	}
	const file = join(folder, 'soundings.db');
	const opened = await openStorage({ file, migrations: join(projectFolder, 'drizzle') });
	if (opened.kind === 'newer-database') {
		return refused(`${file} was last used by a later release of Soundings; start that release, or restore a backup.`);
	}
	const { storage } = opened;
	const secrets = openSecrets(env);
	const fingerprint = fingerprintOf(secrets);
	if ((await settle(storage.writer, { name: 'secret', value: fingerprint })) !== fingerprint) {
		await storage.close();
		return refused(
			`SOUNDINGS_SECRET is not the secret that ${file} was made with; expected that one, or else interviews in progress could not be opened.`,
		);
	}
	const log = openLogs(env.SOUNDINGS_LOG_LEVEL);
	const site = { env, storage, secrets, clock, random: { bytes: randomBytes }, log, asker: null };
	return { kind: 'opened', site: { ...site, ...parts } };
}

/** Commits what is waiting and closes the database. */
export async function closeSite(site: Site): Promise<void> {
	await site.storage.close();
}

let current: Site | undefined;

/** The site of the running server. */
export function currentSite(): Site {
	if (current === undefined) throw new Error('the server has not started up');
	return current;
}

/** Sets what `currentSite` gives; for start and stop of the server only. */
export function setCurrentSite(site: Site | undefined): void {
	current = site;
}

const clock: Site['clock'] = { now: () => new Date(), today: () => dayOf(new Date()) };

function dayOf(instant: Date): string {
	const two = (value: number) => String(value).padStart(2, '0');
	return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

function refused(line: string): OpenedSite {
	return { kind: 'refused', line };
}

function reason(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
