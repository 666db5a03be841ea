// Serves the built pages in this process; `npm start` alone, or one of its workers.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFolder, NotReady, say } from './ready.mjs';

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => boolean} Door */

/** Milliseconds within which a client has to have sent the head of its request. One that does not only holds a place. */
const headersTimeout = 15_000;

/** Starts the built server by the settings of the environment; it answers when this resolves. */
export async function serve() {
	process.once('uncaughtException', giveUp);
	/** @type {Door | undefined} */
	let door;
	process.once('soundings:respondents', (/** @type {Door} */ opened) => (door = opened));
	const { server } = await import(pathToFileURL(join(buildFolder, 'index.js')).href);
	// Respondents are answered at the door; whom it does not know it shows in, to Kit.
	server.server.off('request', server.attach);
	server.server.prependListener('request', (/** @type {Parameters<Door>} */ ...asked) => {
		if (door?.(...asked) !== true) server.handler(...asked);
	});
	server.server.headersTimeout = headersTimeout;
	if (!server.server.listening) await new Promise((resolve) => server.server.once('listening', resolve));
	process.off('uncaughtException', giveUp);
	// Whoever is still being answered when the stop comes has the answer, and is not waited for any longer.
	const leave = () => void (server.server.keepAliveTimeout = 1);
	process.once('SIGTERM', leave).once('SIGINT', leave);
}

/** Ends the start with a line that says what to do when the cause is a setting, and with the stack when it is a fault. */
export function giveUp(/** @type {Error & { code?: string, port?: number }} */ error) {
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
