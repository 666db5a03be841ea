import { describe, expect, it } from 'vitest';
import { nextPath } from '../../../src/lib/server/accounts/next-path.ts';

describe('where signing in leads', () => {
	it.each(['/analyse', '/analyse/counterfeit-goods?by=age#trend', '/admin'])('%s is a page of this site', (path) => {
		expect(nextPath(path, '/analyse')).toBe(path);
	});

	it.each([
		null,
		undefined,
		'',
		'analyse',
		'https://elsewhere.example/',
		'//elsewhere.example/',
		'/\\elsewhere.example/',
		'/\t/elsewhere.example/',
		'/.//elsewhere.example',
		'/x/..//elsewhere.example',
		'javascript:alert(1)',
		'/sign-in?next=/sign-in',
		'/sign-out',
		`/${'a'.repeat(3000)}`,
	])('%s leads to the start of the workspace', (path) => {
		expect(nextPath(path, '/start')).toBe('/start');
	});
});
