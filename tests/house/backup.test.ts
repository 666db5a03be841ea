import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { ensureBuilt } from '../../src/cli/ready.mjs';
import { answer, firstChoices, formClient, formOf } from '../clients/form-client.ts';
import type { FormClient, Page } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';

const survey = 'six-numbers';
const surveys = 'tests/storage/surveys';

beforeAll(ensureBuilt, 300_000);

/** Runs the command beside the server, as somebody at the machine would. */
function soundings(args: string[], env: Record<string, string>): Promise<{ code: number | null; said: string }> {
	const child = spawn(process.execPath, ['src/cli/soundings.mjs', ...args], { env: { ...process.env, ...env } });
	let said = '';
	child.stdout.on('data', (part: Buffer) => (said += part.toString()));
	child.stderr.on('data', (part: Buffer) => (said += part.toString()));
	return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

it('backs a busy server up with all that it had acknowledged, and codes from before open their interviews in the restored one', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-live-'));
	let server = await startServer({ surveys });
	const first = server.data;
	onTestFinished(async () => {
		await server.kill('SIGKILL');
		for (const path of [folder, first]) rmSync(path, { recursive: true, force: true });
	});
	writeFileSync(join(folder, 'key'), Buffer.alloc(32, 5));
	const byKey = ['--key-file', join(folder, 'key')];

	// Somebody is half-way, with three answers given, when everything else goes on.
	const halfway = formClient(server.origin);
	let stands: Page = await halfway.get(`/s/${survey}`);
	for (let step = 0; step < 4; step++) stands = (await answer(halfway, stands, firstChoices)).next;
	const finished = formClient(server.origin);
	await complete(finished);

	let isBusy = true;
	let completed = 0;
	const busy = Array.from({ length: 6 }, async () => {
		while (isBusy) {
			const client = formClient(server.origin);
			await complete(client);
			client.close();
			completed++;
		}
	});
	while (completed < 6) await new Promise((resolve) => setTimeout(resolve, 20));

	const before = completed;
	const backup = await soundings(['backup', '--out', join(folder, 'b'), ...byKey], { SOUNDINGS_DATA: first });
	const after = completed;
	isBusy = false;
	await Promise.all(busy);
	expect(backup).toMatchObject({ code: 0 });
	expect(backup.said).toContain('is sound');
	// It did go on meanwhile.
	expect(after).toBeGreaterThan(before);

	expect(await server.kill('SIGTERM')).toBe(0);
	const data = join(folder, 'data');
	const restored = await soundings(['restore', '--from', join(folder, 'b'), '--data', data, ...byKey], {});
	expect(restored).toMatchObject({ code: 0 });
	const responses = responsesIn(data);
	expect(responses).toBeGreaterThanOrEqual(before + 1);
	expect(responses).toBeLessThanOrEqual(completed + 1);

	server = await startServer({ surveys, data, port: Number(new URL(server.origin).port) });
	const again = await halfway.get(stands.path);
	expect([again.status, formOf(again)?.action]).toEqual([200, formOf(stands)?.action]);
	expect((await halfway.get(`/s/${survey}/1`)).html).toContain('value="20"');
	expect((await complete(halfway, again)).html).toContain('Thank you');
	expect((await finished.get(`/s/${survey}/thanks`)).html).toContain('Thank you');
	expect(await server.kill('SIGTERM')).toBe(0);
	expect(responsesIn(data)).toBe(responses + 1);
}, 120_000);

async function complete(client: FormClient, from?: Page): Promise<Page> {
	let page = from ?? (await client.get(`/s/${survey}`));
	while (formOf(page) !== undefined) page = (await answer(client, page, firstChoices)).next;
	expect(page.html).toContain('Thank you');
	return page;
}

function responsesIn(data: string): number {
	const sqlite = new SqliteDatabase(join(data, 'soundings.db'), { readonly: true });
	const count = sqlite.prepare('select count(*) from responses').pluck().get();
	sqlite.close();
	return Number(count);
}
