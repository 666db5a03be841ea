import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress } from '#server/http/client-address.ts';
import { cookieJar } from '#server/http/cookie-jar.ts';
import { setInterviewCookie } from '#server/http/interview-cookie.ts';
import { routesFrom } from '../../../src/routes/(respondent)/route-table.ts';

describe('the routes that the door knows', () => {
	const routeAt = routesFrom(
		{
			'./s/[survey]/+server.ts': 'start',
			'./s/[survey]/[page]/+server.ts': 'page',
			'./s/[survey]/check/+server.ts': 'check',
			'./s/[survey]/pilot/[token]/[page]/+server.ts': 'page of a pilot',
			'./s/[survey]/pilot/[token]/save/+server.ts': 'save of a pilot',
		},
		'/(respondent)',
	);

	it.each([
		['/s/drugs', 'start', { survey: 'drugs' }],
		['/s/drugs/3', 'page', { survey: 'drugs', page: '3' }],
		['/s/drugs/check', 'check', { survey: 'drugs' }],
		['/s/drugs/pilot/a-b_c/save', 'save of a pilot', { survey: 'drugs', token: 'a-b_c' }],
		['/s/drugs/pilot/a/4', 'page of a pilot', { survey: 'drugs', token: 'a', page: '4' }],
	])('takes %s for the %s', (path, module, params) => {
		const found = routeAt(path);
		expect(found?.route.module).toBe(module);
		expect(found?.params).toEqual(params);
	});

	it.each([
		'/',
		'/s',
		'/s/drugs/',
		'//s/drugs',
		'/s/dr%75gs',
		'/s/drugs/1/__data.json',
		'/s/../admin',
		'/analyse/drugs',
	])('leaves %s to Kit', (path) => expect(routeAt(path)).toBeUndefined());

	it('names a route as Kit does', () => {
		expect(routeAt('/s/drugs/3')?.route.id).toBe('/(respondent)/s/[survey]/[page]');
	});
});

describe('the cookies that the door reads and sets', () => {
	it('reads each by its name, whatever stands beside it', () => {
		const name = fc.stringMatching(/^[a-z_-]{1,12}$/);
		const value = fc.stringMatching(/^[\w.~-]{0,24}$/);
		fc.assert(
			fc.property(fc.dictionary(name, value, { minKeys: 1 }), (held) => {
				const header = Object.entries(held).map(([key, word]) => `${key}=${encodeURIComponent(word)}`);
				const jar = cookieJar(header.join('; '), []);
				for (const [key, word] of Object.entries(held)) expect(jar.get(key)).toBe(word);
				expect(jar.get('another one')).toBeUndefined();
			}),
		);
	});

	it.each([undefined, '', '=', ';;', 'a', 'a=%E0%A4%A'])('takes no harm from the header %j', (header) => {
		expect(cookieJar(header, []).get('b')).toBeUndefined();
	});

	it('sets the code of an interview for its own pages alone, out of reach of scripts', () => {
		const lines: string[] = [];
		const held = { survey: 'drugs' };
		setInterviewCookie(cookieJar(undefined, lines), { held, code: 'ABCD', origin: 'https://surveys.example' });
		expect(lines).toEqual(['sounding_drugs=ABCD; Max-Age=2592000; Path=/s/drugs; HttpOnly; Secure; SameSite=Lax']);
	});
});

describe('the address that a request came from', () => {
	const came = (headers: Record<string, string>) => {
		const socket = { remoteAddress: '192.0.2.1' };
		return (settings: Record<string, string>) => clientAddress({ headers, socket }, settings);
	};

	it('is that of the connection, whatever a header says', () => {
		expect(came({ 'x-forwarded-for': '203.0.113.9' })({})).toBe('192.0.2.1');
	});

	it('is what the proxy says where there is one, which may be one of several', () => {
		const asked = came({ 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-real-ip': '203.0.113.5' });
		expect(asked({ ADDRESS_HEADER: 'X-Real-IP' })).toBe('203.0.113.5');
		expect(asked({ ADDRESS_HEADER: 'X-Forwarded-For' })).toBe('198.51.100.7');
		expect(asked({ ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '2' })).toBe('203.0.113.9');
	});

	it('is not known where the proxy’s header does not tell: then Kit says so', () => {
		expect(came({})({ ADDRESS_HEADER: 'X-Real-IP' })).toBeUndefined();
		expect(
			came({ 'x-forwarded-for': '203.0.113.9' })({ ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '2' }),
		).toBeUndefined();
	});
});
