import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#server/accounts/index.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const password = 'marigold tractor eleven quay';
const mine = 'counterfeit-goods';
const theirs = 'sector-awareness';

/** Who may load each page of staff, by its route below routes/(staff). A route that is not here fails the test. */
const readers: Readonly<Record<string, readonly (Role | 'anybody')[]>> = {
	'/account': ['anybody'],
	'/admin': [],
	'/admin/accounts/[id]': [],
	'/admin/audit': [],
	'/analyse': ['anybody'],
};
const seers: readonly Role[] = ['author', 'reviewer', 'analyst', 'releaser'];
const exporters: readonly Role[] = ['analyst'];
/** Forms that compute something and change nothing, for everybody who sees results. */
const computing = new Set(['?/preview', '?/try']);
const readersOf = (route: string) =>
	readers[route] ??
	(/^\/analyse\/\[survey\].*\/(export|import|r-pack\.zip)/.test(route)
		? exporters
		: route.startsWith('/analyse/[survey]')
			? seers
			: undefined);

/** Every route of staff that answers a GET or takes a form. */
const routes = readdirSync('src/routes/(staff)', { recursive: true, encoding: 'utf8' })
	.filter((file) => /\+(page\.server|server)\.ts$/.test(file))
	.map((file) => `/${file.replaceAll('\\', '/').replace(/\/?\+(page\.server|server)\.ts$/, '')}`)
	.toSorted();

describe('every route of staff', () => {
	let server: RunningServer;
	const cookies = new Map<Role | 'nobody', string>();

	const post = (path: string, fields: Record<string, string> | [string, string][], cookie = '') =>
		fetch(`${server.origin}${path}`, {
			method: 'POST',
			body: new URLSearchParams(fields),
			headers: { cookie, origin: server.origin, accept: 'text/html' },
			redirect: 'manual',
		});
	const cookieOf = (response: Response) =>
		response.headers
			.getSetCookie()
			.map((header) => header.split(';')[0])
			.join('; ');

	async function join(link: string, name: string): Promise<string> {
		return cookieOf(await post(new URL(link).pathname, { name, email: 'first@example.org', password }));
	}

	beforeAll(async () => {
		server = await startServer();
		const administrator = await join(/\S+\/set-up\/\S+/.exec(server.said())?.[0] ?? '', 'First');
		for (const role of Role.options) {
			const fields: [string, string][] = [
				['email', `${role}@example.org`],
				['grant', `${role}@${mine}`],
			];
			const invited = await post('/admin?/invite', fields, administrator);
			const link = /http\S+\/set-up\/[\w-]+/.exec(await invited.text())?.[0] ?? '';
			cookies.set(role, await join(link, role));
		}
	}, 60_000);
	afterAll(() => server.stop());

	const open = (route: string, survey: string, cookie: string) =>
		fetch(
			`${server.origin}${route
				.replace('[survey]', survey)
				.replace('[id]', 'x')
				.replace(/\[\w+\]/g, 'x')}`,
			{
				headers: { cookie },
				redirect: 'manual',
			},
		);

	it.each(routes)('%s', async (route) => {
		const allowed = readersOf(route);
		expect(allowed, 'a new route needs a line in this table').toBeDefined();
		const stranger = await open(route, mine, '');
		expect(stranger.status).toBe(303);
		expect(stranger.headers.get('location')).toContain('/sign-in');
		for (const [role, cookie] of cookies) {
			const { status } = await open(route, mine, cookie);
			const may = role !== 'nobody' && (allowed?.includes(role) === true || allowed?.includes('anybody') === true);
			// What is asked of a page may be missing (400, 404, a way to ask): that it is looked at is what counts.
			if (may) expect(status, `${role} ${route}`).not.toBe(403);
			else expect(status, `${role} ${route}`).toBe(403);
			if (route.includes('[survey]')) {
				expect((await open(route, theirs, cookie)).status, `${role} ${route} of another survey`).toBe(404);
			}
		}
	});

	it.each(routes)('%s takes no form from whoever may not open it', async (route) => {
		const allowed = readersOf(route) ?? [];
		for (const [role, cookie] of cookies) {
			if (role === 'nobody' || allowed.includes('anybody')) continue;
			const path = route
				.replace('[survey]', mine)
				.replace('[id]', 'x')
				.replace(/\[\w+\]/g, 'x');
			for (const action of actionsOf(route)) {
				const { status } = await post(`${path}${action}`, { name: 'x' }, cookie);
				// Forms change what stands around the answers, which of these roles only an analyst may.
				const may = route.startsWith('/analyse') && (computing.has(action) ? seers : exporters).includes(role);
				if (may) expect(status, `${role} ${path}${action}`).not.toBe(403);
				else expect(status, `${role} ${path}${action}`).toBe(403);
				if (!route.includes('[survey]')) continue;
				const elsewhere = await post(`${path.replace(mine, theirs)}${action}`, { name: 'x' }, cookie);
				expect(elsewhere.status, `${role} ${path}${action} of another survey`).toBe(404);
			}
		}
	});

	it('lists to each only the surveys in which they have a part', async () => {
		const list = await (await open('/analyse', '', cookies.get('analyst') ?? '')).text();
		expect(list).toContain(`/analyse/${mine}"`);
		expect(list).not.toContain(`/analyse/${theirs}"`);
	});
});

/** The names of the actions that a route's file declares, as they stand in addresses. */
function actionsOf(route: string): string[] {
	const file = `src/routes/(staff)${route}/+page.server.ts`;
	const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
	if (!source.includes('actions')) return [];
	const body = source.slice(source.indexOf('actions'));
	return [...body.matchAll(/^\t'?([\w-]+)'?: async/gm)].map(([, name = '']) => (name === 'default' ? '' : `?/${name}`));
}
