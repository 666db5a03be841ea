import { isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import { answerWith, type Outcome } from '../../../src/routes/(respondent)/outcomes.ts';

function told(outcome: Outcome, language = 'en'): { status: number; says: string } {
	try {
		return answerWith(outcome, { root: '/s/tea', language, isPilot: false });
	} catch (thrown) {
		if (isRedirect(thrown)) return { status: thrown.status, says: thrown.location };
		if (isHttpError(thrown)) return { status: thrown.status, says: `${thrown.body.heading}: ${thrown.body.message}` };
		throw thrown;
	}
}

describe('what a respondent is told when there is no page to show', () => {
	it.each<[Outcome, number, string]>([
		[{ kind: 'unknown-survey' }, 404, 'We cannot find this survey'],
		[{ kind: 'not-yet-open', opensOn: '2027-05-03' }, 403, 'It opens on 3 May 2027'],
		[{ kind: 'not-yet-open', opensOn: null }, 403, 'Please come back later'],
		[{ kind: 'closed', closedOn: '2027-05-03' }, 410, 'It closed on 3 May 2027'],
		[{ kind: 'closed', closedOn: null }, 410, 'It no longer takes answers'],
		[{ kind: 'too-many-tries' }, 429, 'Wait a minute'],
		[{ kind: 'no-interview' }, 303, '/s/tea'],
		[{ kind: 'finished' }, 303, '/s/tea/thanks'],
		[{ kind: 'elsewhere', at: { kind: 'page', page: 4 } }, 303, '/s/tea/4'],
		[{ kind: 'off-route', at: { kind: 'check' } }, 303, '/s/tea/check'],
		[{ kind: 'other-version', at: { kind: 'page', page: 4 } }, 303, '/s/tea/4?updated'],
	])('%j', (outcome, status, words) => {
		const answer = told(outcome);
		expect(answer.status).toBe(status);
		expect(answer.says).toContain(words);
	});

	it('is said in the language of the page', () => {
		expect(told({ kind: 'closed', closedOn: '2027-05-03' }, 'gd').says).toContain('Chèitean');
	});
});
