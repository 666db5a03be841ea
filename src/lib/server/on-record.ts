import type { Site } from './site.ts';
import type { Deed, Writer } from './storage/index.ts';
import { record, recording } from './storage/index.ts';

/** Who does something that is put on record: an account, the command line of the machine, or Soundings by itself. */
export interface Actor {
	readonly id: string;
	readonly name: string;
}

export const commandLine: Actor = { id: 'command-line', name: 'Command line' };
export const soundings: Actor = { id: 'soundings', name: 'Soundings' };

/** What is done, to which object: `view 4f2a`, `wave tiny.1`. `before` and `after` hold texts and settings, never an answer. */
export interface Doing {
	readonly action: string;
	readonly object: string;
	readonly survey?: string | null | undefined;
	readonly before?: unknown;
	readonly after?: unknown;
}

/** A writer whose changes stand in the audit log as what `actor` did, in the same transaction or not at all. */
export function onRecord(site: Site, actor: Actor, doing: Doing): Writer {
	return recording(site.storage.writer, { key: auditKey(site), deed: deedOf(site, actor, doing) });
}

/** Puts something on record that changes nothing in the database, such as handing out data. */
export async function putOnRecord(site: Site, actor: Actor, doing: Doing): Promise<void> {
	await record(site.storage.writer, { key: auditKey(site), deed: deedOf(site, actor, doing) });
}

/** The key without which nobody can write an entry that fits the log. */
export function auditKey(site: Site): Uint8Array {
	return site.secrets.keyFor('audit');
}

function deedOf(site: Site, actor: Actor, doing: Doing): Deed {
	if (site.asker !== null && site.asker.id !== actor.id) throw new Error('nobody acts in the name of another');
	return {
		at: site.clock.now(),
		by: actor.id,
		byName: actor.name,
		action: doing.action,
		object: doing.object,
		survey: doing.survey ?? null,
		before: doing.before ?? null,
		after: doing.after ?? null,
	};
}
