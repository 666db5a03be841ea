import { execFileSync } from 'node:child_process';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { atTerminal } from './at-terminal.ts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'soundings-backup-'));
	vi.stubEnv('SOUNDINGS_DATA', join(folder, 'data'));
	// Opening by a passphrase is slow on purpose; most of what is shown here does not depend on it.
	writeFileSync(at('key'), Buffer.alloc(32, 9));
	return () => {
		vi.unstubAllEnvs();
		rmSync(folder, { recursive: true });
	};
});

const run = (...args: string[]) => atTerminal((io) => main(args, io));

const at = (...names: string[]) => join(folder, ...names);
const byKey = () => ['--key-file', at('key')];
const backUp = (name = 'b') => run('backup', '--out', at(name), ...byKey());
const restore = (name = 'b', data = 'new') => run('restore', '--from', at(name), '--data', at(data), ...byKey());
/** A data folder with accounts to come, a kept file and a secret of its own. */
async function site() {
	await run('user', 'invite', '--email', 'one@example.org');
	mkdirSync(at('data', 'imports'));
	writeFileSync(at('data', 'imports', 'a'.repeat(64)), 'a;b\n1;2\n');
}
function oneLine(err: string, ...words: string[]) {
	expect(err.trimEnd().split('\n')).toHaveLength(1);
	for (const word of words) expect(err).toContain(word);
}

describe('soundings backup and restore', () => {
	it('brings everything back, and the log knows of the backup', async () => {
		await site();
		const made = await backUp();
		expect(made).toMatchObject({ status: 0, err: '' });
		expect(readdirSync(folder).sort()).toEqual(['b', 'b.keys', 'data', 'key']);
		expect(readdirSync(at('data')).filter((name) => name.startsWith('.'))).toEqual([]);
		expect([statSync(at('b')).mode & 0o777, statSync(at('b.keys')).mode & 0o777]).toEqual([0o600, 0o600]);

		expect(await restore()).toMatchObject({ status: 0, err: '' });
		expect(readdirSync(at('new')).sort()).toEqual(['imports', 'secret', 'soundings.db']);
		expect(readFileSync(at('new', 'secret'), 'utf8')).toBe(readFileSync(at('data', 'secret'), 'utf8'));
		expect(readFileSync(at('new', 'imports', 'a'.repeat(64)), 'utf8')).toBe('a;b\n1;2\n');
		expect(statSync(at('new', 'soundings.db')).mode & 0o777).toBe(0o600);
		const links = (data: string) => {
			const database = new SqliteDatabase(at(data, 'soundings.db'), { readonly: true });
			onTestFinished(() => void database.close());
			return database.prepare('select * from set_up_links').all();
		};
		expect(links('new')).toEqual(links('data'));
		expect(links('new')).toHaveLength(1);

		vi.stubEnv('SOUNDINGS_DATA', at('new'));
		const head = /head of the audit log: (\S+)/.exec(made.out)?.[1] ?? '';
		expect((await run('verify', '--head', head)).status).toBe(0);
		vi.stubEnv('SOUNDINGS_DATA', at('data'));
		expect((await run('verify', '--head', head)).out).toContain('2 entries');
	});

	it('shows neither an address nor the secret to whoever has the files alone', async () => {
		await site();
		await backUp();
		const secret = readFileSync(at('data', 'secret'), 'utf8').trim();
		for (const file of ['b', 'b.keys']) {
			const bytes = readFileSync(at(file));
			for (const word of ['one@example.org', secret, 'SQLite format']) expect(bytes.includes(word)).toBe(false);
		}
	});

	it('takes a passphrase in place of a key file, and no other opens it', async () => {
		await site();
		const keyless = ['backup', '--out', at('b')];
		oneLine((await run(...keyless)).err, 'SOUNDINGS_BACKUP_PASSPHRASE', '--key-file');
		vi.stubEnv('SOUNDINGS_BACKUP_PASSPHRASE', 'correct horse battery staple');
		expect((await run(...keyless)).status).toBe(0);
		const back = (data: string) => run('restore', '--from', at('b'), '--data', at(data));
		expect(await back('new')).toMatchObject({ status: 0, err: '' });
		vi.stubEnv('SOUNDINGS_BACKUP_PASSPHRASE', 'wrong horse battery staple');
		oneLine((await back('newer')).err, 'SOUNDINGS_BACKUP_PASSPHRASE does not open');
		expect(existsSync(at('newer'))).toBe(false);
	}, 60_000);

	it('wants a key file of at least 32 bytes, and takes the file of keys from where it is', async () => {
		await site();
		writeFileSync(at('short'), 'short');
		oneLine((await run('backup', '--out', at('b'), '--key-file', at('short'))).err, 'at least 32');
		await backUp();
		mkdirSync(at('safe'));
		copyFileSync(at('b.keys'), at('safe', 'k'));
		rmSync(at('b.keys'));
		oneLine((await restore()).err, 'b.keys');
		const args = ['restore', '--from', at('b'), '--keys', at('safe', 'k'), '--data', at('new'), ...byKey()];
		expect(await run(...args)).toMatchObject({ status: 0, err: '' });
	});

	it('keeps the secret of the environment too', async () => {
		vi.stubEnv('SOUNDINGS_SECRET', 'a secret of more than thirty-two characters');
		await site();
		expect(await backUp()).toMatchObject({ status: 0, err: '' });
		expect(await restore()).toMatchObject({ status: 0, err: '' });
		expect(readFileSync(at('new', 'secret'), 'utf8').trim()).toBe('a secret of more than thirty-two characters');
	});

	it('overwrites nothing', async () => {
		await site();
		writeFileSync(at('b'), 'mine');
		oneLine((await backUp()).err, 'is there already');
		expect(readFileSync(at('b'), 'utf8')).toBe('mine');
		rmSync(at('b'));
		await backUp();
		mkdirSync(at('new'));
		writeFileSync(at('new', 'notes'), 'mine');
		const { status, err } = await restore();
		expect(status).toBe(1);
		oneLine(err, 'is not empty');
		expect(readdirSync(at('new'))).toEqual(['notes']);
	});

	it.each<[string, (file: string) => void, string]>([
		['a wrong key', () => writeFileSync(at('key'), Buffer.alloc(32, 8)), 'The key file does not open'],
		['a changed byte', (file) => change(file, 70_000), 'changed or cut short'],
		['a file that was cut', (file) => cut(file, 70_000), 'changed or cut short'],
		['a cut at the end of a chunk', (file) => cut(file, statSync(file).size % (65536 + 16)), 'changed or cut short'],
		['an empty file', (file) => cut(file, 0), 'no backup'],
		['another file', (file) => writeFileSync(file, 'id;answer\n1;2\n'.repeat(100)), 'no backup'],
		['changed keys', (file) => change(`${file}.keys`, statSync(`${file}.keys`).size - 5), 'changed or cut short'],
		['a database for keys', (file) => copyFileSync(file, `${file}.keys`), 'there is a file of that name'],
	])('refuses %s in one line and leaves no folder behind', async (_, harm, words) => {
		await site();
		await backUp();
		harm(at('b'));
		const { status, out, err } = await restore();
		expect({ status, out }).toEqual({ status: 1, out: '' });
		oneLine(err, words);
		expect(existsSync(at('new'))).toBe(false);
	});

	it('refuses the keys of another site', async () => {
		await site();
		await backUp();
		vi.stubEnv('SOUNDINGS_DATA', at('other'));
		await run('user', 'list');
		await backUp('other-b');
		copyFileSync(at('other-b.keys'), at('b.keys'));
		oneLine((await restore()).err, 'belongs to another site');
		expect(existsSync(at('new'))).toBe(false);
	});

	it('keeps nothing of a copy that is not sound', async () => {
		await site();
		const database = new SqliteDatabase(at('data', 'soundings.db'));
		database.exec('drop trigger audit_is_never_changed');
		database.prepare("update audit set action = 'nothing.done'").run();
		database.close();
		const { status, err } = await backUp();
		expect(status).toBe(1);
		oneLine(err, 'not sound', 'audit log');
		expect(readdirSync(folder).sort()).toEqual(['data', 'key']);
	});

	it('says where there is no database, and makes none', async () => {
		oneLine((await backUp()).err, 'no database');
		expect(existsSync(at('data'))).toBe(false);
		oneLine((await backUp('nowhere/b')).err, 'no database');
	});

	it('says when the folder to write to is not there', async () => {
		await site();
		oneLine((await backUp('nowhere/b')).err, 'no such file or folder');
	});

	it('says when there is no room, and leaves nothing half-written', async ({ skip }) => {
		await site();
		mkdirSync(at('small'));
		try {
			execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', at('small')], { stdio: 'ignore' });
		} catch {
			skip('this account may not mount a small disk');
		}
		try {
			oneLine((await backUp('small/b')).err, 'not enough space');
			expect(readdirSync(at('small'))).toEqual([]);
			await backUp();
			const { status, err } = await restore('b', 'small');
			expect(status).toBe(1);
			oneLine(err, 'no space left');
			expect(readdirSync(at('small'))).toEqual([]);
		} finally {
			execFileSync('umount', [at('small')]);
		}
	});

	it.each([[['backup']], [['restore', '--from', 'b']], [['restore', '--data', 'd']], [['backup', '--to', 'b']]])(
		'%j is wrong usage',
		async (args) => {
			expect((await run(...args)).status).toBe(2);
		},
	);
});

function change(file: string, at: number): void {
	const bytes = readFileSync(file);
	bytes[at] = (bytes[at] ?? 0) ^ 1;
	writeFileSync(file, bytes);
}

function cut(file: string, length: number): void {
	writeFileSync(file, readFileSync(file).subarray(0, length));
}
