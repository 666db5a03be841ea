import { rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ensureBuilt } from '../../src/cli/ready.mjs';
import { completeSurvey, firstChoices, formClient } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

beforeAll(ensureBuilt, 300_000);

async function twoWorkers(options: Parameters<typeof startServer>[0] = {}): Promise<RunningServer> {
	const server = await startServer({ ...options, env: { SOUNDINGS_WORKERS: '2' } });
	onTestFinished(async () => {
		await server.kill('SIGKILL');
		rmSync(server.data, { recursive: true, force: true });
	});
	while (!server.said().includes('Soundings is at')) await new Promise((resolve) => setTimeout(resolve, 20));
	expect(server.workers()).toHaveLength(2);
	return server;
}

function inDatabase(server: RunningServer, query: string): unknown[] {
	const sqlite = new SqliteDatabase(join(server.data, 'soundings.db'), { readonly: true });
	const rows = sqlite.prepare(query).raw().all();
	sqlite.close();
	return rows;
}

describe('a server of two workers', () => {
	it('is set up once, shares out arms evenly, and ends with 0', async () => {
		const server = await twoWorkers({ surveys: 'tests/browser/surveys' });
		expect(server.said().match(/\/set-up\//g)).toHaveLength(1);
		expect(inDatabase(server, 'select count(*) from waves')).toEqual([[1]]);
		// Each client has a connection of its own, so both workers get some.
		await Promise.all(
			Array.from({ length: 12 }, async () => {
				const client = formClient(server.origin);
				const pages = await completeSurvey(client, 'every-kind', firstChoices);
				expect(pages.at(-1)?.html).toContain('Thank you');
				client.close();
			}),
		);
		expect(inDatabase(server, 'select count(*) from responses')).toEqual([[12]]);
		const counts = inDatabase(server, 'select experiment, group_concat(count) from allocations group by experiment');
		expect(counts.length).toBeGreaterThan(0);
		expect(counts.map((row) => String(row).replace(/^\w+,/, ''))).toEqual(counts.map(() => '6,6'));
		expect(await server.kill('SIGTERM')).toBe(0);
	});

	it('counts tries to sign in together, whichever worker is asked', async () => {
		const server = await twoWorkers({ surveys: 'tests/storage/surveys' });
		const statuses: number[] = [];
		for (let attempt = 0; attempt < 12; attempt++) {
			const client = formClient(server.origin);
			const answered = await client.post('/sign-in', [
				['email', 'nobody@example.org'],
				['password', 'not the password'],
			]);
			statuses.push(answered.status);
			client.close();
		}
		const [first] = statuses;
		expect(first).toBeLessThan(429);
		expect(statuses).toEqual([...Array.from({ length: 10 }, () => first), 429, 429]);
	});

	it('ends with one line when a setting is wrong, and starts no second worker', async () => {
		const starting = startServer({ env: { SOUNDINGS_WORKERS: '2', SOUNDINGS_LOG_LEVEL: 'loud' } });
		await expect(starting).rejects.toThrow(/^the server did not start: SOUNDINGS_LOG_LEVEL is “loud”; [^\n]*\n$/);
	});

	it.each(['0', '65', 'many'])('is refused for a number of workers of %s', async (workers) => {
		const starting = startServer({ env: { SOUNDINGS_WORKERS: workers } });
		await expect(starting).rejects.toThrow(/^the server did not start: SOUNDINGS_WORKERS is [^\n]*from 1 to 64\.\n$/);
	});
});
