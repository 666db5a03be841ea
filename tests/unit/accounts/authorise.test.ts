import { describe, expect, it } from 'vitest';
import { authorise, Role, takesPartIn } from '../../../src/lib/server/accounts/authorise.ts';
import type { StaffVerb } from '../../../src/lib/server/accounts/authorise.ts';

const verbs: readonly StaffVerb[] = ['see', 'export', 'manage', 'author', 'review', 'field', 'release'];
const administrator = { administrator: true, grants: [] };
const nobody = { administrator: false, grants: [] };
const inSurvey = (role: Role, survey: string | null = 'mine') => ({ administrator: false, grants: [{ role, survey }] });

/** The whole table: what each role may do in a survey, and so what it may not. */
const may: Readonly<Record<Role, readonly StaffVerb[]>> = {
	author: ['see', 'author'],
	reviewer: ['see', 'review'],
	fieldwork: ['field'],
	analyst: ['see', 'export', 'manage'],
	releaser: ['see', 'release'],
};

describe.each(Role.options)('%s', (role) => {
	it.each(verbs)('in the survey where it is given: %s', (verb) => {
		const kind = may[role].includes(verb) ? 'allowed' : 'not-allowed';
		expect(authorise(inSurvey(role), verb, { kind: 'survey', survey: 'mine' })).toEqual({ kind });
		expect(authorise(inSurvey(role, null), verb, { kind: 'survey', survey: 'any' })).toEqual({ kind });
	});

	it.each(verbs)('is not told of another survey: %s', (verb) => {
		expect(authorise(inSurvey(role), verb, { kind: 'survey', survey: 'theirs' })).toEqual({ kind: 'unknown-object' });
		expect(takesPartIn(inSurvey(role), 'theirs')).toBe(false);
	});

	it.each(['accounts', 'audit'] as const)('may do nothing to %s', (kind) => {
		for (const verb of verbs) expect(authorise(inSurvey(role, null), verb, { kind })).toEqual({ kind: 'not-allowed' });
	});

	it('sees the list of surveys, and does to surveys in general what it may do in all of them', () => {
		for (const verb of verbs) {
			const everywhere = verb === 'see' || may[role].includes(verb) ? 'allowed' : 'not-allowed';
			expect(authorise(inSurvey(role, null), verb, { kind: 'surveys' })).toEqual({ kind: everywhere });
			const here = verb === 'see' ? 'allowed' : 'not-allowed';
			expect(authorise(inSurvey(role), verb, { kind: 'surveys' })).toEqual({ kind: here });
		}
	});
});

describe('an administrator', () => {
	it.each(['surveys', 'accounts', 'audit'] as const)('may do everything to %s', (kind) => {
		for (const verb of verbs) expect(authorise(administrator, verb, { kind })).toEqual({ kind: 'allowed' });
	});

	it('may do everything in every survey', () => {
		for (const verb of verbs) {
			expect(authorise(administrator, verb, { kind: 'survey', survey: 'any' })).toEqual({ kind: 'allowed' });
		}
	});
});

describe('an account without a role', () => {
	it('has a part in nothing', () => {
		for (const verb of verbs) {
			expect(authorise(nobody, verb, { kind: 'survey', survey: 'any' })).toEqual({ kind: 'unknown-object' });
		}
		expect(takesPartIn(nobody, 'any')).toBe(false);
	});
});
