import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdentityMode } from '#core/fieldwork/index.ts';
import {
	asHtml,
	defaultTemplate,
	fillTemplate,
	messageKinds,
	nameIn,
	privacyWords,
	problemsInWave,
	templateProblems,
} from '#core/messages/index.ts';

const fillings = {
	...{ link: 'https://x.example/i/t', name: 'Ann', survey: 'Goods', 'closing day': '4 May', organisation: 'Us' },
	...{ contact: 'us@example.org', privacy: 'Yours alone.', 'opt out': 'https://x.example/i/t/opt-out' },
};
const good = { subject: 'Hello', body: 'Go to ((link)) or ((opt out))' };

describe('a template', () => {
	it('that Soundings comes with is right, for every kind, language and identity mode', () => {
		for (const kind of messageKinds) {
			for (const language of ['en', 'gd', 'pl']) {
				const template = defaultTemplate(kind, language);
				expect(templateProblems(kind, template)).toEqual([]);
				for (const identityMode of IdentityMode.options) {
					const said = { ...template, body: `${template.body}\n${privacyWords(identityMode, language)}` };
					expect(problemsInWave(said, { identityMode, closesOn: null }), `${kind} ${language} ${identityMode}`).toEqual(
						[],
					);
				}
			}
		}
	});

	it.each([
		[
			{ ...good, body: 'A ((link)) ((opt out))\n((first name))' },
			{ kind: 'unknown-placeholder', line: 2, found: 'first name' },
		],
		[
			{ ...good, subject: '((password))' },
			{ kind: 'unknown-placeholder', part: 'subject', line: 1 },
		],
		[
			{ ...good, body: 'No link ((opt out))' },
			{ kind: 'missing', placeholder: 'link' },
		],
		[
			{ ...good, body: 'No way out ((link))' },
			{ kind: 'missing', placeholder: 'opt out' },
		],
		[
			{ ...good, body: `${good.body}\n\n((link` },
			{ kind: 'unclosed', line: 3 },
		],
		[{ ...good, subject: 'Hello\r\nBcc: a@example.org' }, { kind: 'line-break-in-subject' }],
		[
			{ ...good, subject: 'At ((link))' },
			{ kind: 'not-in-subject', placeholder: 'link' },
		],
		[
			{ ...good, subject: ' ' },
			{ kind: 'empty', part: 'subject' },
		],
		[
			{ ...good, body: good.body.padEnd(5001) },
			{ kind: 'too-long', part: 'body', most: 5000 },
		],
	])('%j is refused with the line that is wrong', (template, problem) => {
		expect(templateProblems('invitation', template)).toEqual([expect.objectContaining(problem)]);
	});

	it('of a letter needs no way out, and spaces and case in a placeholder do not matter', () => {
		expect(templateProblems('letter', { subject: 'Hello', body: '(( LINK ))' })).toEqual([]);
		expect(fillTemplate({ subject: 'x', body: '((Closing  Day))' }, fillings).text).toBe('4 May');
	});

	it.each(['Your answers are anonymous.', 'It is done anonymously', 'Tha e gun urra', 'You cannot be identified'])(
		'never says “%s” where answers are joined to a person, and may where they are not',
		(promise) => {
			const template = { ...good, body: `${good.body}\n${promise}` };
			for (const identityMode of ['confidential', 'panel'] as const) {
				const [problem] = problemsInWave(template, { identityMode, closesOn: null });
				expect(problem).toMatchObject({ kind: 'promises-anonymity', line: 2 });
			}
			expect(problemsInWave(template, { identityMode: 'anonymous-with-token', closesOn: null })).toEqual([]);
		},
	);

	it('may say that answers are not anonymous, and names a closing day only where there is one', () => {
		const honest = { ...good, body: 'They are not anonymous. By ((closing day))' };
		expect(problemsInWave(honest, { identityMode: 'confidential', closesOn: '2026-05-04' })).toEqual([]);
		expect(problemsInWave(honest, { identityMode: 'confidential', closesOn: null })).toEqual([
			{ kind: 'no-closing-day' },
		]);
	});

	it('leaves out a name that nobody gave, and fills in nothing twice', () => {
		const template = { subject: 'To ((name))', body: 'Hello ((name)),\r\nat ((link))' };
		expect(fillTemplate(template, { ...fillings, name: null })).toEqual({
			...{ subject: 'To', text: 'Hello,\nat https://x.example/i/t' },
		});
		expect(fillTemplate(template, { ...fillings, name: '((link))' }).text).toContain('Hello ((link)),');
	});

	it('is one line in its subject whatever is filled in', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (survey) => {
				const { subject } = fillTemplate({ subject: 'A ((survey))', body: 'x' }, { ...fillings, survey });
				expect(subject).not.toMatch(/[\u0000-\u001f\u007f\u2028\u2029]/);
			}),
		);
	});

	it.each([
		['Màiri\r\nBcc: a', 'Màiri Bcc: a'],
		['<b>Ann</b>', 'b Ann /b'],
		['visit http://evil.example', null],
		['www.evil.example', null],
		['O’Brien (Jr)', 'O’Brien Jr'],
		['\u202eAnn', 'Ann'],
		['  ', null],
	])('takes the name %j as %j', (typed, name) => expect(nameIn(typed)).toBe(name));
});

describe('a message as HTML', () => {
	it('has the links that were filled in and no others, and no markup of anybody', () => {
		const text = 'Hello <b>&"Ann"\nat https://x.example/i/t\n\nhttps://evil.example https://x.example/i/t/opt-out';
		const links = ['https://x.example/i/t/opt-out', 'https://x.example/i/t'];
		const html = asHtml({ subject: '<i>', text, language: 'gd', links });
		expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(links.toReversed());
		expect(html).toContain('Hello &lt;b&gt;&amp;&quot;Ann&quot;<br>');
		expect(html).toContain('<html lang="gd">');
		expect(html).toContain('<title>&lt;i&gt;</title>');
		expect(html).not.toMatch(/<(script|img|link|iframe)/);
	});
});
