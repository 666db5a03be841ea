import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, completeSurvey, firstChoices, formClient } from '../clients/form-client.ts';
import { startServer } from '../clients/server.ts';
import { cpuSeconds, fdatasyncMilliseconds, short } from './report.ts';
import type { BenchLine } from './report.ts';

const clients = 32;
const seconds = 8;

interface Rate {
	readonly perSecond: number;
	readonly cpuMicroseconds: number;
}

/**
 * An answered page (post, redirect, next page) of one server process, against a bare pair of handlers: one that commits
 * each post by itself, and one that groups posts into commits as ours does.
 */
export async function answeredPage(): Promise<BenchLine[]> {
	const sync = fdatasyncMilliseconds();
	const server = await startServer({ surveys: 'tests/bench/surveys' });
	const sample = formClient(server.origin);
	const pages = await completeSurvey(sample, 'ten-pages', firstChoices);
	const bytes = pages[3]?.bytes ?? 0;
	sample.close();
	const ours = await rate(server.pid, () => pageLoop(server.origin));
	await server.stop();

	const lines: BenchLine[] = [];
	for (const commits of ['single', 'grouped'] as const) {
		const folder = mkdtempSync(join(tmpdir(), 'soundings-bare-'));
		const script = 'tests/bench/rivals/bare-pair.mjs';
		const bare = spawn(process.execPath, [script, join(folder, 'bare.db'), '600', String(bytes), commits]);
		const port = await listening(bare);
		const theirs = await rate(bare.pid ?? 0, () => bareLoop(`http://127.0.0.1:${port}`));
		bare.kill();
		rmSync(folder, { recursive: true });
		const each = commits === 'single' ? 'a commit for each post' : 'commits in groups, as ours';
		lines.push({
			name: `An answered page: post, redirect, next page (${clients} clients, one process); ${each}`,
			unit: 'pages/s',
			ours: ours.perSecond,
			rival: 'bare node:http + better-sqlite3',
			rivals: theirs.perSecond,
			ratio: ours.perSecond / theirs.perSecond,
			goal: '≥ 0.2',
			notes: [
				`server CPU per answered page ${short(ours.cpuMicroseconds)} µs, bare ${short(theirs.cpuMicroseconds)} µs, ratio ${short(theirs.cpuMicroseconds / ours.cpuMicroseconds)}`,
				`the page is ${bytes} bytes; fdatasync takes ${short(sync)} ms here; both commit with synchronous=FULL`,
			],
		});
	}
	return lines;
}

/** Completed ten-page interviews a second by clients that only follow forms, beside the server on the same cores. */
export async function interviews(): Promise<BenchLine> {
	const server = await startServer({ surveys: 'tests/bench/surveys' });
	const ours = await rate(server.pid, () => async (until: () => boolean) => {
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		let completed = 0;
		while (!until()) {
			const pages = await completeSurvey(formClient(server.origin, agent), 'ten-pages', firstChoices);
			if (!(pages.at(-1)?.html ?? '').includes('Thank you')) throw new Error('an interview did not end with Thank you');
			completed++;
		}
		agent.destroy();
		return completed;
	});
	await server.stop();
	const census = 139;
	return {
		name: `Completed ten-page interviews (${clients} clients beside one server process)`,
		unit: 'interviews/s',
		ours: ours.perSecond,
		rival: 'peak hour of the UK census of 2021 (468 instances)',
		rivals: census,
		ratio: ours.perSecond / census,
		goal: '≥ 1',
		notes: [`server CPU per completed interview ${short(ours.cpuMicroseconds / 1000)} ms`],
	};
}

type Loop = (until: () => boolean) => Promise<number>;

async function rate(pid: number, loopOf: () => Loop): Promise<Rate> {
	const warm = performance.now() + 2000;
	await Promise.all(Array.from({ length: clients }, () => loopOf()(() => performance.now() > warm)));
	const cpu = cpuSeconds(pid);
	const started = performance.now();
	const end = started + seconds * 1000;
	const done = await Promise.all(Array.from({ length: clients }, () => loopOf()(() => performance.now() > end)));
	const units = done.reduce((sum, count) => sum + count, 0);
	const elapsed = (performance.now() - started) / 1000;
	return { perSecond: units / elapsed, cpuMicroseconds: ((cpuSeconds(pid) - cpu) / units) * 1e6 };
}

/** Answers the same ten pages round and round: the interview stays open, every post is stored. */
function pageLoop(origin: string): Loop {
	return async (until) => {
		const client = formClient(origin);
		let page = await client.get('/s/ten-pages');
		const first = (await answer(client, page, firstChoices)).next;
		page = first;
		let answered = 0;
		while (!until()) {
			const { posted, next } = await answer(client, page, firstChoices);
			if (posted.status !== 303) throw new Error(`a page was answered ${posted.status}`);
			answered++;
			page = next.path.endsWith('/check') ? first : next;
		}
		client.close();
		return answered;
	};
}

function bareLoop(origin: string): Loop {
	return async (until) => {
		const client = formClient(origin);
		const id = String(Math.random());
		let answered = 0;
		while (!until()) {
			await client.post('/page', [
				['id', id],
				['page', '3'],
				['version', '1'],
			]);
			await client.get('/page');
			answered++;
		}
		client.close();
		return answered;
	};
}

function listening(child: ChildProcess): Promise<number> {
	return new Promise((resolve, reject) => {
		child.stdout?.once('data', (line: Buffer) => resolve(Number(/\d+/.exec(line.toString())?.[0])));
		child.stderr?.once('data', (line: Buffer) => reject(new Error(line.toString())));
	});
}
