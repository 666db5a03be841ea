import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientAddress } from '#server/http/client-address.ts';
import { cookieJar } from '#server/http/cookie-jar.ts';
import { setHeaders } from '#server/http/headers.ts';
import { isForeign } from '#server/http/origin-check.ts';
import { refuseForeignForm } from '#server/http/refusal.ts';
import type { RequestLog } from '#server/http/request-log.ts';
import { isRedirect } from '@sveltejs/kit';
import ErrorPage from '#ui/layout/ErrorPage.svelte';
import { bytesOf, documentOf } from './document.ts';
import { routesFrom } from './route-table.ts';
import type { Visit } from './s/[survey]/respondent.ts';

/** Answers a request on its connection; false, and nothing is done, where Kit is to answer it. */
export type Door = (request: IncomingMessage, response: ServerResponse) => boolean;

type Handler = (
	visit: Omit<Visit, 'params'> & { readonly params: Readonly<Record<string, string>> },
) => Response | Promise<Response>;

const routeAt = routesFrom(
	import.meta.glob<Partial<Record<string, Handler>>>('./**/+server.ts', { eager: true }),
	'/(respondent)',
);

/** Kit reads larger forms, or refuses them. */
const largestForm = 64 * 1024;

/**
 * The respondents' pages without Kit: the same routes, by the same files, answered from the connection and onto it. What
 * Kit does around an answer costs as much as the answer, and all who answer at once wait for it. Whatever is unusual is
 * left to Kit, which knows these routes too: other methods, escapes in an address, bodies that are large or of no stated
 * length.
 */
export function openDoor(args: {
	readonly origin: string;
	readonly log: Pick<RequestLog, 'answered'>;
	/** Logs what went wrong; what the reader is told of it. */
	readonly tellFault: (error: unknown, at: { method: string; routeId: string }) => App.Error;
}): Door {
	const { origin, log, tellFault } = args;
	const https = origin.startsWith('https:');

	async function answer(
		request: IncomingMessage,
		response: ServerResponse,
		{ handler, routeId, visit }: { handler: Handler; routeId: string; visit: Parameters<Handler>[0] },
		cookies: readonly string[],
	): Promise<void> {
		const started = performance.now();
		const { method = '' } = request;
		const asked = { method, headers: visit.request.headers };
		const answered = isForeign(asked, origin)
			? refuseForeignForm()
			: await settled(
					() => handler(visit),
					(error) => tellFault(error, { method, routeId }),
				);
		setHeaders(answered.headers, { https });
		for (const line of cookies) answered.headers.append('set-cookie', line);
		const bytes = await bytesOf(answered);
		response.writeHead(answered.status, [...answered.headers].flat()).end(bytes);
		log.answered({ method, routeId, status: answered.status, ms: performance.now() - started });
	}

	return (request, response) => {
		const { method = '', url: target = '' } = request;
		const found = routeAt(target.split('?', 1)[0] ?? '');
		const handler = found?.route.module[method];
		const address = clientAddress(request, process.env);
		if (found === undefined || handler === undefined || address === undefined) return false;
		if (method !== 'GET' && !(method === 'POST' && Number(request.headers['content-length']) <= largestForm))
			return false;
		const cookies: string[] = [];
		const visit = {
			cookies: cookieJar(request.headers.cookie, cookies),
			getClientAddress: () => address,
			locals: { lang: 'en' },
			request: asAsked(request),
			url: new URL(target, origin),
			params: found.params,
		};
		answer(request, response, { handler, routeId: found.route.id, visit }, cookies).catch((error: unknown) => {
			// What fails here is the connection, and whoever was at its other end is gone.
			response.destroy(error instanceof Error ? error : undefined);
		});
		return true;
	};
}

async function settled(
	handler: () => Response | Promise<Response>,
	tell: (error: unknown) => App.Error,
): Promise<Response> {
	try {
		return await handler();
	} catch (thrown) {
		if (isRedirect(thrown))
			return new Response(null, { status: thrown.status, headers: { location: thrown.location } });
		const props = { status: 500, error: tell(thrown), language: 'en' };
		return documentOf(ErrorPage, props, { language: 'en', status: 500 });
	}
}

function asAsked(request: IncomingMessage): Visit['request'] {
	const get = (name: string) => [request.headers[name] ?? []].flat()[0] ?? null;
	const body = () => bodyOf(request);
	return {
		headers: { get },
		text: async () => (await body()).toString(),
		formData: async () =>
			new Response(await body(), { headers: { 'content-type': get('content-type') ?? '' } }).formData(),
	};
}

function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
	return new Promise((resolve, reject) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.once('end', () => resolve(Buffer.concat(parts)));
		request.once('error', reject);
	});
}
