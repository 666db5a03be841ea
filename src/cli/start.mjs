// `npm start`: makes the clone ready when it is not, then serves in this same process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFolder, checkNode, ensureBuilt, ensureInstalled, NotReady, root, say } from './ready.mjs';

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

	process.once('uncaughtException', giveUp);
	const { server } = await import(pathToFileURL(join(buildFolder, 'index.js')).href);
	if (!server.server.listening) await new Promise((resolve) => server.server.once('listening', resolve));
	process.off('uncaughtException', giveUp);
	say(`Soundings is at ${process.env.ORIGIN}`);
}

/** Ends the start with a line that says what to do when the cause is a setting, and with the stack when it is a fault. */
function giveUp(/** @type {Error & { code?: string, port?: number }} */ error) {
	if (error instanceof NotReady) say(error.message);
	else if (error.code === 'EADDRINUSE')
		say(
			`PORT: another program already listens on ${error.port}; expected a free port, for example PORT=3001 npm start.`,
		);
	else if (error.code === 'EACCES' && error.port !== undefined)
		say(`PORT: this account may not listen on ${error.port}; expected a port above 1023.`);
	else if (error.code === 'ENOTFOUND' || error.code === 'EADDRNOTAVAIL')
		say(
			`HOST: “${process.env.HOST}” is not an address of this machine; expected one, for example 127.0.0.1 or 0.0.0.0.`,
		);
	// The adapter checks some settings of its own before ours are read: its message is one line that names the variable.
	else if (/^Invalid [A-Z_]+: /.test(error.message)) say(error.message);
	else say(`Soundings could not start: ${error.stack ?? error}`);
	process.exit(1);
}

start(process.argv.slice(2)).catch(giveUp);
