import type { BrowserContext } from '@playwright/test';
import type { RunningServer } from '../clients/server.ts';

/** The cookies of somebody who has signed in, as a Cookie header has them, each apart. */
export type Session = readonly string[];

/** Joins a server: the administrator by the link that it printed, and others whom they invite. */
export interface Joining {
	readonly administrator: Session;
	/** `grant` is a role, an @ and a survey, or nothing after the @ for every survey. */
	invite(name: string, grant: string): Promise<Session>;
}

export const password = 'marigold tractor eleven quay';

export async function joining(server: RunningServer): Promise<Joining> {
	const join = async (said: string, name: string): Promise<Session> => {
		const link = /http\S+\/set-up\/[\w-]+/.exec(said)?.[0] ?? 'no link was given';
		const joined = await post(server, new URL(link).pathname, { name, email: addressOf(name), password });
		return joined.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
	};
	const administrator = await join(server.said(), 'administrator');
	return {
		administrator,
		invite: async (name, grant) => {
			const invited = await post(server, '/admin?/invite', { email: addressOf(name), grant }, administrator);
			return join(await invited.text(), name);
		},
	};
}

export function addressOf(name: string): string {
	return `${name}@example.org`;
}

/** Posts a form to a server as whoever has this session. */
export function post(
	{ origin }: RunningServer,
	path: string,
	fields: Record<string, string> | string[][],
	session: Session = [],
): Promise<Response> {
	return fetch(`${origin}${path}`, {
		method: 'POST',
		body: new URLSearchParams(fields),
		headers: { cookie: session.join('; '), origin, accept: 'text/html' },
		redirect: 'manual',
	});
}

/** Makes a browser that of whoever has this session, and of nobody else. */
export async function actAs(context: BrowserContext, { origin }: RunningServer, session: Session): Promise<void> {
	await context.clearCookies();
	const cookies = session.map((cookie) => {
		const at = cookie.indexOf('=');
		return { name: cookie.slice(0, at), value: cookie.slice(at + 1), url: origin };
	});
	await context.addCookies(cookies);
}
