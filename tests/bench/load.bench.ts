import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../clients/server.ts';
import type { Load, Loaded } from './load/load.ts';
import { cpuSeconds, fdatasyncMilliseconds, short } from './report.ts';
import type { BenchLine } from './report.ts';

const seconds = Number(process.env.SOUNDINGS_TEST_LOAD_SECONDS ?? 20);
const perSecond = Number(process.env.SOUNDINGS_TEST_LOAD_RATE ?? 100);
const usual: Omit<Load, 'origin'> = {
	...{ survey: 'ten-pages', clients: 256, perSecond: null, seconds, most: Infinity, think: 200 },
	// Start, ten pages, the check of all answers.
	...{ bare: false, steps: 12 },
};

/**
 * LimeSurvey 6.10.6 (PHP 8.2 fpm with opcache, MariaDB, nginx) on such a machine, ten pages with 24 closed questions, 8
 * respondents at a time, beside other work: 3.6 completes a second as installed, 5.0 tuned. Measured once, not in this run.
 */
const limeSurvey = { installed: 3.6, tuned: 5.0 };

interface Measured extends Loaded {
	/** Of all processes of the server together. */
	readonly serverCpuSeconds: number;
	readonly megabytes: readonly number[];
}

/**
 * Interviews of ten pages by clients that only follow forms, in a process of their own beside the server: as many as it can
 * take, and at a fixed rate; by one process, by two workers, and by a bare server of as many posts, the physical limit.
 */
export async function load(): Promise<BenchLine[]> {
	const sync = fdatasyncMilliseconds();
	const conditions = `${availableParallelism()} cores for server and clients together; fdatasync takes ${short(sync)} ms here`;
	const one = await ofServer(1);
	const two = await ofServer(2);
	const bare = await ofBareServer();
	const lines: BenchLine[] = [];
	for (const [what, run] of [
		['one process', one],
		['SOUNDINGS_WORKERS=2', two],
	] as const) {
		const { most, steady } = run;
		const rate = most.completed / most.seconds;
		const bareRate = bare.most.completed / bare.most.seconds;
		lines.push({
			name: `Interviews of ten pages completed, ${usual.clients} clients at a time; ${what}`,
			unit: 'completes/s',
			ours: rate,
			rival: 'LimeSurvey, tuned (measured before, see notes)',
			rivals: limeSurvey.tuned,
			ratio: rate / limeSurvey.tuned,
			goal: '≥ 50',
			notes: [
				`as installed LimeSurvey made ${limeSurvey.installed}: ratio ${short(rate / limeSurvey.installed)}; its ten pages had 24 closed questions, 8 respondents at a time, on two such cores beside other work`,
				`a bare node:http + SQLite server of ${usual.steps} posts and pages makes ${short(bareRate)} with the same clients: ratio ${short(rate / bareRate)}`,
				...notesOf(most),
				conditions,
			],
		});
		lines.push({
			name: `99th percentile of a page's post at ${perSecond} completes a second; ${what}`,
			unit: 'ms',
			ours: steady.p99,
			rival: 'the bare server',
			rivals: bare.steady.p99,
			ratio: steady.p99 / bare.steady.p99,
			goal: 'at most 250 ms',
			notes: [
				`counted from when each post was due, ${usual.think} ms a page after people's arrival at even intervals`,
				`${steady.completed} of the ${perSecond * seconds} people who came completed it`,
				...notesOf(steady),
				conditions,
			],
		});
	}
	return lines;
}

/** Memory over an hour's worth of interviews at the fixed rate, as fast as they can be made; takes some tens of minutes. */
export async function loadForAnHour(): Promise<BenchLine> {
	const most = 3600 * perSecond;
	const server = await startServer({ surveys: 'tests/bench/surveys', env: { SOUNDINGS_WORKERS: '1' } });
	const run = await measured(server.origin, () => [server.pid], { seconds: 4 * 3600, most });
	await server.stop();
	const tenth = run.megabytes.at(Math.floor(run.megabytes.length / 10)) ?? NaN;
	const last = run.megabytes.at(-1) ?? NaN;
	return {
		name: `Memory of the server after ${run.completed} interviews, an hour of ${perSecond} a second`,
		unit: 'MB',
		ours: last,
		rival: 'the same after a tenth of them',
		rivals: tenth,
		ratio: last / tenth,
		goal: '≤ 1.2',
		notes: notesOf(run),
	};
}

async function ofServer(workers: number): Promise<{ most: Measured; steady: Measured }> {
	const server = await startServer({ surveys: 'tests/bench/surveys', env: { SOUNDINGS_WORKERS: String(workers) } });
	while (!server.said().includes('Soundings is at')) await new Promise((resolve) => setTimeout(resolve, 50));
	const pids = () => [server.pid, ...server.workers()];
	await measured(server.origin, pids, { seconds: Math.min(4, seconds), clients: 32 });
	const most = await measured(server.origin, pids, {});
	const steady = await measured(server.origin, pids, { perSecond });
	await server.stop();
	return { most, steady };
}

async function ofBareServer(): Promise<{ most: Measured; steady: Measured }> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-bare-'));
	const bare = spawn(process.execPath, [
		'tests/bench/rivals/bare-pair.mjs',
		join(folder, 'bare.db'),
		'600',
		'6000',
		'grouped',
	]);
	const port = await new Promise<number>((resolve) => {
		bare.stdout.once('data', (line: Buffer) => resolve(Number(/\d+/.exec(line.toString())?.[0])));
	});
	const pids = () => [bare.pid ?? 0];
	const origin = `http://127.0.0.1:${port}`;
	await measured(origin, pids, { bare: true, seconds: 1, clients: 32 });
	const most = await measured(origin, pids, { bare: true });
	const steady = await measured(origin, pids, { bare: true, perSecond });
	bare.kill();
	rmSync(folder, { recursive: true });
	return { most, steady };
}

async function measured(origin: string, pids: () => readonly number[], load: Partial<Load>): Promise<Measured> {
	const asked: Load = { ...usual, ...load, origin };
	const before = sumOf(pids(), cpuSeconds);
	const child = spawn(
		process.execPath,
		['--import', 'tsx', 'tests/bench/load/clients.ts', JSON.stringify({ ...asked, most: Math.min(asked.most, 1e9) })],
		{
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	);
	const megabytes: number[] = [];
	const watch = setInterval(
		() => megabytes.push(sumOf(pids(), residentMegabytes)),
		Math.max(200, asked.most < Infinity ? 10_000 : 1000),
	);
	let printed = '';
	child.stdout.on('data', (part: Buffer) => (printed += part.toString()));
	const code = await new Promise((resolve) => child.once('close', resolve));
	clearInterval(watch);
	if (code !== 0) throw new Error(`the clients ended with ${String(code)}`);
	const loaded: Loaded = JSON.parse(printed);
	return { ...loaded, megabytes, serverCpuSeconds: sumOf(pids(), cpuSeconds) - before };
}

function notesOf(run: Measured): string[] {
	const { p50, p99, longest, posts, megabytes, completed, errors } = run;
	const at = (share: number) => short(megabytes.at(Math.floor((megabytes.length - 1) * share)) ?? NaN);
	const failed = Object.entries(errors).map(([what, count]) => `${count} × ${what}`);
	return [
		`a page's post: median ${short(p50)} ms, 99th percentile ${short(p99)} ms, longest ${short(longest)} ms, of ${posts}`,
		`errors: ${failed.length === 0 ? 'none' : failed.join('; ')}, of ${completed} interviews`,
		`memory of the server, from first to last: ${[0, 0.25, 0.5, 0.75, 1].map(at).join(', ')} MB`,
		`CPU for one interview: server ${short((run.serverCpuSeconds / completed) * 1000)} ms, clients ${short((run.cpuSeconds / completed) * 1000)} ms`,
	];
}

function sumOf(pids: readonly number[], of: (pid: number) => number): number {
	return pids.reduce((sum, pid) => sum + of(pid), 0);
}

function residentMegabytes(pid: number): number {
	try {
		return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
	} catch {
		return 0;
	}
}
