import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../src/cli/ready.mjs';
import { answer, formClient, formOf } from '../clients/form-client.ts';
import type { FormClient, Page } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const survey = 'six-numbers';
const surveys = 'tests/storage/surveys';
const notSaved = 'We cannot save answers just now';

/** This account may put a small disk somewhere (root on Linux may). */
const mayMount = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

beforeAll(ensureBuilt, 300_000);

interface Faulty {
	/** An empty folder. */
	readonly folder: string;
	/** Puts a small disk of its own into the folder, with options of mount. */
	readonly mountDisk: (options: string) => void;
	/** Starts a server whose data lie there, until the test ends. */
	readonly serverIn: (data: string) => Promise<RunningServer>;
}

/** They run beside each other, since the longest of them waits for most of its time. */
const it = test.extend<Faulty>({
	folder: async ({ task: _ }, use) => {
		const folder = mkdtempSync(join(tmpdir(), 'soundings-faults-'));
		await use(folder);
		rmSync(folder, { recursive: true, force: true });
	},
	mountDisk: async ({ folder }, use) => {
		let mounted = false;
		await use((options) => {
			execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
			mounted = true;
		});
		if (mounted) execFileSync('umount', [folder]);
	},
	serverIn: async ({ mountDisk: _ }, use) => {
		const started: RunningServer[] = [];
		await use(async (data) => {
			const server = await startServer({ surveys, data });
			started.push(server);
			return server;
		});
		for (const server of started) await server.kill('SIGKILL');
	},
});

async function health(server: RunningServer): Promise<unknown> {
	const answered = await fetch(`${server.origin}/healthz`);
	return [answered.status, await answered.json()];
}

const entering = (words: string) => (page: Parameters<typeof formOf>[0]) =>
	[...(formOf(page)?.choices.keys() ?? [])].map((name) => [name, words] as const);

/** An interview that stands on its second question, with 41 acknowledged on the first. */
async function begun(server: RunningServer): Promise<{ client: FormClient; page: Page }> {
	const client = formClient(server.origin);
	let page = await client.get(`/s/${survey}`);
	page = (await answer(client, page, () => [])).next;
	const { posted, next } = await answer(client, page, (_, on) => entering('41')(on));
	expect(posted.status).toBe(303);
	return { client, page: next };
}

/** The same interview with its typing refused, told in words with 503 and given back; then taken when there is room. */
async function expectKeptTyping(
	server: RunningServer,
	stands: { client: FormClient; page: Page },
	{ why, cure }: { why: string; cure: () => void },
): Promise<void> {
	const { client, page } = stands;
	const refused = (await answer(client, page, (_, on) => entering('42')(on))).posted;
	expect(refused.status).toBe(503);
	expect(refused.html).toContain(notSaved);
	expect(refused.html).toContain('What you entered is still on this page');
	expect(refused.html).toContain('value="42"');
	expect(await health(server)).toEqual([503, { status: 'unavailable', why }]);
	// Whoever only reads is served, and what was acknowledged is there.
	const first = await client.get(page.path.replace(/\d+$/, (place) => String(Number(place) - 1)));
	expect([first.status, first.html.includes('value="41"')]).toEqual([200, true]);
	// Somebody who begins is told too.
	const other = formClient(server.origin);
	const start = await other.get(`/s/${survey}`);
	const notBegun = (await answer(other, start, () => [])).posted;
	expect([notBegun.status, notBegun.html.includes(notSaved)]).toEqual([503, true]);
	other.close();

	cure();
	const form = formOf(refused);
	expect(form?.hidden.length).toBeGreaterThan(0);
	const again = await answer(client, { ...refused, path: page.path }, (_, on) => entering('42')(on));
	expect(again.posted.status).toBe(303);
	expect((await client.get(page.path)).html).toContain('value="42"');
	expect(await health(server)).toEqual([200, { status: 'ok' }]);
	let on = again.next;
	while (formOf(on) !== undefined) on = (await answer(client, on, (_, shown) => entering('43')(shown))).next;
	expect(on.html).toContain('Thank you');
	expect(server.said()).toContain('nothing can be stored');
	client.close();
	expect(await server.kill('SIGTERM')).toBe(0);
}

describe.concurrent('ten thousand connections that never finish a request', () => {
	it('keep nobody from being answered, take some kilobytes each, and are cut off', async ({
		folder,
		serverIn,
		onTestFinished,
	}) => {
		const server = await serverIn(folder);
		const { client, page } = await begun(server);
		const most = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1024);
		const count = Math.min(10_000, most - 500);
		const before = residentMegabytes(server.pid);
		const sockets: Socket[] = [];
		let cut = 0;
		onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
		const { hostname, port } = new URL(server.origin);
		for (let opened = 0; opened < count; opened += 250) {
			await Promise.all(
				Array.from({ length: Math.min(250, count - opened) }, async () => {
					const socket = connect(Number(port), hostname);
					socket
						.on('error', () => undefined)
						.on('close', () => cut++)
						.resume();
					sockets.push(socket);
					await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
					// Half of them say nothing at all.
					if (sockets.length % 2 === 0) socket.write(`POST /s/${survey}/1 HTTP/1.1\r\nHost: localhost\r\nCookie: a=`);
				}),
			);
		}
		const times: number[] = [];
		for (let asked = 0; asked < 20; asked++) {
			const started = performance.now();
			expect((await client.get(page.path)).status).toBe(200);
			times.push(performance.now() - started);
		}
		expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(500);
		const during = residentMegabytes(server.pid);
		expect(during - before).toBeLessThan(count * 0.015);
		// The head of a request may take 15 seconds; whoever takes longer is looked for every 30.
		for (const deadline = Date.now() + 60_000; cut < count && Date.now() < deadline;) await wait(250);
		expect(cut).toBe(count);
		const { posted } = await answer(client, await client.get(page.path), (_, on) => entering('42')(on));
		expect(posted.status).toBe(303);
		// What they had comes free, or is used again.
		expect(residentMegabytes(server.pid) - before).toBeLessThan(count * 0.02);
		client.close();
		expect(await server.kill('SIGTERM')).toBe(0);
	}, 120_000);
});

describe.concurrent('a disk that takes nothing', () => {
	it.skipIf(!mayMount)(
		'is full: the respondent is told, keeps the typing, and goes on when there is room',
		async ({ folder, mountDisk, serverIn }) => {
			mountDisk('size=12m');
			const server = await serverIn(folder);
			const stands = await begun(server);
			const ballast = join(folder, 'ballast');
			// 16 MB do not fit; more would fill the machine's own disk, should the small one be gone.
			const filled = spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4096', 'count=4096']);
			expect(filled.status).toBe(1);
			await expectKeptTyping(server, stands, { why: 'disk-full', cure: () => rmSync(ballast) });
		},
	);

	it.skipIf(!hasPrlimit)('fails when written to: the same', async ({ folder, serverIn }) => {
		const server = await serverIn(folder);
		const stands = await begun(server);
		const limit = (bytes: string) => execFileSync('prlimit', [`--fsize=${bytes}`, '--pid', String(server.pid)]);
		limit('1:unlimited');
		await expectKeptTyping(server, stands, { why: 'disk-fault', cure: () => limit('unlimited:unlimited') });
	});

	it('has lost its database to another place: the same', async ({ folder, serverIn }) => {
		const server = await serverIn(folder);
		const stands = await begun(server);
		const file = join(folder, 'soundings.db');
		renameSync(file, `${file}.away`);
		await expectKeptTyping(server, stands, { why: 'database-moved', cure: () => renameSync(`${file}.away`, file) });
	});

	it.skipIf(!mayMount)(
		'is read-only: the start ends with one line that says so',
		async ({ folder, mountDisk, serverIn }) => {
			mountDisk('size=12m');
			const server = await serverIn(folder);
			expect(await server.kill('SIGTERM')).toBe(0);
			execFileSync('mount', ['-o', 'remount,ro', folder]);
			await expect(serverIn(folder)).rejects.toThrow(
				/^the server did not start: SOUNDINGS_DATA: [^\n]*soundings\.db cannot be used: [^\n]*read-only\.\n$/,
			);
		},
	);

	it.skipIf(!mayMount)(
		'has no room for a database: the start ends with one line that says so',
		async ({ folder, mountDisk, serverIn }) => {
			mountDisk('size=40k');
			await expect(serverIn(folder)).rejects.toThrow(
				/^the server did not start: SOUNDINGS_DATA: [^\n]*no space left on the disk\.\n$/,
			);
		},
	);
});

function residentMegabytes(pid: number): number {
	return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}
