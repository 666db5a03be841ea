import { building } from '$app/environment';
import { admitStaff, userOf } from '#server/accounts/index.ts';
import { asStorageFault, CannotStore } from '#server/disk-faults.ts';
import { readEnv, type Env } from '#server/env.ts';
import { isStaffRoute } from '#server/http/audience.ts';
import { isPlainFormPost } from '#server/http/form-post.ts';
import { setHeaders } from '#server/http/headers.ts';
import { isForeign } from '#server/http/origin-check.ts';
import { refuseForeignForm } from '#server/http/refusal.ts';
import { openRequestLog, type RequestLog } from '#server/http/request-log.ts';
import { openLogs } from '#server/log.ts';
import { askToWait } from '#server/long-work.ts';
import { shutDown, startUp } from '#server/workflows/start-up.ts';
import { openDoor } from './routes/(respondent)/door.ts';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';

const day = 24 * 60 * 60 * 1000;

let env: Env;
let requests: RequestLog;

/** Runs once, before the server listens: settings first, then the database and all that has to be in it. */
export const init: ServerInit = async () => {
	if (building) return;
	const read = readEnv(process.env);
	if (read.kind === 'invalid') {
		process.stderr.write(read.lines.map((line) => `${line}\n`).join(''));
		process.exit(1);
	}
	env = read.env;
	const logs = openLogs(env.SOUNDINGS_LOG_LEVEL);
	requests = openRequestLog(logs);
	const started = await startUp(env);
	if (started.kind === 'refused') {
		process.stderr.write(started.lines.map((line) => `${line}\n`).join(''));
		process.exit(1);
	}
	setInterval(requests.writeCounts, day).unref();
	process.emit('soundings:respondents', openDoor({ origin: env.ORIGIN, log: requests, tellFault }));
	// Sent by the adapter when the last open request has been answered.
	process.once('sveltekit:shutdown', () => {
		requests.writeCounts();
		shutDown().then(
			() => process.exit(0),
			(error: unknown) => {
				logs.staff.fatal({ err: error }, 'the database could not be closed');
				process.exit(1);
			},
		);
	});
};

export const handle: Handle = async ({ event, resolve }) => {
	const started = performance.now();
	event.locals.lang = 'en';
	event.locals.user = userOf(event);
	const { request } = event;
	if (isPlainFormPost(request)) request.headers.set('accept', 'text/html');
	const refusal = isForeign(request, env.ORIGIN)
		? refuseForeignForm()
		: isStaffRoute(event.route.id)
			? ((await admitStaff(event)) ?? (await askToWait(event)))
			: undefined;
	const resolved =
		refusal ?? (await resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.lang) }));
	const response = event.locals.isNotStored === true && resolved.status === 500 ? withStatus(resolved, 503) : resolved;
	setHeaders(response.headers, { https: env.ORIGIN.startsWith('https:'), routeId: event.route.id });
	const { status } = response;
	requests.answered({ method: request.method, routeId: event.route.id, status, ms: performance.now() - started });
	return response;
};

export const handleError: HandleServerError = ({ error, event, status, message }) => {
	if (status < 500) return { message };
	if (asStorageFault(error) instanceof CannotStore) event.locals.isNotStored = true;
	return tellFault(error, { method: event.request.method, routeId: event.route.id });
};

/** Logs a fault; what whoever met it is told. */
function tellFault(error: unknown, at: { method: string; routeId: string | null }): App.Error {
	const id = crypto.randomUUID().slice(0, 8);
	requests.failed({ id, ...at, error });
	if (asStorageFault(error) instanceof CannotStore) {
		return {
			heading: 'Nothing can be stored just now',
			message:
				'The server’s disk is full or takes nothing. What was stored before is kept. Tell whoever runs the server; go back and try again when there is room.',
			id,
		};
	}
	return { message: 'Something went wrong on our side. What you have already sent is kept. Please try again.', id };
}

function withStatus({ body, headers }: Response, status: number): Response {
	return new Response(body, { status, headers });
}
