import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Role } from '#server/accounts/index.ts';
import { startServer } from '../clients/server.ts';
import type { RunningServer } from '../clients/server.ts';

const password = 'marigold tractor eleven quay';
const mine = 'counterfeit-goods';
const theirs = 'sector-awareness';

const seers: readonly Role[] = ['author', 'reviewer', 'analyst', 'releaser'];

/** Who may read and who may write below an address, the first that fits. A route that none fits fails the test. */
const table: readonly { at: RegExp; read: readonly Role[] | 'anybody'; write: readonly Role[] | 'anybody' }[] = [
	{ at: /^\/(account|analyse|author|fieldwork)$/, read: 'anybody', write: 'anybody' },
	{ at: /^\/author\/bank(\/|$)/, read: 'anybody', write: 'anybody' },
	// Names and answers together are for administrators, and for whoever has two roles.
	{ at: /^\/fieldwork\/\[survey\]\/\[wave\]\/sample\/\[member\]/, read: [], write: [] },
	{ at: /^\/fieldwork\/\[survey\]/, read: ['fieldwork'], write: ['fieldwork'] },
	{ at: /^\/admin(\/|$)/, read: [], write: [] },
	{ at: /^\/author\/\[survey\]\//, read: seers, write: ['author'] },
	{
		at: /^\/analyse\/\[survey\].*\/(coding|texts|export|import|r-pack\.zip|rows\.csv)/,
		read: ['analyst'],
		write: ['analyst'],
	},
	{ at: /^\/analyse\/\[survey\]/, read: seers, write: ['analyst'] },
];
const lineOf = (route: string) => table.find(({ at }) => at.test(route));
/** Forms that compute something and change nothing, for everybody who sees results. */
const computing = new Set(['?/preview', '?/try', '?/check']);
/** The forms by which a draft and its translations are reviewed, which are not for its authors. */
const reviewing = new Set(['?/review', '?/reviewed', '?/not-reviewed']);
const reviewers: readonly Role[] = ['reviewer'];

/** Every route of staff that answers a GET or takes a form. */
const routes = readdirSync('src/routes/(staff)', { recursive: true, encoding: 'utf8' })
	.filter((file) => /\+(page\.server|server)\.ts$/.test(file))
	.map((file) => `/${file.replaceAll('\\', '/').replace(/\/?\+(page\.server|server)\.ts$/, '')}`)
	.toSorted();

describe('every route of staff', () => {
	let server: RunningServer;
	const cookies = new Map<Role, string>();
	let draft = '';
	let wave = '';

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
		const started = await post('/author?/start', { survey: mine, version: '2' }, administrator);
		draft = started.headers.get('location')?.split('/').at(-1) ?? 'no draft was started';
		const fielded = await fetch(`${server.origin}/fieldwork/${mine}`, { headers: { cookie: administrator } });
		wave = new RegExp(`/fieldwork/${mine}/(${mine}[.][^"/?]+)`).exec(await fielded.text())?.[1] ?? 'no wave was found';
		for (const role of Role.options) {
			const fields: [string, string][] = [
				['email', `${role}@example.org`],
				['grant', `${role}@${mine}`],
			];
			const invited = await post('/admin?/invite', fields, administrator);
			const link = /http\S+\/set-up\/[\w-]+/.exec(await invited.text())?.[0] ?? '';
			cookies.set(role, await join(link, role));
		}
	}, 120_000);
	afterAll(() => server.stop());

	const addressOf = (route: string, survey: string) =>
		route
			.replace('[survey]', survey)
			.replace('[draft]', draft)
			// Who may see a wave but no member of it is told so only below a wave that is there.
			.replace('[wave]', route.includes('[member]') ? wave : 'x')
			.replaceAll(/\[\w+\]/g, 'x');
	const open = (route: string, survey: string, cookie: string) =>
		fetch(`${server.origin}${addressOf(route, survey)}`, { headers: { cookie }, redirect: 'manual' });

	it.each(routes.filter(isRead))('%s is read by whoever may', async (route) => {
		const line = lineOf(route);
		expect(line, 'a new route needs a line in this table').toBeDefined();
		const stranger = await open(route, mine, '');
		expect(stranger.status).toBe(303);
		expect(stranger.headers.get('location')).toContain('/sign-in');
		for (const [role, cookie] of cookies) {
			const { status } = await open(route, mine, cookie);
			// What is asked of a page may be missing (400, 404, a way to ask): that it is looked at is what counts.
			if (line?.read === 'anybody' || line?.read.includes(role)) expect(status, `${role} ${route}`).not.toBe(403);
			else expect(status, `${role} ${route}`).toBe(403);
			if (route.includes('[survey]')) {
				expect((await open(route, theirs, cookie)).status, `${role} ${route} of another survey`).toBe(404);
			}
		}
	});

	it.each(routes.flatMap((route) => actionsOf(route).map((action) => [route, action] as const)))(
		'%s%s is written by whoever may',
		async (route, action) => {
			const line = lineOf(route);
			const path = addressOf(route, mine);
			expect((await post(`${path}${action}`, { name: 'x' })).status).toBe(303);
			if (line === undefined || line.write === 'anybody') return;
			const may =
				computing.has(action) && !route.startsWith('/fieldwork')
					? seers
					: reviewing.has(action)
						? reviewers
						: line.write;
			for (const [role, cookie] of cookies) {
				const { status } = await post(`${path}${action}`, { name: 'x' }, cookie);
				if (may.includes(role)) expect(status, `${role} ${path}${action}`).not.toBe(403);
				else expect(status, `${role} ${path}${action}`).toBe(403);
				if (!route.includes('[survey]')) continue;
				const elsewhere = await post(`${path.replace(mine, theirs)}${action}`, { name: 'x' }, cookie);
				expect(elsewhere.status, `${role} ${path}${action} of another survey`).toBe(404);
			}
		},
	);

	it('shows in the question bank standard items and the questions of surveys that each may see, and no others', async () => {
		const page = async (path: string, cookie: string | undefined) =>
			fetch(`${server.origin}/author/bank${path}`, { headers: { cookie: cookie ?? '' } });
		for (const [role, cookie] of cookies) {
			const list = await (await page('?q=would+report', cookie)).text();
			const sees = role !== 'fieldwork';
			expect(list, role).toContain('/author/bank/standard/would-report"');
			expect(list.includes(`/author/bank/${mine}/would_report"`), role).toBe(sees);
			expect(list, role).not.toContain('drugs-and-organised-crime');
			for (const below of ['', '/preview']) {
				expect((await page(`/standard/would-report${below}`, cookie)).status, role).toBe(200);
				expect((await page(`/${mine}/would_report${below}`, cookie)).status, role).toBe(sees ? 200 : 404);
				expect((await page(`/${theirs}/sector${below}`, cookie)).status, role).toBe(404);
			}
		}
		const uses = await (await page('/standard/age-band', cookies.get('author'))).text();
		expect(uses).toContain('version 2');
		expect(uses).not.toContain('Drugs and crime in Scotland');
	});

	it('lists to each only the surveys in which they have a part', async () => {
		const list = await (await open('/analyse', '', cookies.get('analyst') ?? '')).text();
		expect(list).toContain(`/analyse/${mine}"`);
		expect(list).not.toContain(`/analyse/${theirs}"`);
	});
});

function sourceOf(route: string, file: string): string {
	const path = `src/routes/(staff)${route}/${file}`;
	return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** Whether a route is a page, or answers a GET. */
function isRead(route: string): boolean {
	const endpoint = sourceOf(route, '+server.ts');
	return endpoint === '' || /export const GET/.test(endpoint);
}

/** The names of the actions that a route's file declares, as they stand in addresses; none for an endpoint's POST. */
function actionsOf(route: string): string[] {
	if (/export const POST/.test(sourceOf(route, '+server.ts'))) return [''];
	const source = sourceOf(route, '+page.server.ts');
	if (!source.includes('actions')) return [];
	const declared = source.slice(source.indexOf('export const actions'));
	const names = [...declared.matchAll(/(?:^\t|Actions = \{ )'?([\w-]+)'?: /gm)].map(([, name = '']) => name);
	return names.map((name) => (name === 'default' ? '' : `?/${name}`));
}
