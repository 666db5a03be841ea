// `npm start` with SOUNDINGS_WORKERS above 1: this process opens the port and starts workers, which take connections from
// it and answer them, replaces one that is lost, and ends when all have ended.
import cluster from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { root, say } from './ready.mjs';

/** A worker that ended sooner than this after its start has its next one wait, twice as long each time. */
const soon = 5000;
const longestWait = 30_000;

/**
 * Starts the workers: first the one that readies the database and later keeps house, then, when it answers, the others.
 * Resolves when all of them answer.
 * @param {number} count
 */
export async function supervise(count) {
	const { RateLimiterClusterMaster } = await import('rate-limiter-flexible');
	// Counts of tries are kept here, so that they are the same whichever worker is asked.
	new RateLimiterClusterMaster();
	const key = randomBytes(32).toString('hex');
	// Workers take connections from the system by themselves. One that this process had handed to a worker which is killed
	// before it takes it would be left without an answer.
	cluster.schedulingPolicy = cluster.SCHED_NONE;
	cluster.setupPrimary({ exec: join(root, 'src', 'cli', 'worker.mjs'), args: [] });

	let stopping = false;
	let failed = false;
	let wait = 1000;

	/** @param {'first' | 'keeper' | 'further'} part @returns {Promise<void>} */
	const start = (part) =>
		new Promise((resolve) => {
			const started = Date.now();
			let answers = false;
			const worker = cluster.fork({ SOUNDINGS_WORKER_PART: part, SOUNDINGS_WORKER_KEY: key });
			worker.once('listening', () => {
				answers = true;
				resolve();
			});
			worker.once('exit', (code, signal) => {
				// What is wrong with the first start is wrong with every one, and has been said.
				if (part === 'first' && !answers && !stopping) process.exit(code === 0 ? 1 : (code ?? 1));
				if (stopping) {
					failed ||= code !== 0 && signal !== 'SIGTERM' && signal !== 'SIGINT';
					resolve();
					if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(failed ? 1 : 0);
					return;
				}
				const next = part === 'further' ? 'further' : 'keeper';
				wait = answers && Date.now() - started > soon ? 1000 : Math.min(wait * 2, longestWait);
				const delay = answers ? 0 : wait;
				say(`A worker was lost (${signal ?? `status ${code}`}); another takes its place.`);
				setTimeout(() => {
					if (!stopping) start(next).then(resolve);
				}, delay);
			});
		});

	const stop = () => {
		if (stopping) return;
		stopping = true;
		const workers = Object.values(cluster.workers ?? {});
		if (workers.length === 0) process.exit(0);
		for (const worker of workers) worker?.process.kill('SIGTERM');
	};
	process.on('SIGTERM', stop).on('SIGINT', stop);

	await start('first');
	await Promise.all(Array.from({ length: count - 1 }, () => start('further')));
}
