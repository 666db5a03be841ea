import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/lib/server/storage/migrate.ts';
import { openStorage } from '../../src/lib/server/storage/index.ts';
import { openSite } from '../../src/lib/server/site.ts';
import { readEnv } from '../../src/lib/server/env.ts';
import { emptyFolder, migrations } from './sqlite.ts';

interface Journal {
	entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
}

/** A copy of the migrations, changed: the first `count` of them, or with `more` after the last. */
function history(change: { count?: number; more?: string[] }): string {
	const folder = join(emptyFolder(), 'drizzle');
	cpSync(migrations, folder, { recursive: true });
	const path = join(folder, 'meta', '_journal.json');
	const journal = JSON.parse(readFileSync(path, 'utf8')) as Journal;
	const entries = journal.entries.slice(0, change.count);
	for (const sql of change.more ?? []) {
		const last = entries.at(-1);
		const tag = `${String(entries.length).padStart(4, '0')}_more`;
		writeFileSync(join(folder, `${tag}.sql`), sql);
		entries.push({ idx: entries.length, version: '6', when: (last?.when ?? 0) + 1000, tag, breakpoints: true });
	}
	writeFileSync(path, JSON.stringify({ ...journal, entries }));
	return folder;
}

function opened(file: string) {
	const sqlite = new SqliteDatabase(file);
	onTestFinished(() => void sqlite.close());
	sqlite.pragma('foreign_keys = ON');
	return drizzle({ client: sqlite });
}

const rows = `
	insert into surveys values ('tiny');
	insert into instrument_versions values ('tiny', 1, 'ab', '{}');
	insert into waves (id, survey, number, label, state, origin, instrument_version, identity_mode, modes, sample_type, languages)
		values ('tiny.1', 'tiny', 1, 'One', 'open', 'fielded', 1, 'anonymous', '["web"]', 'open-link', '["en"]');
	insert into responses (place, id, wave, version, outcome, mode, arms, answers, abandoned)
		values (7, 'aa', 'tiny.1', 1, 'completed', 'web', '{}', '{"q":{"code":1}}', '{}');
	insert into interviews (place, lookup, wave, version, state, server_half, sealed, started_day)
		values (7, x'aa', 'tiny.1', 1, 'open', x'bb', x'cc', '2026-01-01');
	insert into allocations values ('tiny.1', 'half', 'control', 3);
`;

function countsIn(database: ReturnType<typeof opened>): unknown[] {
	return ['surveys', 'instrument_versions', 'waves', 'responses', 'interviews', 'allocations'].map((table) =>
		database.$client.prepare(`select count(*) from ${table}`).pluck().get(),
	);
}

describe('migrations', () => {
	it('lead from the first with data in it to the last, and every row is still there', () => {
		const database = opened(join(emptyFolder(), 'old.db'));
		const first = migrate(database, history({ count: 1 }));
		expect(first).toEqual({ kind: 'migrated', from: 0, to: 1 });
		database.$client.exec(rows);
		const { kind } = migrate(database, migrations);
		expect(kind).toBe('migrated');
		expect(countsIn(database)).toEqual([1, 1, 1, 1, 1, 1]);
		expect(database.$client.pragma('integrity_check', { simple: true })).toBe('ok');
		expect(database.$client.pragma('foreign_key_check')).toEqual([]);
		expect(database.$client.pragma('foreign_keys', { simple: true })).toBe(1);
	});

	it('do nothing the second time', () => {
		const database = opened(join(emptyFolder(), 'twice.db'));
		migrate(database, migrations);
		const before = database.$client.prepare('select * from sqlite_master').all();
		const again = migrate(database, migrations);
		expect(again).toMatchObject({ kind: 'migrated' });
		if (again.kind === 'migrated') expect(again.from).toBe(again.to);
		expect(database.$client.prepare('select * from sqlite_master').all()).toEqual(before);
	});

	it('may build a table anew that others refer to', () => {
		const database = opened(join(emptyFolder(), 'rebuilt.db'));
		migrate(database, migrations);
		database.$client.exec(rows);
		const rebuild = `CREATE TABLE new_surveys (slug text primary key not null, note text) STRICT;
--> statement-breakpoint
INSERT INTO new_surveys (slug) SELECT slug FROM surveys;
--> statement-breakpoint
DROP TABLE surveys;
--> statement-breakpoint
ALTER TABLE new_surveys RENAME TO surveys;`;
		migrate(database, history({ more: [rebuild] }));
		expect(countsIn(database)).toEqual([1, 1, 1, 1, 1, 1]);
	});

	it('leave the database as it was when one of them fails', () => {
		const database = opened(join(emptyFolder(), 'failing.db'));
		migrate(database, migrations);
		database.$client.exec(rows);
		const broken = history({ more: ['ALTER TABLE surveys ADD note text;', 'INSERT INTO no_such_table VALUES (1);'] });
		expect(() => migrate(database, broken)).toThrow();
		expect(database.$client.prepare('select * from surveys').all()).toEqual([{ slug: 'tiny' }]);
		expect(migrate(database, migrations).kind).toBe('migrated');
	});

	it('refuse a database that a later release has migrated, with a line that says so', async () => {
		const folder = emptyFolder();
		const file = join(folder, 'soundings.db');
		const database = opened(file);
		migrate(database, history({ more: ['CREATE TABLE later (n integer) STRICT;'] }));
		expect(migrate(database, migrations)).toEqual({ kind: 'newer-database' });
		expect(await openStorage({ file, migrations })).toEqual({ kind: 'newer-database' });
		const env = readEnv({ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent' });
		if (env.kind === 'invalid') throw new Error(env.lines.join());
		expect(await openSite(env.env)).toEqual({
			kind: 'refused',
			line: `${file} was last used by a later release of Soundings; start that release, or restore a backup.`,
		});
	});
});
