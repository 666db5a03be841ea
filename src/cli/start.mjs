// `npm start`: makes the clone ready when it is not, then serves: in this same process, or in workers of it.
import { checkNode, ensureBuilt, ensureInstalled, root, say } from './ready.mjs';
import { giveUp, serve } from './serve.mjs';

const usage = `Usage: npm start [-- --demo]

  --demo   also load the demonstration: past waves of simulated answers and an open wave for each survey

Settings are environment variables; .env.example lists them.`;

async function start(/** @type {string[]} */ args) {
	if (args.includes('--help') || args.includes('-h')) return void process.stdout.write(`${usage}\n`);
	const unknown = args.find((arg) => arg !== '--demo');
	if (unknown !== undefined) {
		say(`npm start does not know “${unknown}”.\n\n${usage}`);
		process.exitCode = 2;
		return;
	}
	process.chdir(root);
	checkNode();
	await ensureInstalled({ development: false });
	await ensureBuilt();

	process.env.NODE_ENV ??= 'production';
	process.env.PORT ??= '3000';
	if (/^\d+$/.test(process.env.PORT)) process.env.ORIGIN ??= `http://localhost:${process.env.PORT}`;
	if (args.includes('--demo')) process.env.SOUNDINGS_DEMO = '1';

	const workers = workersIn(process.env.SOUNDINGS_WORKERS);
	if (workers > 1) await (await import('./supervise.mjs')).supervise(workers);
	else await serve();
	say(`Soundings is at ${process.env.ORIGIN}`);
}

/** What is no number of workers is refused with the other settings, by the one process that is then started. */
function workersIn(/** @type {string | undefined} */ given) {
	const count = /^[1-9]\d?$/.test(given ?? '') ? Number(given) : 1;
	return count > 64 ? 1 : count;
}

start(process.argv.slice(2)).catch(giveUp);
