import { describe, expect, it } from 'vitest';
import { estimateMinutes, lint, parseInstrument } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

type Fields = Record<string, unknown>;
/** The file as authors type it, spoilt before it is parsed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;
const both = (en: string) => ({ en, gd: en });
const rulesOf = (instrument: Instrument, previous?: Instrument) => lint(instrument, previous).map(({ rule }) => rule);
const asking = (...questions: Fields[]) => tiny('checked', questions);
const found = (instrument: Instrument, rule: string, previous?: Instrument) =>
	lint(instrument, previous).filter((finding) => finding.rule === rule);

it('has nothing to say of a plain questionnaire', () => {
	expect(lint(asking(choice('a'), choice('b', 3, { askIf: { question: 'a', is: 1 } })))).toEqual([]);
});

it('says where, in words and as a path', () => {
	expect(
		found(asking(choice('a'), choice('b', 3, { askIf: { question: 'nowhere', is: 1 } })), 'unknown-question'),
	).toEqual([
		{
			severity: 'error',
			rule: 'unknown-question',
			path: 'sections/0/questions/1/askIf/question',
			place: 'question "b" in section "The survey checked"',
			message: 'It looks at question “nowhere”, which does not exist.',
		},
	]);
});

describe('names', () => {
	it.each<[string, Instrument, string]>([
		['two questions of one name', asking(choice('a'), choice('a')), 'repeated-id'],
		['two columns of one name', asking({ ...choice('a', 3), kind: 'multiple' }, choice('a_2')), 'repeated-column'],
		['two options of one code', asking(choice('a', 2, { options: [option(1, 'x'), option(1, 'y')] })), 'repeated-code'],
		[
			'two options of the same words',
			asking(choice('a', 2, { options: [option(1, 'x'), option(2, 'x')] })),
			'repeated-label',
		],
		['two measures of one name', tiny('m', [choice('a')], { measures: [share({}), share({})] }), 'repeated-id'],
		[
			'a right answer that is not offered',
			asking(asks({ id: 'k', kind: 'knowledge', options: [option(1, 'x'), option(2, 'y')], correct: [3] })),
			'unknown-code',
		],
	])('%s', (_what, instrument, rule) => {
		expect(rulesOf(instrument)).toContain(rule);
	});
});

describe('what a condition looks at', () => {
	const b = (askIf: unknown) => asking(choice('a'), choice('b', 3, { askIf }), choice('c'));
	const grid = asks({
		id: 'g',
		kind: 'grid',
		items: [item('x'), item('y')],
		options: [option(1, 'p'), option(2, 'q')],
	});
	it.each<[string, Instrument, string]>([
		['comes after it', b({ question: 'c', is: 1 }), 'forward-reference'],
		['is the question itself', b({ question: 'b', is: 1 }), 'forward-reference'],
		['cannot be answered so', b({ question: 'a', is: 9 }), 'unknown-code'],
		['cannot be declined', b({ question: 'a', is: 'refused' }), 'unknown-code'],
		['never reaches so high', b({ question: 'a', atLeast: 4 }), 'unknown-code'],
		['has no such row', asking(grid, choice('b', 2, { askIf: { question: 'g', item: 'z', is: 1 } })), 'unknown-row'],
		['has rows, and none is named', asking(grid, choice('b', 2, { askIf: { question: 'g', is: 1 } })), 'unknown-row'],
		['is an experiment that does not exist', b({ experiment: 'e', arm: 'x' }), 'unknown-experiment'],
		['deep inside', b({ not: { any: [{ question: 'a', is: 1 }, { answered: 'nowhere' }] } }), 'unknown-question'],
	])('%s', (_what, instrument, rule) => {
		expect(rulesOf(instrument)).toEqual([rule]);
	});

	it('may be the half of an item count', () => {
		const count = asks({
			id: 'count',
			kind: 'item-count',
			items: ['x', 'y', 'z'].map(item),
			sensitive: item('s'),
			preferNotToSay: { offered: true, inBase: false },
		});
		expect(rulesOf(asking(count, choice('b', 2, { askIf: { experiment: 'count', arm: 'treatment' } })))).toEqual([]);
	});
});

describe('routes that nobody can take', () => {
	const is = (question: string, code: number) => ({ question, is: code });
	it.each<[string, Fields[], string | undefined]>([
		[
			'one answer cannot be two',
			[choice('a'), choice('b', 3, { askIf: { all: [is('a', 1), is('a', 2)] } })],
			'contradiction',
		],
		[
			'true and not true',
			[choice('a'), choice('b', 3, { askIf: { all: [is('a', 1), { not: is('a', 1) }] } })],
			'contradiction',
		],
		[
			'several answers can be two',
			[{ ...choice('a'), kind: 'multiple' }, choice('b', 3, { askIf: { all: [is('a', 1), is('a', 2)] } })],
			undefined,
		],
		[
			'but not with one that stands alone',
			[
				{
					...choice('a'),
					kind: 'multiple',
					options: [option(1, 'x'), option(2, 'y'), { ...option(9, 'None'), exclusive: true }],
				},
				choice('b', 3, { askIf: { all: [is('a', 1), is('a', 9)] } }),
			],
			'contradiction',
		],
		[
			'more than may be chosen',
			[
				{ ...choice('a'), kind: 'multiple', most: 2 },
				choice('b', 3, { askIf: { all: [is('a', 1), is('a', 2), is('a', 3)] } }),
			],
			'contradiction',
		],
		[
			'a question off the route is not answered',
			[
				choice('a'),
				choice('b', 3, { askIf: is('a', 1) }),
				choice('c', 3, { askIf: { all: [is('a', 2), is('b', 1)] } }),
			],
			'unreachable',
		],
		[
			'nor is it false, so “not” does not help',
			[
				choice('a'),
				choice('b', 3, { askIf: is('a', 1) }),
				choice('c', 3, { askIf: { all: [is('a', 2), { not: is('b', 1) }] } }),
			],
			'unreachable',
		],
		[
			'what depends on an unreachable question is unreachable',
			[
				choice('a'),
				choice('b', 3, { askIf: { all: [is('a', 1), is('a', 2)] } }),
				choice('c', 3, { askIf: { answered: 'b' } }),
			],
			'unreachable',
		],
		[
			'a number between two limits',
			[
				asks({ id: 'n', kind: 'number', least: 0, most: 99 }),
				choice('b', 3, { askIf: { all: [{ question: 'n', atLeast: 16 }, { not: { question: 'n', atLeast: 17 } }] } }),
			],
			undefined,
		],
		[
			'and beyond both',
			[
				asks({ id: 'n', kind: 'number', least: 0, most: 99 }),
				choice('b', 3, { askIf: { all: [{ question: 'n', atLeast: 17 }, { not: { question: 'n', atLeast: 16 } }] } }),
			],
			'contradiction',
		],
	])('%s', (_what, questions, rule) => {
		expect(
			rulesOf(asking(...questions))
				.filter((name) => name !== 'always-true')
				.at(-1),
		).toBe(rule);
	});

	it('a condition that is true of everyone is needless', () => {
		const all = choice('b', 3, { askIf: { question: 'a', in: [1, 2, 3] } });
		expect(rulesOf(asking(choice('a'), all))).toEqual(['always-true']);
	});

	it('a support contact that nobody is shown', () => {
		const contact = {
			id: 'help',
			name: 'Help',
			text: both('Call'),
			url: 'https://example.org',
			checkedOn: '2026-01-01',
		};
		const when = { all: [is('a', 1), is('a', 2)] };
		expect(found(tiny('s', [choice('a')], { support: [{ ...contact, when }] }), 'contradiction')).toMatchObject([
			{ severity: 'warning', path: 'support/0/when', place: 'support contact "help"' },
		]);
	});

	it('stays quick and silent where there is too much to try', () => {
		const grid = asks({
			id: 'g',
			kind: 'grid',
			items: 'abcdefghij'.split('').map(item),
			options: [1, 2, 3, 4, 5].map((code) => option(code, `${code}`)),
		});
		const askIf = { all: 'abcdefghij'.split('').map((row) => ({ question: 'g', item: row, is: 5 })) };
		const started = process.cpuUsage().user;
		expect(rulesOf(asking(grid, choice('b', 3, { askIf })))).toEqual([]);
		expect(process.cpuUsage().user - started).toBeLessThan(2_000_000);
	});
});

describe('languages', () => {
	const gaelicMissing = choice('a', 3, { text: { en: 'What?' } });
	it('misses words: an error where the language is complete, a warning where it is a draft', () => {
		expect(found(asking(gaelicMissing), 'missing-translation')).toMatchObject([
			{ severity: 'error', message: 'Has no words in Scottish Gaelic for: text.' },
		]);
		const languages = [
			{ code: 'en', status: 'complete' },
			{ code: 'gd', status: 'draft' },
		];
		expect(lint(tiny('d', [gaelicMissing], { languages })).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
			'warning missing-translation',
			'advice draft-translation',
		]);
	});

	it('finds what was changed in one language only', () => {
		const before = asking(choice('a', 3, { text: { en: 'What do you do?', gd: 'Dè?' } }));
		const after = tiny('checked', [choice('a', 3, { text: { en: 'What do you think?', gd: 'Dè?' } })], { version: 2 });
		expect(found(after, 'stale-translation', before)).toMatchObject([
			{ severity: 'error', path: 'sections/0/questions/0/text/gd' },
		]);
	});

	it('finds words in a language that nobody is offered', () => {
		expect(rulesOf(asking(choice('a', 3, { text: { en: 'What?', gd: 'Dè?', fr: 'Quoi ?' } })))).toEqual([
			'undeclared-language',
		]);
	});
});

describe('markup and piping', () => {
	it.each([
		['a link that is none', 'See [this](http://example.org)', 'markup'],
		['an unknown question', 'You said {nowhere}', 'unknown-question'],
		['a later question', 'You said {b}', 'forward-reference'],
		['itself', 'You said {a}', 'forward-reference'],
	])('%s', (_what, words, rule) => {
		expect(rulesOf(asking(choice('a', 3, { text: both(words) }), choice('b')))).toContain(rule);
	});
});

describe('wording', () => {
	it.each([
		['Don’t you think that fakes are wrong?', 'leading'],
		['Surely fakes do harm. How much harm?', 'leading'],
		['Do you agree that fakes do harm?', 'leading'],
		['How wrong are evil gangs?', 'leading'],
		['Have you bought clothes and/or shoes?', 'double-barrelled'],
		['Have you bought a fake? Did you know?', 'double-barrelled'],
		['Have you bought a fake and did you like it?', 'double-barrelled'],
		['Are you not unlikely to buy one?', 'double-negative'],
		['Have you bought a fake recently?', 'vague-period'],
		[`Have you ${'ever '.repeat(35)}bought a fake?`, 'long-sentence'],
	])('%s', (words, rule) => {
		expect(rulesOf(asking(choice('a', 3, { text: both(words) })))).toContain(rule);
	});

	it.each([
		'How much do you agree or disagree that fakes do harm?',
		'In the last 12 months, have you bought food and drink?',
		'Do you agree or disagree with each of these?',
		'How safe or unsafe do you feel?',
		'How likely or unlikely are you to buy one in the next 12 months?',
		'Which of these have you done? Choose all that apply.',
		'Is it acceptable not to report it?',
	])('lets pass: %s', (words) => {
		expect(rulesOf(asking(choice('a', 3, { text: both(words) })))).toEqual([]);
	});

	const scaled = (...labels: string[]) =>
		asking(choice('a', 3, { options: labels.map((label, index) => option(index + 1, label)) }));
	it.each([
		['Strongly agree', 'Agree', 'Slightly agree', 'Disagree'],
		['Very likely', 'Likely', 'Unlikely'],
		['Very confident', 'Confident', 'Fairly confident', 'Not confident'],
	])('calls a leaning scale leaning: %s, %s, %s …', (...labels) => {
		expect(rulesOf(scaled(...labels))).toEqual(['unbalanced-scale']);
	});
	it.each([
		['Strongly agree', 'Tend to agree', 'Neither agree nor disagree', 'Tend to disagree', 'Strongly disagree'],
		['Very confident', 'Fairly confident', 'Not very confident', 'Not at all confident'],
		['Excellent', 'Good', 'Fair', 'Poor', 'Very poor'],
		['Know a lot', 'Know a little', 'Heard the name only', 'Never heard of it'],
	])('and a balanced one not: %s, %s …', (...labels) => {
		expect(rulesOf(scaled(...labels))).toEqual([]);
	});
});

describe('sensitive questions', () => {
	const own = { sensitivity: 'own-behaviour' };
	const plain = [choice('a'), choice('b')];
	const contact = { id: 'help', name: 'Help', text: both('Call'), phone: '101', checkedOn: '2026-01-01' };
	const supported = (questions: Fields[], support: Fields[] = [contact]) => tiny('s', questions, { support });
	const declinable = { preferNotToSay: { offered: true, inBase: false } };

	it('must offer a way to decline', () => {
		expect(found(supported([...plain, choice('c', 3, own)]), 'no-way-to-decline')).toMatchObject([
			{ severity: 'error' },
		]);
		expect(rulesOf(supported([...plain, choice('c', 3, { ...own, ...declinable })]))).toEqual([]);
	});
	it('come after easier ones', () => {
		expect(rulesOf(supported([choice('c', 3, { ...own, ...declinable }), ...plain]))).toEqual(['early-sensitive']);
	});
	it('are followed by somewhere to turn that works', () => {
		const questions = [...plain, choice('c', 3, { ...own, ...declinable })];
		expect(rulesOf(supported(questions, []))).toEqual(['no-support']);
		expect(rulesOf(supported(questions, [{ ...contact, checkedOn: null }]))).toEqual(['support-never-checked']);
	});
	it('practitioners are warned before an open box', () => {
		const box = asks({ id: 'box', kind: 'text', most: 100 });
		expect(rulesOf(tiny('s', [box], { unit: 'practitioner' }))).toEqual(['open-box-without-warning']);
		expect(rulesOf(tiny('s', [{ ...box, warning: both('Name nobody') }], { unit: 'practitioner' }))).toEqual([]);
		expect(rulesOf(tiny('s', [box]))).toEqual([]);
	});
});

describe('measures, margins, breaks and declarations', () => {
	const knowledge = asks({ id: 'k', kind: 'knowledge', options: [option(1, 'x'), option(2, 'y')], correct: [1] });
	it.each<[string, Fields, string[]]>([
		['a column that nothing yields', share({ variables: ['nowhere'] }), ['unknown-variable']],
		['a code that it never holds', share({ codes: [1, 9] }), ['unknown-code']],
		['among a code that it never holds', share({ among: [{ variable: 'a', codes: [9] }] }), ['unknown-code']],
		['a change of more than everything', share({ smallestChange: 3 }), ['smallest-change']],
		[
			'a score of what is not scored',
			{ ...share({}), statistic: 'score', codes: undefined, variables: ['k'] },
			['wrong-variable'],
		],
		['a score', { ...share({}), statistic: 'score', codes: undefined, variables: ['k_right'] }, []],
		[
			'a mean of words',
			{ ...share({}), statistic: 'mean', codes: undefined, variables: undefined, variable: 'box' },
			['wrong-variable'],
		],
		[
			'a crosswise of what is not',
			{ ...share({}), statistic: 'crosswise', codes: undefined, variables: undefined, variable: 'a' },
			['wrong-variable'],
		],
	])('%s', (_what, measure, rules) => {
		const box = asks({ id: 'box', kind: 'text', most: 100 });
		const { codes, variables, ...rest } = measure;
		const given = { ...rest, ...(codes !== undefined && { codes }), ...(variables !== undefined && { variables }) };
		expect(rulesOf(tiny('m', [choice('a'), knowledge, box], { measures: [given] }))).toEqual(rules);
	});

	const margin = (fields: Fields) => ({
		margins: [
			{
				id: 'm',
				label: both('M'),
				variables: ['a'],
				targets: [1, 2, 3].map((code) => ({ codes: [code], share: code === 3 ? 0.5 : 0.25 })),
				source: 'Census',
				confidence: 'verified',
				...fields,
			},
		],
		trim: null,
	});
	const target = (...codes: number[]) => ({ codes, share: 0.5 });
	it.each<[string, Fields, string[]]>([
		['a whole margin', {}, []],
		['shares that do not sum to one', { targets: [target(1), target(2), target(3)] }, ['targets']],
		['a code without a target', { targets: [target(1), target(2)] }, ['no-target']],
		['a code that does not exist', { targets: [target(1), target(9)] }, ['unknown-code', 'no-target']],
		['a target given twice', { targets: [target(1), target(1)] }, ['targets', 'no-target']],
		['a column that nothing yields', { variables: ['nowhere'] }, ['unknown-variable']],
		['targets for other columns', { variables: ['a', 'a'] }, ['targets', 'no-target']],
		['figures to replace', { confidence: 'illustrative' }, ['illustrative-margin']],
	])('%s', (_what, fields, rules) => {
		expect(rulesOf(tiny('m', [choice('a')], { weighting: margin(fields) }))).toEqual(rules);
	});

	it('breaks and declarations name columns', () => {
		const equivalences = [
			{ variable: 'nowhere', since: 2, differences: ['wording'], reason: 'The same in other words.' },
		];
		expect(rulesOf(tiny('m', [choice('a')], { breaks: ['nowhere'], equivalences }))).toEqual([
			'unknown-variable',
			'unknown-variable',
			'equivalence',
		]);
	});
});

describe('from one version to the next', () => {
	const version = (number: number, ...questions: Fields[]) => tiny('checked', questions, { version: number });
	const labelled = (...labels: string[]) =>
		choice('a', 3, { options: labels.map((label, index) => option(index + 1, label)) });

	it('codes that were swapped are an error', () => {
		expect(
			found(version(2, labelled('No', 'Yes')), 'code-changed-meaning', version(1, labelled('Yes', 'No'))),
		).toMatchObject([
			{ severity: 'error', message: expect.stringContaining('Code 1 meant “Yes” and now means “No”') },
			{ severity: 'error' },
		]);
	});
	it('a code with other words may mean another thing', () => {
		expect(
			found(version(2, labelled('Yes', 'Market')), 'code-changed-meaning', version(1, labelled('Yes', 'No'))),
		).toMatchObject([{ severity: 'warning' }]);
	});
	it('a code with a word more hardly does', () => {
		expect(rulesOf(version(2, labelled('Yes, often', 'No')), version(1, labelled('Yes', 'No')))).toEqual([
			'code-reworded',
		]);
	});
	it('an order of options that changed is nothing to a code', () => {
		const reversed = choice('a', 3, { options: [option(2, 'No'), option(1, 'Yes')] });
		expect(rulesOf(version(2, reversed), version(1, labelled('Yes', 'No')))).toEqual([]);
	});
	it('a question that became of another kind', () => {
		expect(rulesOf(version(2, { ...choice('a'), kind: 'multiple' }), version(1, choice('a')))).toEqual([
			'kind-changed',
		]);
	});
	it('a version number that does not rise', () => {
		expect(rulesOf(version(1, choice('a')), version(1, choice('a')))).toEqual(['version']);
	});
});

describe('the length of an interview', () => {
	it('is 7.5 s for a closed answer and 5 s for 20 words', () => {
		const text = { en: Array(20).fill('word').join(' '), gd: 'x' };
		const minutes = estimateMinutes(asking(choice('a', 3, { text }), choice('b', 3, { text })));
		expect(minutes.typical).toBeCloseTo((2 * 12.5) / 60, 9);
		expect(minutes.longest).toBe(minutes.typical);
	});

	it('finds the longest route, however rare', () => {
		const rare = choice('a', 60);
		const then = Array.from({ length: 10 }, (_, index) => choice(`b${index}`, 3, { askIf: { question: 'a', is: 37 } }));
		const { typical, longest } = estimateMinutes(asking(rare, ...then));
		expect(typical).toBeLessThan(0.2);
		expect(longest).toBeGreaterThan(1.2);
	});

	it('must fit what the introduction promises', () => {
		const introduction = both('It takes about 9 minutes.');
		expect(rulesOf(tiny('long', [choice('a')], { introduction }))).toEqual(['duration']);
	});
});

describe('a file that is no instrument', () => {
	const whole = JSON.parse(JSON.stringify(asking(choice('a'), choice('b', 3, { askIf: { question: 'a', is: 1 } }))));
	const changed = (change: (file: Json) => void) => {
		const file = structuredClone(whole);
		change(file);
		const parsed = parseInstrument(file);
		return parsed.kind === 'misfits' ? parsed.misfits : [];
	};
	it.each<[string, (file: Json) => void, string, string, RegExp]>([
		[
			'a missing text',
			(file) => delete file.sections[0].questions[1].text,
			'sections/0/questions/1/text',
			'question "b"',
			/^is missing/,
		],
		[
			'a word that nothing is called',
			(file) => (file.sections[0].questions[0].hints = {}),
			'sections/0/questions/0',
			'question "a"',
			/“hints”/,
		],
		[
			'an unknown kind',
			(file) => (file.sections[0].questions[0].kind = 'slider'),
			'sections/0/questions/0/kind',
			'question "a"',
			/kind/,
		],
		[
			'a code in quotation marks',
			(file) => (file.sections[0].questions[0].options[1].code = '2'),
			'sections/0/questions/0/options/1/code',
			'question "a"',
			/a whole number|a number/,
		],
		[
			'an unknown condition',
			(file) => (file.sections[0].questions[1].askIf = { question: 'a', equals: 1 }),
			'sections/0/questions/1/askIf',
			'question "b"',
			/a condition is one of/,
		],
		[
			'a fault deep in a condition',
			(file) => (file.sections[0].questions[1].askIf = { any: [{ question: 'a', in: [] }] }),
			'sections/0/questions/1/askIf/any/0/in',
			'question "b"',
			/too short/,
		],
		['a list for an object', (file) => (file.privacy = []), 'privacy', '', /should be an object, not a list/],
	])('%s', (_what, change, path, place, message) => {
		expect(changed(change)).toEqual([{ path, place, message: expect.stringMatching(message) }]);
	});

	it('nested without end is refused before it is read', () => {
		let condition: unknown = { question: 'a', is: 1 };
		for (let depth = 0; depth < 50_000; depth += 1) condition = { not: condition };
		const misfits = changed((file) => (file.sections[0].questions[1].askIf = condition));
		expect(misfits).toEqual([{ path: '', place: '', message: 'nests deeper than 60 levels' }]);
	});
});

function option(code: number, label: string) {
	return { code, label: both(label) };
}

function item(id: string) {
	return { id, label: both(`Item ${id}`) };
}

function share(fields: Fields): Fields {
	return {
		id: 'measured',
		label: both('Measured'),
		base: both('All'),
		objective: 'deter',
		statistic: 'share',
		variables: ['a'],
		codes: [1],
		...fields,
	};
}
