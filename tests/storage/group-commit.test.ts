import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CannotStore } from '../../src/lib/server/disk-faults.ts';
import { groupCommit } from '../../src/lib/server/storage/group-commit.ts';
import { emptyFolder } from './sqlite.ts';

function counting() {
	const file = join(emptyFolder(), 'group.db');
	const commits: string[] = [];
	const sqlite = new SqliteDatabase(file, { timeout: 100, verbose: (line) => void commits.push(String(line)) });
	onTestFinished(() => void sqlite.close());
	sqlite.pragma('journal_mode = WAL');
	sqlite.exec('create table numbers (n integer primary key) strict');
	const insert = sqlite.prepare('insert into numbers values (?)');
	commits.length = 0;
	return {
		file,
		sqlite,
		group: groupCommit(sqlite),
		insert: (n: number) => void insert.run(n),
		commits: () => commits.filter((line) => line === 'COMMIT').length,
		numbers: () => sqlite.prepare('select n from numbers order by n').pluck().all(),
	};
}

describe('group commit', () => {
	it('commits once for all that arrive in one turn, in their order', async () => {
		const { group, insert, commits, numbers } = counting();
		const results = await Promise.all([3, 1, 2].map((n) => group.commit(() => (insert(n), n * 10))));
		expect(results).toEqual([30, 10, 20]);
		expect(commits()).toBe(1);
		expect(numbers()).toEqual([1, 2, 3]);
	});

	it('gives a body that is to be alone a commit of its own, in its turn', async () => {
		const { group, insert, commits, numbers } = counting();
		const order: number[] = [];
		const body = (n: number) => () => {
			insert(n);
			order.push(n);
		};
		const together = [group.commit(body(1)), group.commit(body(2))];
		const alone = group.commitAlone(body(3));
		await Promise.all([...together, alone, group.commit(body(4)), group.commitAlone(body(5))]);
		expect(order).toEqual([1, 2, 3, 4, 5]);
		expect(commits()).toBe(4);
		expect(numbers()).toEqual([1, 2, 3, 4, 5]);
	});

	it('undoes a body that throws, and that one alone', async () => {
		const { group, insert, numbers } = counting();
		const settled = await Promise.allSettled([
			group.commit(() => insert(1)),
			group.commit(() => {
				insert(2);
				throw new Error('halfway');
			}),
			group.commit(() => insert(1)),
			group.commit(() => insert(3)),
		]);
		expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
		expect(numbers()).toEqual([1, 3]);
	});

	it('answers nobody before the commit, and rejects everyone when it fails', async () => {
		const { group, sqlite, insert, numbers } = counting();
		sqlite.exec('create table strict_child (n integer references numbers (n) deferrable initially deferred) strict');
		sqlite.pragma('foreign_keys = ON');
		const settled = await Promise.allSettled([
			group.commit(() => insert(1)),
			// Found out at COMMIT only.
			group.commit(() => void sqlite.prepare('insert into strict_child values (99)').run()),
		]);
		expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(numbers()).toEqual([]);
		await group.commit(() => insert(5));
		expect(numbers()).toEqual([5]);
	});

	it('rejects everyone, and goes on afterwards, when another process holds the database too long', async () => {
		const { file, group, insert, numbers } = counting();
		const other = new SqliteDatabase(file);
		other.exec('begin immediate');
		await expect(group.commit(() => insert(1))).rejects.toThrow(/locked/);
		other.exec('rollback');
		other.close();
		await group.commit(() => insert(2));
		expect(numbers()).toEqual([2]);
	});

	it('lets the process go on while another one commits, and takes all that gathered in one commit', async () => {
		const { file, group, commits, insert, numbers } = counting();
		const other = new SqliteDatabase(file);
		other.exec('begin immediate');
		const first = group.commit(() => insert(1));
		const started = performance.now();
		for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setTimeout(resolve, 2));
		// A process that waited inside SQLite would have waited for its whole busy_timeout.
		expect(performance.now() - started).toBeLessThan(95);
		const second = group.commit(() => insert(2));
		other.exec('commit');
		other.close();
		await Promise.all([first, second]);
		expect(commits()).toBe(1);
		expect(numbers()).toEqual([1, 2]);
	});

	it('says why nothing is stored until something is', async () => {
		const { sqlite, group, insert } = counting();
		sqlite.pragma('query_only = ON');
		await expect(group.commit(() => insert(1))).rejects.toMatchObject({ why: 'read-only' });
		expect(group.fault()).toBe('read-only');
		sqlite.pragma('query_only = OFF');
		await group.commit(() => insert(1));
		expect(group.fault()).toBeUndefined();
	});

	it('stores nothing while it may not, and says why', async () => {
		const { sqlite, insert, numbers } = counting();
		let away = true;
		const group = groupCommit(sqlite, () => {
			if (away) throw new CannotStore('database-moved');
		});
		await expect(group.commit(() => insert(1))).rejects.toMatchObject({ why: 'database-moved' });
		expect([group.fault(), numbers()]).toEqual(['database-moved', []]);
		away = false;
		await group.commit(() => insert(2));
		expect([group.fault(), numbers()]).toEqual([undefined, [2]]);
	});

	it('rejects the whole group when SQLite gives up the transaction, as on a full disk', async () => {
		const { group, sqlite, insert, numbers } = counting();
		await group.commit(() => insert(1));
		const settled = await Promise.allSettled([
			group.commit(() => insert(2)),
			group.commit(() => {
				sqlite.exec('rollback');
				throw new Error('database or disk is full');
			}),
			group.commit(() => insert(3)),
		]);
		expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		expect(numbers()).toEqual([1]);
	});

	it('takes what bodies add while a group is committed into the next', async () => {
		const { group, insert, commits, numbers } = counting();
		await group.commit(() => insert(1)).then(() => group.commit(() => insert(2)));
		expect(commits()).toBe(2);
		expect(numbers()).toEqual([1, 2]);
	});

	it('rejects what comes after the database was closed, and nothing else', async () => {
		const { group, sqlite, insert } = counting();
		await group.commit(() => insert(1));
		const late = group.commit(() => insert(2));
		sqlite.close();
		await expect(late).rejects.toThrow(/not open/);
	});

	it('commits what is waiting when asked to at once', async () => {
		const { group, insert, numbers } = counting();
		const waiting = group.commit(() => insert(7));
		group.flush();
		expect(numbers()).toEqual([7]);
		await waiting;
	});
});
