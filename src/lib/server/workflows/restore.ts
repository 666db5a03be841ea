import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { putInPlace } from '../backup/durable.ts';
import { forgetClock } from './house/watch-clock.ts';
import { faultWords } from '../disk-faults.ts';
import { BackupLabel, KeysLabel } from '../backup/label.ts';
import { lookOver } from '../backup/look-over.ts';
import { unpack } from '../backup/parcel.ts';
import type { SealingKey } from '../backup/sealed-file.ts';
import type { Env } from '../env.ts';
import type { AuditHead } from '../storage/index.ts';

export type Restored =
	| {
			readonly kind: 'restored';
			readonly data: string;
			readonly madeAt: string;
			readonly responses: number;
			readonly head: AuditHead | undefined;
	  }
	| { readonly kind: 'refused'; readonly line: string };

/**
 * Makes a data folder of a backup and its file of keys, which may be kept elsewhere. Everything is opened and looked over
 * before the folder has a database; on a refusal, a line for whoever asked, the folder is as it was. A folder that holds
 * anything is left alone.
 */
export async function restore(
	env: Env,
	args: { from: string; keys?: string | undefined; data: string; key: SealingKey },
): Promise<Restored> {
	const file = resolve(args.from);
	const keys = resolve(args.keys ?? `${file}.keys`);
	const data = resolve(args.data);
	const work = join(data, `.restoring-${randomBytes(6).toString('hex')}`);
	const isNew = !existsSync(data);
	let done = false;
	try {
		for (const path of [file, keys]) if (!existsSync(path)) return refused(`There is no file ${path}.`);
		if (!isNew && readdirSync(data).length > 0) {
			return refused(`${data} is not empty; nothing in it was touched. Give a folder that does not exist yet.`);
		}
		mkdirSync(work, { recursive: true, mode: 0o700 });
		const opened = [file, keys].map((path) => ({ path, parcel: unpack(path, { key: args.key, folder: work }) }));
		for (const { path, parcel } of opened) {
			if (parcel.kind !== 'unpacked') return refused(whyNot(path, parcel, args.key));
		}
		const [database, secrets] = opened.map(({ parcel }) => (parcel.kind === 'unpacked' ? parcel.label : undefined));
		const label = BackupLabel.safeParse(database);
		if (!label.success) return refused(`${file} is no backup of a database.`);
		const keysLabel = KeysLabel.safeParse(secrets);
		if (!keysLabel.success) return refused(`${keys} is no file of keys.`);
		if (label.data.belongs !== keysLabel.data.belongs) {
			return refused(`${keys} belongs to another site than ${file}: it would not open its interviews.`);
		}
		const looked = await lookOver(env, { folder: work, label: label.data });
		if (looked.kind === 'unsound') return refused(`${file} is not sound: ${looked.words}.`);
		await forgetClock({ file: join(work, 'soundings.db') });
		// The database last: a folder without it is none that a server would start on.
		const names = readdirSync(work).toSorted((a, b) => Number(a === 'soundings.db') - Number(b === 'soundings.db'));
		putInPlace(names.map((name) => ({ from: join(work, name), to: join(data, name) })));
		done = true;
		const { madeAt, rows } = label.data;
		return { kind: 'restored', data, madeAt, responses: rows.responses ?? 0, head: looked.head };
	} catch (error) {
		const words = faultWords(error);
		if (words === undefined) throw error;
		return refused(`${data} could not be filled: ${words}.`);
	} finally {
		rmSync(work, { recursive: true, force: true });
		if (isNew && !done) rmSync(data, { recursive: true, force: true });
	}
}

function whyNot(
	path: string,
	parcel: Exclude<ReturnType<typeof unpack>, { kind: 'unpacked' }>,
	key: SealingKey,
): string {
	switch (parcel.kind) {
		case 'not-sealed':
			return `${path} is no backup that Soundings made.`;
		case 'wrong-key':
			return key.kind === 'passphrase'
				? `SOUNDINGS_BACKUP_PASSPHRASE does not open ${path}; nothing was restored.`
				: `The key file does not open ${path}; nothing was restored.`;
		case 'damaged':
			return `${path} was changed or cut short: it is not what was written from byte ${parcel.at} on. Nothing was restored.`;
	}
}

function refused(line: string): Restored {
	return { kind: 'refused', line };
}
