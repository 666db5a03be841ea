import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { invite } from '../../src/lib/server/accounts/index.ts';
import { readEnv } from '../../src/lib/server/env.ts';
import { commandLine, onRecord, putOnRecord } from '../../src/lib/server/on-record.ts';
import { closeSite, openSite } from '../../src/lib/server/site.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { auditPage, verifyAudit } from '../../src/lib/server/workflows/audit.ts';
import { verify } from '../../src/lib/server/workflows/verify.ts';
import { emptyFolder } from './sqlite.ts';

async function aSite(): Promise<{ site: Site; file: string }> {
	const folder = emptyFolder();
	const env = readEnv({ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent' });
	if (env.kind === 'invalid') throw new Error(env.lines.join());
	const opened = await openSite(env.env);
	if (opened.kind === 'refused') throw new Error(opened.line);
	onTestFinished(() => closeSite(opened.site));
	return { site: opened.site, file: join(folder, 'soundings.db') };
}

const somebody = { id: 'u1', name: 'Test Author' };
const standing = { administrator: false, organisation: null, grants: [{ role: 'author', survey: null }] } as const;

async function withEntries(count = 5) {
	const made = await aSite();
	for (let at = 1; at <= count; at += 1) {
		await putOnRecord(made.site, somebody, {
			action: 'data.exported',
			object: `file ${at}`,
			survey: at > 3 ? 'b' : 'a',
		});
	}
	return made;
}

/** Changes the log as somebody with the file, and without the triggers, would. */
function behindItsBack(file: string, statement: string): void {
	const database = new SqliteDatabase(file);
	database.exec('drop trigger audit_is_never_changed; drop trigger audit_is_never_shortened;');
	database.exec(statement);
	database.close();
}

describe('the audit log', () => {
	it('holds what was done in the transaction that did it, with before and after', async () => {
		const { site } = await aSite();
		await invite(site, { actor: somebody, email: 'new@example.org', standing });
		const { entries } = await auditPage(site, {});
		expect(entries).toMatchObject([
			{ by: 'u1', byName: 'Test Author', action: 'account.invited', object: 'account new@example.org', before: null },
		]);
		expect(JSON.parse(entries[0]?.after ?? '')).toEqual(standing);
	});

	it('has no entry for what was refused or failed, which changed nothing', async () => {
		const { site } = await aSite();
		expect(await invite(site, { actor: somebody, email: 'no address', standing })).toEqual({ kind: 'not-an-address' });
		const writer = onRecord(site, somebody, { action: 'account.made', object: 'account x' });
		await writer.commit(() => 'nothing was written');
		await expect(
			writer.commit((database) => {
				database.$client.exec("insert into settings values ('half', 'done')");
				throw new Error('half way');
			}),
		).rejects.toThrow('half way');
		expect((await auditPage(site, {})).entries).toEqual([]);
	});

	it('is shown by who, kind of object, survey and day, a page at a time', async () => {
		const { site } = await withEntries(120);
		await putOnRecord(site, commandLine, { action: 'wave.opened', object: 'wave a.1', survey: 'a' });
		const first = await auditPage(site, {});
		expect(first.entries.map(({ place }) => place)).toEqual(Array.from({ length: 50 }, (_, at) => 121 - at));
		const last = await auditPage(site, { before: 22 });
		expect(last).toMatchObject({ older: undefined, entries: { length: 21 } });
		expect((await auditPage(site, { by: 'command-line' })).entries.map(({ place }) => place)).toEqual([121]);
		expect((await auditPage(site, { survey: 'a' })).entries.map(({ place }) => place)).toEqual([121, 3, 2, 1]);
		expect((await auditPage(site, { action: 'wave.' })).entries).toHaveLength(1);
		const today = new Date().toISOString().slice(0, 10);
		expect((await auditPage(site, { from: today, to: today })).entries).toHaveLength(50);
		expect((await auditPage(site, { to: '2001-01-01' })).entries).toEqual([]);
		expect(first.actors.map(({ byName }) => byName)).toEqual(['Command line', 'Test Author']);
	});

	it('cannot be changed or shortened through the database', async () => {
		const { site, file } = await withEntries();
		const database = new SqliteDatabase(file);
		expect(() => database.exec("update audit set object = 'file 9' where place = 2")).toThrow(/only added to/);
		expect(() => database.exec('delete from audit')).toThrow(/only added to/);
		database.close();
		expect(await verifyAudit(site)).toMatchObject({ kind: 'sound', head: { entries: 5 } });
	});

	it.each([
		['a changed entry', "update audit set object = 'file 9' where place = 2", { place: 2, how: 'changed' }],
		['a changed name', "update audit set by_name = 'Somebody Else' where place = 5", { place: 5, how: 'changed' }],
		['an entry taken out', 'delete from audit where place = 3', { place: 4, how: 'missing-before' }],
		[
			'an entry taken out, the others moved up',
			'delete from audit where place = 3; update audit set place = place - 1 where place > 3',
			{ place: 3, how: 'changed' },
		],
		[
			'an entry planted with the hash of another',
			"insert into audit (at, by, by_name, action, object, hash) select at, by, by_name, action, 'file 9', hash from audit where place = 5",
			{ place: 6, how: 'changed' },
		],
	])('is found out by %s', async (_, statement, where) => {
		const { site, file } = await withEntries();
		behindItsBack(file, statement);
		expect(await verifyAudit(site)).toEqual({ kind: 'broken', ...where });
		expect((await verify(site)).checks.find(({ what }) => what === 'audit log')).toMatchObject({ sound: false });
	});

	it('is found out by a head noted earlier when its end was cut off', async () => {
		const { site, file } = await withEntries();
		const before = await verifyAudit(site);
		if (before.kind !== 'sound') throw new Error(before.kind);
		behindItsBack(file, 'delete from audit where place = 5');
		expect(await verifyAudit(site)).toMatchObject({ kind: 'sound', head: { entries: 4 } });
		expect(await verifyAudit(site, { known: before.head })).toEqual({
			kind: 'broken',
			place: 5,
			how: 'missing-before',
		});
	});

	it('still has a head noted earlier when it has grown', async () => {
		const { site } = await withEntries();
		const before = await verifyAudit(site);
		if (before.kind !== 'sound') throw new Error(before.kind);
		await putOnRecord(site, somebody, { action: 'data.exported', object: 'file 6' });
		expect(await verifyAudit(site, { known: before.head })).toMatchObject({ kind: 'sound', head: { entries: 6 } });
	});
});

describe('verify', () => {
	it('finds a fresh database sound, and a published version that was changed in it', async () => {
		const { site, file } = await aSite();
		const database = new SqliteDatabase(file);
		database.exec(
			"insert into surveys values ('tiny'); insert into instrument_versions values ('tiny', 1, 'ab', '{}')",
		);
		database.close();
		const { checks } = await verify(site);
		expect(checks).toEqual([
			{ what: 'database', sound: true, words: 'every page and every reference is in order' },
			{ what: 'instruments', sound: false, words: 'tiny version 1 is not what was published' },
			{ what: 'audit log', sound: true, words: '0 entries, each as it was written and where it was written' },
		]);
	});
});
