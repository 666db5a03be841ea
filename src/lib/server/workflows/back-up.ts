import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { putInPlace } from '../backup/durable.ts';
import { faultWords } from '../disk-faults.ts';
import type { BackupLabel } from '../backup/label.ts';
import { lookOver } from '../backup/look-over.ts';
import { pack, unpack } from '../backup/parcel.ts';
import type { Packed } from '../backup/parcel.ts';
import type { SealingKey } from '../backup/sealed-file.ts';
import { commandLine, putOnRecord } from '../on-record.ts';
import { fingerprintOf, secretForBackup } from '../secrets.ts';
import type { Site } from '../site.ts';
import { copyDatabase, countRows } from '../storage/index.ts';
import type { AuditHead } from '../storage/index.ts';

export type BackedUp =
	| {
			readonly kind: 'backed-up';
			readonly file: string;
			readonly keys: string;
			readonly bytes: number;
			readonly responses: number;
			readonly head: AuditHead | undefined;
	  }
	| { readonly kind: 'refused'; readonly line: string };

/** Files of the data folder that are the database itself or are made anew. */
const notKeys = /^(soundings\.db(-wal|-shm)?|imports|\..*)$/;

/**
 * Copies the database as it stands, with the files that wait to be brought in, into the new file `out`, and the secrets of
 * the data folder into `out`.keys; both encrypted under `key`, while the server goes on. Whatever was acknowledged before
 * this began is in it. The two are opened again and looked over before they get their names; on a refusal, a line for
 * whoever asked, neither is there. Put on record.
 */
export async function backUp(site: Site, args: { out: string; key: SealingKey }): Promise<BackedUp> {
	const file = resolve(args.out);
	const keys = `${file}.keys`;
	for (const path of [file, keys]) {
		if (existsSync(path))
			return refused(`${path} is there already; a backup overwrites nothing, so give another name.`);
	}
	const data = resolve(site.env.SOUNDINGS_DATA);
	// The plain copies stay beside the database that they are copies of.
	const mark = site.random.bytes(6).toString('hex');
	const work = join(data, `.backup-${mark}`);
	const unfinished = { file: unfinishedOf(file, mark), keys: unfinishedOf(keys, mark) };
	try {
		const short = tooShort(site, { data, out: dirname(file) });
		if (short !== undefined) return refused(short);
		mkdirSync(work, { mode: 0o700 });
		const label = await writeBoth(site, { ...args, data, work, unfinished });
		const again = join(work, 'again');
		mkdirSync(again, { mode: 0o700 });
		for (const path of [unfinished.file, unfinished.keys]) {
			const opened = unpack(path, { key: args.key, folder: again });
			if (opened.kind !== 'unpacked')
				return refused(`${file} could not be read back (${opened.kind}); it was not kept.`);
		}
		const looked = await lookOver(site.env, { folder: again, label });
		if (looked.kind === 'unsound') return refused(`The copy is not sound and was not kept: ${looked.words}.`);
		const bytes = statSync(unfinished.file).size;
		putInPlace([
			{ from: unfinished.keys, to: keys },
			{ from: unfinished.file, to: file },
		]);
		await putOnRecord(site, commandLine, { action: 'backup.made', object: `backup ${basename(file)}` });
		return { kind: 'backed-up', file, keys, bytes, responses: label.rows.responses ?? 0, head: looked.head };
	} catch (error) {
		const words = faultWords(error);
		if (words === undefined) throw error;
		return refused(`${file} could not be written: ${words}.`);
	} finally {
		for (const path of [work, unfinished.file, unfinished.keys]) rmSync(path, { recursive: true, force: true });
	}
}

async function writeBoth(
	site: Site,
	args: { key: SealingKey; data: string; work: string; unfinished: { file: string; keys: string } },
): Promise<BackupLabel> {
	const { key, data, work, unfinished } = args;
	const copy = join(work, 'soundings.db');
	await copyDatabase({ from: join(data, 'soundings.db'), to: copy });
	const common = { form: 1, madeAt: site.clock.now().toISOString(), belongs: fingerprintOf(site.secrets) } as const;
	const label = { holds: 'database', ...common, rows: await countRows({ file: copy }) } as const;
	const waiting = filesIn(data, 'imports').filter(({ name }) => /^imports\/[0-9a-f]{64}$/.test(name));
	pack(unfinished.file, { key, label, files: [{ name: 'soundings.db', path: copy }, ...waiting] });
	rmSync(copy);
	const secret = join(work, 'secret');
	writeFileSync(secret, `${secretForBackup(site.env)}\n`, { mode: 0o600 });
	const others = readdirSync(data).filter((name) => !notKeys.test(name) && name !== 'secret');
	const files = [{ name: 'secret', path: secret }, ...others.flatMap((name) => filesIn(data, name))];
	pack(unfinished.keys, { key, label: { holds: 'keys', ...common }, files });
	rmSync(secret);
	return label;
}

/** A file, or all files below a folder, by their names from `root` on. */
function filesIn(root: string, name: string): Packed[] {
	const path = join(root, name);
	const found = statSync(path, { throwIfNoEntry: false });
	if (found === undefined) return [];
	if (!found.isDirectory()) return [{ name, path }];
	return readdirSync(path).flatMap((below) => filesIn(root, `${name}/${below}`));
}

/** The line for a disk without room: a plain copy beside the database, and a sealed one where it is to go. */
function tooShort(site: Site, places: { data: string; out: string }): string | undefined {
	const sizes = filesIn(places.data, '.').map(({ path }) => statSync(path, { throwIfNoEntry: false })?.size ?? 0);
	const needed = sizes.reduce((sum, size) => sum + size, 0) + 1024 * 1024;
	for (const place of [places.data, places.out]) {
		const { bavail, blocks, bsize } = statfsSync(place);
		// Some file systems do not say how large they are.
		if (blocks > 0 && bavail * bsize < needed) {
			return `There is not enough space in ${place}: ${megabytes(needed)} are needed and ${megabytes(bavail * bsize)} are free.`;
		}
	}
	return undefined;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}

function unfinishedOf(path: string, mark: string): string {
	return join(dirname(path), `.${basename(path)}.unfinished-${mark}`);
}

function refused(line: string): BackedUp {
	return { kind: 'refused', line };
}
