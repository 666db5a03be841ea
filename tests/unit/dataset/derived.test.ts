import { describe, expect, it } from 'vitest';
import type { DerivedVariable } from '../../../src/lib/core/dataset/index.ts';
import {
	Definition,
	derivedVariable,
	problemsWith,
	rootsOf,
	sentenceOf,
	withDerived,
} from '../../../src/lib/core/dataset/index.ts';
import { columnsOf, tableOf, variableNamed } from './tables.ts';

const text = (en: string) => ({ en });

/** Each kind on columns q, r (codes 1–3), many_1 and many_2 (0/1), and the number n. */
const concern: Definition = {
	kind: 'recode',
	label: text('Concern in two'),
	source: 'q',
	groups: [
		{ code: 1, label: text('Concerned'), from: [1, 2] },
		{ code: 0, label: text('Not concerned'), from: [3, -8] },
	],
};
const bought: Definition = {
	...{ kind: 'net', label: text('Bought any'), sources: ['many_1', 'many_2'], codes: [1] },
	...{ yes: text('Bought'), no: text('Did not buy') },
};
const ages: Definition = {
	kind: 'band',
	label: text('Age'),
	source: 'n',
	bands: [
		{ code: 1, label: text('Young'), from: 16 },
		{ code: 2, label: text('Middle'), from: 30 },
		{ code: 3, label: text('Old'), from: 60.5 },
	],
};
const attitude: Definition = {
	kind: 'index',
	label: text('Attitude'),
	items: [
		{ variable: 'q', lowest: 1, highest: 3, isReversed: false },
		{ variable: 'r', lowest: 1, highest: 3, isReversed: true },
	],
	minimum: 1,
};
const knowing: Definition = {
	kind: 'knowledge',
	label: text('Knowledge'),
	items: [
		{ variable: 'q', right: [1] },
		{ variable: 'r', right: [2, 3] },
	],
};

function derived(name: string, definition: Definition): DerivedVariable {
	return { name, version: 1, definition };
}

const table = tableOf(
	{
		q: [1, 2, 3, -8, -9, -1],
		r: [3, 1, -9, 2, -9, -1],
		many_1: [0, 1, -8, 0, -9, -1],
		many_2: [0, 0, 0, 1, -9, -1],
	},
	{ n: [15.9, 16, 30, 60, 60.5, null] },
);

describe('a derived column', () => {
	it.each([
		['recode', concern, [1, 1, 0, 0, -9, -1]],
		// many_1’s don’t know is in the base of a share, and so it is in that of a net.
		['net', bought, [0, 1, 0, 1, -9, -1]],
		['band', ages, [-1, 1, 2, 2, 3, -9]],
		// q on 0–1 is 0, .5, 1; r turned round is 0, 1, -, .5.
		['index', attitude, [0, 0.75, 1, 0.5, -9, -1]],
		// q right, –, –, don’t know is not; r right, not, left out, right.
		['knowledge', knowing, [1, 0, 0, 0.5, -9, -1]],
	] as const)(
		'of a %s has each answer where its definition puts it, and the reason where there is none',
		(_, definition, made) => {
			const all = columnsOf(withDerived(table, [derived('made', definition)]));
			expect(all.made).toEqual(made);
		},
	);

	it('leaves the columns that it is made of as they are', () => {
		const before = columnsOf(table);
		const { made: _, ...after } = columnsOf(withDerived(table, [derived('made', concern)]));
		expect(after).toEqual(before);
	});

	it('may be made of others, in whatever order they are listed', () => {
		const half: Definition = {
			...ages,
			source: 'attitude',
			bands: [
				{ code: 1, label: text('Low'), from: null },
				{ code: 2, label: text('High'), from: 0.5 },
			],
		};
		const all = withDerived(table, [derived('half', half), derived('attitude', attitude)]);
		expect(columnsOf(all).half).toEqual([1, 2, 2, 2, -9, -1]);
	});

	it('was not asked in a wave that lacks one of its sources', () => {
		const { q: _, ...others } = { q: [1], r: [1], many_1: [1], many_2: [0] };
		const all = withDerived(tableOf(others), [
			derived('made', attitude),
			derived('concern', concern),
			derived('bought', bought),
		]);
		expect([...all.columns.keys()]).toEqual(['r', 'many_1', 'many_2', 'bought']);
	});

	it('never takes the place of a question that a later version asks under its name', () => {
		expect(columnsOf(withDerived(table, [derived('r', concern)])).r).toEqual(columnsOf(table).r);
	});

	it('made of itself is not made', () => {
		const circle = [derived('a', { ...concern, source: 'b' }), derived('b', { ...concern, source: 'a' })];
		expect([...withDerived(table, circle).columns.keys()]).toEqual([...table.columns.keys()]);
	});

	it('keeps codes above 127, of its source and its own', () => {
		const wide: Definition = { ...concern, groups: [{ code: 900, label: text('Far'), from: [300] }] };
		expect(columnsOf(withDerived(tableOf({ q: [300, 1] }), [derived('made', wide)])).made).toEqual([900, -1]);
	});
});

describe('the codebook entry of a derived column', () => {
	const find = (name: string) => table.columns.get(name)?.variable;

	it('has its own labels, and the base and question of its source', () => {
		expect(derivedVariable('concern', concern, find)).toMatchObject({
			...{ name: 'concern', type: 'code', question: 'q', base: text('All') },
			values: [
				{ code: 1, label: text('Concerned') },
				{ code: 0, label: text('Not concerned') },
			],
			// Don’t know has a code of its own now.
			missingInBase: [],
		});
		expect(derivedVariable('age', ages, find)?.missingInBase).toEqual(['dont-know']);
		expect(derivedVariable('attitude', attitude, find)?.type).toBe('number');
	});

	it('is as sensitive as the most sensitive of its sources', () => {
		const sensitive = (name: string) => {
			const variable = find(name);
			return (
				variable && {
					...variable,
					sensitivity: name === 'r' ? ('self-incriminating-or-health' as const) : ('attitude' as const),
				}
			);
		};
		expect(derivedVariable('attitude', attitude, sensitive)?.sensitivity).toBe('self-incriminating-or-health');
	});
});

describe('a definition', () => {
	it.each([
		['a code in two groups', { ...concern, groups: [...concern.groups, { code: 5, label: text('x'), from: [1] }] }],
		['two groups of one code', { ...concern, groups: [...concern.groups, { code: 1, label: text('x'), from: [9] }] }],
		['a missing reason that is no answer', { ...concern, groups: [{ code: 1, label: text('x'), from: [-7] }] }],
		['a missing reason as result', { ...concern, groups: [{ code: -1, label: text('x'), from: [1] }] }],
		['bands out of order', { ...ages, bands: ages.bands.toReversed() }],
		['a second band without an end', { ...ages, bands: [ages.bands[0], { code: 9, label: text('x'), from: null }] }],
		['a minimum above its items', { ...attitude, minimum: 3 }],
		['one item twice', { ...attitude, items: [attitude.items[0], attitude.items[0]] }],
		['a scale without length', { ...attitude, items: [{ ...attitude.items[0], highest: 1 }, attitude.items[1]] }],
		['code', { ...concern, expression: 'q > 2' }],
	])('does not hold %s', (_, definition) => expect(Definition.safeParse(definition).success).toBe(false));

	const all = { concern, bought, ages, attitude, knowing };
	it.each(Object.entries(all))('of %s is one', (_, definition) =>
		expect(Definition.parse(definition)).toEqual(definition),
	);

	it.each([
		[
			'concern',
			'1 and 2 of [q] become Concerned; 3 and don’t know become Not concerned. Other answers have no place in it.',
		],
		['bought', 'Bought: 1 of any of [many_1] or [many_2]. Did not buy: everybody else in the base.'],
		[
			'ages',
			'Of [n], 16 to less than 30 becomes Young; 30 to less than 60.5 becomes Middle; 60.5 or more becomes Old. Less than 16 has no place in it.',
		],
		[
			'attitude',
			'The mean of [q] (1 to 3) and [r] (3 to 1), each brought to 0 to 1, of everybody who answered at least 1 of the 2.',
		],
		[
			'knowing',
			'The share of right answers among those given. Right are 1 of [q] and 2 or 3 of [r]. Don’t know is not right; prefer not to say is left out.',
		],
	] as const)('of %s says what it does', (name, words) =>
		expect(sentenceOf(all[name], { language: 'en', nameOf: (column) => `[${column}]` })).toBe(words),
	);
});

describe('what stands against a definition', () => {
	const asked = new Map([...table.columns].map(([name, { variable }]) => [name, variable]));
	const others = [
		derived('concern', concern),
		derived('next', { ...concern, source: 'concern', groups: [{ code: 1, label: text('x'), from: [1] }] }),
	];
	const described = new Map([
		['concern', derivedVariable('concern', concern, (name) => asked.get(name)) ?? variableNamed('none', 'code')],
	]);
	const problems = (name: string, definition: Definition, isNew = true) =>
		problemsWith({ name, definition }, { asked, described, derived: others, isNew });

	it.each([
		['nothing, where all is well', problems('fresh', concern), []],
		['nothing, for a new version of itself', problems('concern', concern, false), []],
		['its name, where a question has it', problems('q', bought), [{ kind: 'name-of-a-question' }]],
		['its name, where another has it', problems('concern', bought), [{ kind: 'name-taken' }]],
		[
			'a source that is none',
			problems('fresh', { ...concern, source: 'zz' }),
			[{ kind: 'unknown-source', source: 'zz' }],
		],
		[
			'numbers where codes are wanted',
			problems('fresh', { ...concern, source: 'n' }),
			[{ kind: 'unreadable-source', source: 'n' }],
		],
		[
			'a code that its source does not have',
			problems('fresh', { ...concern, groups: [{ code: 1, label: text('x'), from: [7, -9] }] }),
			[{ kind: 'unknown-code', source: 'q', code: 7 }],
		],
		['itself', problems('fresh', { ...concern, source: 'fresh' }), [{ kind: 'cycle', through: [] }]],
		[
			'itself, by way of others',
			problems('concern', { ...concern, source: 'next' }, false),
			[{ kind: 'cycle', through: ['next'] }],
		],
	])('is %s', (_, found, expected) => expect(found).toEqual(expected));
});

describe('what a derived variable is made of in the end', () => {
	it('are questions', () => {
		const all = [
			derived('concern', concern),
			derived('both', { ...attitude, items: [{ ...attitude.items[0]!, variable: 'concern' }, attitude.items[1]!] }),
		];
		expect(rootsOf('both', all)).toEqual(['q', 'r']);
		expect(rootsOf('q', all)).toEqual(['q']);
	});
});
