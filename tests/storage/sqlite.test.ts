import { join } from 'node:path';
import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WaveId } from '../../src/lib/core/fieldwork/index.ts';
import { commandLine } from '../../src/lib/server/on-record.ts';
import { changeWave, insertVersions, insertWave, listWaves } from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { openTestSite } from '../scenario/site.ts';
import { ballotsContract } from './ballots-contract.ts';
import { storageContract } from './contract.ts';
import { importsContract } from './imports-contract.ts';
import { messagesContract } from './messages-contract.ts';
import { paperFormsContract } from './paper-forms-contract.ts';
import { pilotsContract } from './pilots-contract.ts';
import { sampleContract } from './sample-contract.ts';
import { emptyFolder, openSqlite } from './sqlite.ts';
import { talliesContract } from './tallies-contract.ts';
import { waveWeightingsContract } from './wave-weightings-contract.ts';

storageContract('SQLite', () => openSqlite());
waveWeightingsContract('SQLite', () => openSqlite());
importsContract('SQLite', () => openSqlite());
pilotsContract('SQLite', () => openSqlite());
paperFormsContract('SQLite', () => openSqlite());
sampleContract('SQLite', () => openSqlite());
ballotsContract('SQLite', () => openSqlite());
messagesContract('SQLite', () => openSqlite());
talliesContract('SQLite', () => openSqlite());

describe('the SQLite database', () => {
	it('commits to disk before it answers, overwrites what is deleted and checks references', async () => {
		const { $client } = (await openSqlite()).accounts;
		const setting = (name: string) => $client.pragma(name, { simple: true });
		expect(setting('journal_mode')).toBe('wal');
		expect(setting('synchronous')).toBe(2);
		expect(setting('secure_delete')).toBe(1);
		expect(setting('foreign_keys')).toBe(1);
		expect(setting('busy_timeout')).toBe(10_000);
	});

	it('refuses values of the wrong type in every table', async () => {
		const { $client } = (await openSqlite()).accounts;
		const tables = $client
			.prepare("select name, strict from pragma_table_list where schema = 'main' and name not like 'sqlite%'")
			.all() as { name: string; strict: number }[];
		expect(tables.length).toBeGreaterThan(10);
		const loose = tables.filter((table) => table.strict === 0 && table.name !== '__drizzle_migrations');
		expect(loose).toEqual([]);
	});

	it('can be read by the account that runs the server and by no other', async () => {
		const file = join(emptyFolder(), 'soundings.db');
		await openSqlite(file);
		expect(statSync(file).mode & 0o777).toBe(0o600);
	});

	it('cannot be written through its reader', async () => {
		const { reader } = await openSqlite();
		expect(() => reader.database.$client.exec("insert into surveys values ('x')")).toThrow(/readonly/);
	});

	it('sees a wave that another process has closed', async () => {
		const { site, folder } = await openTestSite();
		await insertVersions(site.storage.writer, { versions: [storedVersionOf(tiny('tiny', [choice('one')]))] });
		const opened = await openWave(site, { actor: commandLine, survey: 'tiny' });
		if (opened.kind !== 'opened') throw new Error(opened.kind);
		expect((await listWaves(site.storage.reader, { survey: 'tiny' }))[0]?.state).toBe('open');
		const other = await openSqlite(join(folder, 'soundings.db'));
		await changeWave(other.writer, { id: opened.wave.id, change: (wave) => ({ ...wave, state: 'closed' }) });
		expect((await listWaves(site.storage.reader, { survey: 'tiny' }))[0]?.state).toBe('closed');
		const again = { ...opened.wave, id: WaveId.parse('tiny.again') };
		expect((await insertWave(other.writer, { wave: again })).kind).toBe('inserted');
		expect(await listWaves(site.storage.reader, { survey: 'tiny' })).toHaveLength(2);
	});
});
