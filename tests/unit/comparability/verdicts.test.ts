import { describe, expect, it } from 'vitest';
import { compareVersions, fingerprint, ledger } from '#core/comparability/index.ts';
import type { Verdict } from '#core/comparability/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

type Fields = Record<string, unknown>;
const both = (en: string) => ({ en, gd: en });
const version = (number: number, questions: Fields[], more: Fields = {}) =>
	tiny('compared', questions, { version: number, ...more });
const option = (code: number, label: string, more: Fields = {}) => ({ code, label: both(label), ...more });
const options = (...labels: string[]) => labels.map((label, index) => option(index + 1, label));
const declare = (variable: string, since: number, ...differences: string[]) => ({
	variable,
	since,
	differences,
	reason: `Declared on ${variable} since ${since}.`,
});

/** Variable: kind, and the kinds of difference. */
const inShort = (verdicts: readonly Verdict[] | undefined) =>
	Object.fromEntries(
		(verdicts ?? []).map(({ variable, kind, differences }) => [
			variable,
			[kind, ...new Set(differences.map((difference) => difference.kind))].join(' '),
		]),
	);
const compared = (before: Fields[], after: Fields[], more: Fields = {}) =>
	inShort(compareVersions(version(1, before), version(2, after, more)));

describe('one question in two versions', () => {
	const single = choice('q', 3);
	const multiple = { ...choice('q', 3), kind: 'multiple' };
	const declining = { offered: true, inBase: true };
	const number = asks({ id: 'q', kind: 'number', least: 0, most: 10, unit: both('hours') });
	const scale = asks({ id: 'q', kind: 'scale', from: 0, to: 10, lowLabel: both('None'), highLabel: both('All') });
	const knowledge = asks({ id: 'q', kind: 'knowledge', options: options('True', 'False'), correct: [1] });
	const crosswise = asks({
		id: 'q',
		kind: 'crosswise',
		innocuous: both('Birthday'),
		sensitive: both('Bought'),
		alikeLabel: both('Alike'),
		differentLabel: both('Different'),
		probability: 0.25,
		probabilitySource: 'Calendar',
	});
	const count = asks({
		id: 'q',
		kind: 'item-count',
		items: ['a', 'b', 'c'].map((id) => ({ id, label: both(id) })),
		sensitive: { id: 's', label: both('s') },
	});

	it.each<[string, Fields, Fields, Fields]>([
		['nothing changed', single, single, { q: 'identical' }],
		['the question', single, { ...single, text: both('What?') }, { q: 'break wording language' }],
		['the question in English', single, { ...single, text: { en: 'What?', gd: 'Ceist q' } }, { q: 'break wording' }],
		['the question in Gaelic', single, { ...single, text: { en: 'Question q', gd: 'Dè?' } }, { q: 'break language' }],
		['a hint', single, { ...single, hint: both('Choose') }, { q: 'break wording' }],
		['a code more', single, choice('q', 4), { q: 'break options' }],
		['a code less', single, choice('q', 2), { q: 'break options' }],
		[
			'the order of codes',
			single,
			{
				...single,
				options: [2, 1, 3].map((code) => ({ code, label: { en: `Option ${code}`, gd: `Roghainn ${code}` } })),
			},
			{ q: 'break order' },
		],
		['fixed to random', single, { ...single, order: 'random' }, { q: 'break order' }],
		[
			'own words asked for',
			single,
			{ ...single, options: [...options('a', 'b'), option(3, 'c', { specify: true })] },
			{ q: 'break options language', q_other: 'only-in-newer' },
		],
		['don’t know offered', single, { ...single, dontKnow: declining }, { q: 'break base' }],
		['may be left blank', single, { ...single, required: false }, { q: 'break base' }],
		[
			'what no respondent meets',
			single,
			{ ...single, base: both('Everyone'), construct: 'Harm', sensitivity: 'attitude' },
			{ q: 'identical' },
		],
		[
			'another kind',
			single,
			{ ...single, kind: 'knowledge', correct: [1] },
			{ q: 'break scale', q_right: 'only-in-newer' },
		],
		[
			'another option beside',
			multiple,
			{ ...choice('q', 4), kind: 'multiple' },
			{ q_1: 'break options', q_2: 'break options', q_3: 'break options', q_4: 'only-in-newer' },
		],
		[
			'the most that may be chosen',
			multiple,
			{ ...multiple, most: 2 },
			{ q_1: 'break scale', q_2: 'break scale', q_3: 'break scale' },
		],
		['the range', number, { ...number, most: 20 }, { q: 'break scale' }],
		['the unit', number, { ...number, unit: both('days') }, { q: 'break scale language' }],
		['the length of a scale', scale, { ...scale, to: 5 }, { q: 'break scale' }],
		['the words at its end', scale, { ...scale, highLabel: both('Everything') }, { q: 'break options language' }],
		['what counts as right', knowledge, { ...knowledge, correct: [2] }, { q: 'identical', q_right: 'break scale' }],
		['the chance', crosswise, { ...crosswise, probability: 0.2 }, { q: 'break scale' }],
		['where the chance is from', crosswise, { ...crosswise, probabilitySource: 'Almanac' }, { q: 'identical' }],
		[
			'a statement counted',
			count,
			{ ...count, sensitive: { id: 's', label: both('t') } },
			{ q: 'break wording language', q_arm: 'break wording language' },
		],
	])('%s', (_what, before, after, verdicts) => {
		expect(compared([before], [after])).toEqual(verdicts);
	});

	it('says what was and is, and where', () => {
		const [verdict] = compareVersions(
			version(1, [single]),
			version(2, [{ ...single, text: { en: 'What?', gd: 'Ceist q' } }]),
		);
		expect(verdict?.differences).toEqual([
			{ kind: 'wording', place: 'question', before: '“Question q”', after: '“What?”' },
		]);
	});

	it('knows what only one version has', () => {
		expect(compared([choice('a'), choice('b')], [choice('b'), choice('c')])).toEqual({
			a: 'only-in-older',
			b: 'identical',
			c: 'only-in-newer',
		});
	});
});

describe('the rows of a grid', () => {
	const grid = (rows: string[], more: Fields = {}) =>
		asks({
			id: 'g',
			kind: 'grid',
			items: rows.map((id) => ({ id, label: both(`Row ${id}`) })),
			options: options('Yes', 'No'),
			...more,
		});

	it('a row more leaves the others’ words alone but changes what they are compared with', () => {
		expect(compared([grid(['a', 'b'])], [grid(['a', 'b', 'c'])])).toEqual({
			g_a: 'break order',
			g_b: 'break order',
			g_c: 'only-in-newer',
		});
	});

	it('in random order, the order in the file is nothing', () => {
		const random = { itemOrder: 'random' };
		expect(compared([grid(['a', 'b'], random)], [grid(['b', 'a'], random)])).toEqual({
			g_a: 'identical',
			g_b: 'identical',
		});
		expect(compared([grid(['a', 'b'])], [grid(['b', 'a'])])).toEqual({ g_a: 'break order', g_b: 'break order' });
	});

	it('a row reworded is broken alone', () => {
		const reworded = grid(['a', 'b'], {
			items: [
				{ id: 'a', label: both('Row a') },
				{ id: 'b', label: both('Other') },
			],
		});
		expect(compared([grid(['a', 'b'])], [reworded])).toEqual({ g_a: 'identical', g_b: 'break wording language' });
	});
});

describe('random options', () => {
	const random = (codes: number[], anchored: number[] = []) =>
		choice('q', 3, {
			order: 'random',
			options: codes.map((code) => option(code, `O${code}`, { anchored: anchored.includes(code) })),
		});
	it.each<[string, Fields, Fields, string]>([
		['their order in the file is nothing', random([1, 2, 3]), random([3, 1, 2]), 'identical'],
		['but the place of an anchored one is', random([1, 2, 3], [3]), random([3, 1, 2], [3]), 'break order'],
		['and whether it is anchored', random([1, 2, 3], [3]), random([1, 2, 3]), 'break order'],
	])('%s', (_what, before, after, verdict) => {
		expect(compared([before], [after])).toEqual({ q: verdict });
	});
});

describe('who is asked', () => {
	const follow = (askIf: unknown) => choice('b', 3, { askIf });
	const is = (code: number) => ({ question: 'a', is: code });

	it.each<[string, unknown, unknown, string]>([
		['everyone, then some', undefined, is(1), 'break base'],
		['another answer', is(1), is(2), 'break base'],
		['the same in other words', { any: [is(1), is(2)] }, { question: 'a', in: [2, 1] }, 'identical'],
		['by De Morgan', { not: { any: [is(1), is(2)] } }, { all: [{ not: is(2) }, { not: is(1) }] }, 'identical'],
		['nested and repeated', { all: [is(1), { all: [is(1)] }] }, { not: { not: is(1) } }, 'identical'],
		['“not” moved', { not: { all: [is(1), is(2)] } }, { all: [{ not: is(1) }, is(2)] }, 'break base'],
	])('%s', (_what, before, after, verdict) => {
		const question = (askIf: unknown) => (askIf === undefined ? choice('b') : follow(askIf));
		expect(compared([choice('a'), question(before)], [choice('a'), question(after)])['b']).toBe(verdict);
	});

	it('follows the question that decides it: where that breaks, so does the base, to the end of the chain', () => {
		const chain = (a: Fields) => [a, follow(is(1)), choice('c', 3, { askIf: { question: 'b', is: 1 } }), choice('d')];
		expect(compared(chain(choice('a')), chain(choice('a', 3, { text: { en: 'New', gd: 'Ceist a' } })))).toEqual({
			a: 'break wording',
			b: 'break base',
			c: 'break base',
			d: 'identical',
		});
	});

	it('and where that was declared equivalent, the base is, for its reason', () => {
		const reworded = choice('a', 3, { text: { en: 'New', gd: 'Ceist a' } });
		const verdicts = compareVersions(
			version(1, [choice('a'), follow(is(1))]),
			version(2, [reworded, follow(is(1))], { equivalences: [declare('a', 1, 'wording')] }),
		);
		expect(inShort(verdicts)).toEqual({ a: 'equivalent wording', b: 'equivalent base' });
		expect(verdicts[1]).toMatchObject({ reason: 'Declared on a since 1.' });
	});
});

describe('what stands around a question', () => {
	const page = (words: string) => asks({ id: 'page', kind: 'information', body: both(words) });

	it('a page before it in its section defines what it asks', () => {
		const before = [choice('a'), page('A fake is a copy.'), choice('b')];
		const after = [choice('a'), page('A fake is a copy sold as the real thing.'), choice('b')];
		expect(compared(before, after)).toEqual({ a: 'identical', b: 'break wording language' });
	});

	it('the words of a piped answer are its words', () => {
		const piping = choice('b', 3, { text: both('Why {a}?') });
		const relabelled = choice('a', 3, { options: options('x', 'y', 'z') });
		expect(compared([choice('a'), piping], [relabelled, piping])['b']).toBe('break wording language');
	});
});

describe('languages', () => {
	const languages = (...codes: [string, string][]) => ({
		languages: codes.map(([code, status]) => ({ code, status })),
	});
	const english = { text: { en: 'Q' } };
	const gaelic = { text: { en: 'Q', gd: 'C' } };
	const compare = (before: Fields, after: Fields, were: Fields, are: Fields) =>
		inShort(compareVersions(version(1, [choice('q', 2, before)], were), version(2, [choice('q', 2, after)], are)))['q'];

	it('a draft is nothing, since no respondent meets it', () => {
		const draft = languages(['en', 'complete'], ['gd', 'draft']);
		expect(compare(gaelic, { text: { en: 'Q', gd: 'D' } }, draft, draft)).toBe('identical');
		expect(compare(english, gaelic, languages(['en', 'complete']), draft)).toBe('identical');
	});
	it('a language more is a difference of language, and only of that', () => {
		expect(
			compare(english, gaelic, languages(['en', 'complete']), languages(['en', 'complete'], ['gd', 'complete'])),
		).toBe('break language');
	});
	it('which language is listed first is nothing', () => {
		expect(
			compare(
				gaelic,
				gaelic,
				languages(['en', 'complete'], ['gd', 'complete']),
				languages(['gd', 'complete'], ['en', 'complete']),
			),
		).toBe('identical');
	});
});

describe('declarations of equivalence', () => {
	const text = { text: { en: 'New', gd: 'Ceist q' } };
	const kind = (...equivalences: Fields[]) => compared([choice('q')], [choice('q', 4, text)], { equivalences })['q'];
	it.each<[string, Fields[], string]>([
		['cover what they name', [declare('q', 1, 'wording', 'options')], 'equivalent wording options'],
		['may be two', [declare('q', 1, 'wording'), declare('q', 1, 'options')], 'equivalent wording options'],
		['must cover every difference', [declare('q', 1, 'wording')], 'break wording options'],
		['are about one variable', [declare('other', 1, 'wording', 'options')], 'break wording options'],
		['do not reach before their version', [declare('q', 2, 'wording', 'options')], 'break wording options'],
	])('%s', (_what, equivalences, verdict) => {
		expect(kind(...equivalences)).toBe(verdict);
	});

	it('do nothing where nothing differs', () => {
		expect(compared([choice('q')], [choice('q')], { equivalences: [declare('q', 1, 'wording')] })).toEqual({
			q: 'identical',
		});
	});

	it('cover a mode only when they say so', () => {
		const modes = { older: ['telephone'], newer: ['web'] };
		const to = (...equivalences: Fields[]) =>
			inShort(compareVersions(version(1, [choice('q')]), version(2, [choice('q')], { equivalences }), { modes }))['q'];
		expect(to()).toBe('break mode');
		expect(to(declare('q', 1, 'wording'))).toBe('break mode');
		expect(to(declare('q', 1, 'mode'))).toBe('equivalent mode');
	});
});

describe('the ledger', () => {
	const asked = (number: number, words: string, ...equivalences: Fields[]): Instrument =>
		version(number, [choice('q', 3, { text: { en: words, gd: 'Ceist q' } })], { equivalences });
	const between = (versions: Instrument[], older: number, newer: number) => {
		const [verdict] = ledger(versions).between(older, newer) ?? [];
		return verdict === undefined
			? undefined
			: [verdict.kind, verdict.kind === 'equivalent' ? verdict.reason : ''].join(' ').trim();
	};

	it('composes steps', () => {
		const versions = [
			asked(1, 'A'),
			asked(2, 'B', declare('q', 1, 'wording')),
			asked(3, 'B'),
			asked(4, 'C', declare('q', 3, 'wording')),
		];
		expect(between(versions, 1, 3)).toBe('equivalent Declared on q since 1.');
		expect(between(versions, 1, 4)).toBe('equivalent Declared on q since 1. Declared on q since 3.');
		expect(between(versions, 3, 4)).toBe('equivalent Declared on q since 3.');
		expect(between(versions.slice(0, 1), 1, 1)).toBe('identical');
	});

	it('finds what a later version restored, over a version that broke', () => {
		const versions = [asked(1, 'A'), asked(2, 'B'), asked(3, 'A'), asked(4, 'C', declare('q', 3, 'wording'))];
		expect(between(versions, 1, 3)).toBe('identical');
		expect(between(versions, 2, 3)).toBe('break');
		expect(between(versions, 1, 4)).toBe('equivalent Declared on q since 3.');
	});

	it('does not let a declaration vouch for a version that broke from the one it names', () => {
		const versions = [asked(1, 'A'), asked(2, 'B'), asked(3, 'A or so', declare('q', 1, 'wording'))];
		expect(between(versions, 1, 3)).toBe('equivalent Declared on q since 1.');
		expect(between(versions, 2, 3)).toBe('break');
	});

	it('never changes a verdict because a later version is published', () => {
		const early = [asked(1, 'A'), asked(2, 'B')];
		const late = [...early, asked(3, 'B', declare('q', 1, 'wording'), declare('q', 2, 'wording'))];
		expect(between(late, 1, 2)).toBe(between(early, 1, 2));
	});

	it('does not chain through a version that dropped the question', () => {
		const versions = [asked(1, 'A'), version(2, [choice('other')]), asked(3, 'A')];
		expect(between(versions, 1, 3)).toBe('identical');
		expect(inShort(ledger(versions).between(1, 2))).toEqual({ q: 'only-in-older', other: 'only-in-newer' });
	});

	it('has no verdict on versions it does not hold, nor backwards', () => {
		expect(ledger([asked(1, 'A')]).between(1, 2)).toBeUndefined();
		expect(ledger([asked(1, 'A'), asked(2, 'A')]).between(2, 1)).toBeUndefined();
	});
});

it('records the mode in a fingerprint, the same for the same set', () => {
	const of = (modes: string[]) => fingerprint(version(1, [choice('q')]), { modes }).get('q')?.parts.mode;
	expect(of(['web', 'telephone'])).toEqual(of(['telephone', 'web', 'web']));
	expect(of(['web'])).not.toEqual(of(['telephone']));
});
