import { join } from 'node:path';
import { demand } from '../../accounts/demand.ts';
import { onRecord } from '../../on-record.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { projectFolder } from '../../project-folder.ts';
import { changeSetting, findSetting, openStorage } from '../../storage/index.ts';
import { ClockRecord, lookAtClock } from './clock.ts';

const name = 'clock';
/** What the clock says is written down this often, in milliseconds, as long as nothing is wrong with it. */
const writtenEvery = 60 * 60 * 1000;

/** Why the clock of this machine is not believed: where it should have been, and where it was. */
export type ClockDoubt = NonNullable<ClockRecord['doubt']>;

/** Looks at the clock each time it is called; yields why it is not believed, null where it is. */
export type ClockWatch = () => Promise<ClockDoubt | null>;

/**
 * A watch over the clock of this machine, for the one process that does what time makes due. `uptime` is in milliseconds, by
 * a clock that nobody sets. A jump, and that it is over, is written to the log.
 */
export function watchClock(site: Site, uptime: () => number): ClockWatch {
	let last: { readonly at: number; readonly seen: string } | undefined;
	return async () => {
		const stored = await clockRecord(site);
		const at = uptime();
		const now = site.clock.now();
		// What was written down an hour ago is not what this process saw last.
		const before = stored && { ...stored, seen: last?.seen ?? stored.seen };
		const record = lookAtClock(before, { now, passed: last === undefined ? null : at - last.at });
		const isDue = stored === undefined || Math.abs(now.getTime() - Date.parse(stored.seen)) >= writtenEvery;
		last = { at, seen: record.seen };
		if (isDue || record.doubt !== null || stored.doubt !== null) await keep(site, stored, record);
		if (record.doubt !== null && stored?.doubt?.to !== record.doubt.to) {
			const { from, to } = record.doubt;
			site.log.staff.error(
				{ from, to },
				'the clock of this machine jumped: nothing is opened, closed, reminded of or deleted until somebody says on /admin that it is right, or a day has passed',
			);
		}
		if (record.doubt === null && (stored?.doubt ?? null) !== null)
			site.log.staff.info({}, 'the clock of this machine is believed again');
		return record.doubt;
	};
}

/** Why the clock is not believed; null where it is. */
export async function clockDoubt(site: Site): Promise<ClockDoubt | null> {
	demand(site, 'manage', { kind: 'accounts' });
	return (await clockRecord(site))?.doubt ?? null;
}

/** Says that the clock is right: what is due by it is done within the minute. False where nobody doubts it. */
export async function believeClock(site: Site, { actor }: { actor: Actor }): Promise<boolean> {
	demand(site, 'manage', { kind: 'accounts' });
	const before = await clockRecord(site);
	const doubt = before?.doubt ?? null;
	if (doubt === null) return false;
	const { from, to } = doubt;
	const writer = onRecord(site, actor, { action: 'clock.believed', object: 'clock', before: { from, to } });
	const isDoubted = (value: string | undefined) =>
		value !== undefined && ClockRecord.parse(JSON.parse(value)).doubt !== null;
	return changeSetting(writer, {
		name,
		change: (value) =>
			isDoubted(value) ? JSON.stringify({ seen: site.clock.now().toISOString(), doubt: null }) : value,
	});
}

/**
 * Forgets what the clock said last in a database that came out of a backup: the age of a backup is no jump of the clock, and
 * what became due since is to be deleted at the next start.
 */
export async function forgetClock({ file }: { file: string }): Promise<void> {
	const opened = await openStorage({ file, migrations: join(projectFolder, 'drizzle') });
	if (opened.kind === 'newer-database') return;
	await changeSetting(opened.storage.writer, { name, change: () => undefined });
	await opened.storage.close();
}

/** Keeps what this process saw, unless somebody has said meanwhile that the clock is right. */
async function keep(site: Site, before: ClockRecord | undefined, record: ClockRecord): Promise<void> {
	const was = before === undefined ? undefined : JSON.stringify(before);
	await changeSetting(site.storage.writer, {
		name,
		change: (value) => (value === was ? JSON.stringify(record) : value),
	});
}

async function clockRecord({ storage: { reader } }: Site): Promise<ClockRecord | undefined> {
	const value = await findSetting(reader, { name });
	return value === undefined ? undefined : ClockRecord.parse(JSON.parse(value));
}
