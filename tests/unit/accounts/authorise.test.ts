import { describe, expect, it } from 'vitest';
import { authorise } from '../../../src/lib/server/accounts/authorise.ts';

const administrator = { id: '1', name: 'A', email: 'a@example.org', role: 'administrator' } as const;

describe('an administrator', () => {
	it.each([
		['see', 'surveys'],
		['export', 'surveys'],
		['manage', 'surveys'],
		['manage', 'accounts'],
	] as const)('may %s %s', (verb, object) => {
		expect(authorise(administrator, verb, object)).toEqual({ kind: 'allowed' });
	});
});
