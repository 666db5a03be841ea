import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningServer {
	readonly origin: string;
	readonly pid: number;
	readonly data: string;
	/** What it has written to standard error so far, such as the one-time set-up link. */
	said(): string;
	/** The process ids of its workers; none when it is one process. */
	workers(): number[];
	kill(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
	/** Stops it kindly and removes its data. */
	stop(): Promise<void>;
}

/**
 * Starts the built server by the same command as `npm start`, on a free port and a data folder of its own (or the one
 * given, to start again after a kill), and waits until it answers.
 */
export async function startServer(
	options: { surveys?: string; data?: string; port?: number; env?: Record<string, string>; args?: string[] } = {},
): Promise<RunningServer> {
	const data = options.data ?? mkdtempSync(join(tmpdir(), 'soundings-data-'));
	const port = options.port ?? (await freePort());
	const origin = `http://127.0.0.1:${port}`;
	const child = spawn(process.execPath, ['--max-semi-space-size=32', 'src/cli/start.mjs', ...(options.args ?? [])], {
		env: {
			...process.env,
			PORT: String(port),
			HOST: '127.0.0.1',
			ORIGIN: origin,
			SOUNDINGS_DATA: data,
			...(options.surveys === undefined ? {} : { SOUNDINGS_SURVEYS: options.surveys }),
			...options.env,
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	child.stderr.on('data', (part: Buffer) => (said += part.toString()));
	child.stdout.on('data', (part: Buffer) => (said += part.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
	let exited = false;
	void ended.then(() => (exited = true));
	for (const deadline = Date.now() + 120_000; ;) {
		if (exited || Date.now() > deadline) throw new Error(`the server did not start: ${said}`);
		const answered = await fetch(`${origin}/healthz`).then(
			(response) => response.ok,
			() => false,
		);
		if (answered) break;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	const kill = (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
		child.kill(signal);
		return ended;
	};
	return {
		origin,
		pid: child.pid ?? 0,
		data,
		said: () => said,
		workers: () => childrenOf(child.pid ?? 0),
		kill,
		stop: async () => {
			await kill('SIGTERM');
			rmSync(data, { recursive: true, force: true });
		},
	};
}

/** The processes that a process has started and that are running. */
function childrenOf(pid: number): number[] {
	const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=']);
	const rows = stdout.toString().trim().split('\n');
	return rows.flatMap((row) => {
		const [own, parent] = row.trim().split(/\s+/).map(Number);
		return own !== undefined && parent === pid ? [own] : [];
	});
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address: AddressInfo | string | null = probe.address();
			probe.close(() =>
				address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
			);
		});
	});
}
