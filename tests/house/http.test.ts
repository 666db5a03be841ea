import { describe, expect, it } from 'vitest';
import { isPlainFormPost } from '#server/http/form-post.ts';
import { setHeaders } from '#server/http/headers.ts';
import { isForeign } from '#server/http/origin-check.ts';

const origin = 'https://surveys.example.org';
const host = 'surveys.example.org';

function request(method: string, headers: Record<string, string>) {
	return { method, headers: new Headers(headers) };
}

describe('a request that changes something', () => {
	it.each([
		['comes from our own page', { host, origin }],
		[
			'comes from our own page under another name of this machine',
			{ host: '192.168.0.7:3000', origin: 'http://192.168.0.7:3000' },
		],
		['comes from a client that is no browser', { host }],
		['comes from our own page in a browser that sends only Sec-Fetch-Site', { host, 'sec-fetch-site': 'same-origin' }],
		['was typed or reloaded by its user', { host, 'sec-fetch-site': 'none' }],
		['has an opaque origin but stays within the site', { host, origin: 'null', 'sec-fetch-site': 'same-origin' }],
	])('is accepted when it %s', (_, headers) => {
		expect(isForeign(request('POST', headers), origin)).toBe(false);
	});

	it.each([
		['another site', { host, origin: 'https://other.example.net' }],
		['another port of this machine', { host: 'localhost:3000', origin: 'http://localhost:4000' }],
		['a neighbouring subdomain', { host, 'sec-fetch-site': 'same-site' }],
		['another site that hides its origin', { host, 'sec-fetch-site': 'cross-site' }],
		['a sandboxed frame', { host, origin: 'null', 'sec-fetch-site': 'cross-site' }],
		['an opaque origin in a browser that says no more', { host, origin: 'null' }],
		['something that is no origin', { host, origin: 'nonsense' }],
	])('is refused when it comes from %s', (_, headers) => {
		for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
			expect(isForeign(request(method, headers), origin)).toBe(true);
		}
	});

	it('is the only kind that is refused: links from anywhere may be followed', () => {
		expect(isForeign(request('GET', { host, 'sec-fetch-site': 'cross-site' }), origin)).toBe(false);
	});
});

describe('a plain form post', () => {
	const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' };

	it('is told from one that a script sends', () => {
		expect(isPlainFormPost(request('POST', urlencoded))).toBe(true);
		expect(isPlainFormPost(request('POST', { 'content-type': 'multipart/form-data; boundary=x' }))).toBe(true);
		expect(isPlainFormPost(request('POST', { ...urlencoded, 'x-sveltekit-action': 'true' }))).toBe(false);
		expect(isPlainFormPost(request('POST', { 'content-type': 'application/json' }))).toBe(false);
		expect(isPlainFormPost(request('GET', {}))).toBe(false);
	});
});

describe('the headers of an answer', () => {
	it('let no cache keep it, unless its route said how', () => {
		const headers = new Headers();
		setHeaders(headers, { https: false });
		expect(headers.get('cache-control')).toBe('no-store');
		const released = new Headers({ 'cache-control': 'public, max-age=60' });
		setHeaders(released, { https: false });
		expect(released.get('cache-control')).toBe('public, max-age=60');
	});

	it('keep the address of a page from other sites, and forms posting with their origin', () => {
		const headers = new Headers();
		setHeaders(headers, { https: true });
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
	});

	it('preload scripts but not the style sheet that the head names anyway', () => {
		const plain = new Headers({ link: '</a.css>; rel="preload"; as="style"; nopush', 'x-sveltekit-page': 'true' });
		setHeaders(plain, { https: false });
		expect([plain.get('link'), plain.get('x-sveltekit-page')]).toEqual([null, null]);
		const scripted = new Headers({ link: '</a.js>; rel="modulepreload"; nopush' });
		setHeaders(scripted, { https: false });
		expect(scripted.get('link')).toContain('modulepreload');
	});
});
