import { describe, expect, it } from 'vitest';
import type { Definition, SurveyColumn } from '../../../src/lib/core/dataset/index.ts';
import type { Asked } from '../../../src/routes/(staff)/analyse/[survey]/variables/define/asked.ts';
import { askedOf } from '../../../src/routes/(staff)/analyse/[survey]/variables/define/asked.ts';
import { enteredDefinition } from '../../../src/routes/(staff)/analyse/[survey]/variables/define/entered.ts';
import { typedOf } from '../../../src/routes/(staff)/analyse/[survey]/variables/define/typed.ts';

function column(name: string, more: Partial<SurveyColumn> = {}): SurveyColumn {
	const values = [1, 2, 3].map((code) => ({ code, label: `Answer ${code}` }));
	return { name, label: `Words of ${name}`, question: name, type: 'code', values, isDerived: false, ...more };
}

const yesOrNo = [0, 1].map((code) => ({ code, label: ['Not chosen', 'Chosen'][code] ?? '' }));
const columns = [
	column('q'),
	column('r'),
	column('many_1', { question: 'many', values: yesOrNo }),
	column('many_2', { question: 'many', values: yesOrNo }),
	column('n', { type: 'number', values: [] }),
];
const text = (en: string) => ({ en });

const definitions: Record<string, Definition> = {
	recode: {
		...{ kind: 'recode', label: text('Two'), source: 'q' },
		groups: [
			{ code: 7, label: text('High'), from: [1, 2] },
			{ code: 3, label: text('Low'), from: [3, -9] },
		],
	},
	net: {
		...{ kind: 'net', label: text('Any'), sources: ['many_2'], codes: [1, -8], yes: text('Yes'), no: text('No') },
	},
	band: {
		...{ kind: 'band', label: text('Age'), source: 'n' },
		bands: [
			{ code: 2, label: text('Young'), from: null },
			{ code: 1, label: text('Old'), from: 60.5 },
		],
	},
	index: {
		...{ kind: 'index', label: text('Index'), minimum: 2 },
		items: [
			{ variable: 'q', lowest: 1, highest: 3, isReversed: true },
			{ variable: 'n', lowest: -1, highest: 10, isReversed: false },
		],
	},
	knowledge: {
		...{ kind: 'knowledge', label: text('Knows') },
		items: [
			{ variable: 'q', right: [1, 3] },
			{ variable: 'r', right: [2] },
		],
	},
};

function asked(query: string, definition?: Definition): Asked {
	const entry = definition && {
		...{ name: 'made', version: 4, definition, createdBy: 'Ann', createdOn: '2026-03-02' },
	};
	const inUse = entry ? [{ ...entry, retiredOn: null, label: 'Made', sentence: '', isMade: true }] : [];
	const found = askedOf(new URLSearchParams(query), { columns, inUse });
	if (found === undefined) throw new Error('nothing was asked');
	return found;
}

describe('the form of a definition', () => {
	it.each(Object.entries(definitions))('of a %s that is only opened and sent again is the same', (_, definition) => {
		const opened = asked('name=made', definition);
		expect(enteredDefinition(typedOf(opened), opened, new Set())).toEqual({
			...{ kind: 'entered', name: 'made', basedOn: 4, definition },
		});
	});

	it('gives the answers with the same words one code, in their order, and new words the next', () => {
		const fresh = asked('kind=recode&source=q');
		const typed = { label: ' Two groups! ', 'to.1': 'B', 'to.3': 'A', 'to.2': ' B ' };
		const entered = enteredDefinition(typed, fresh, new Set(['two_groups', 'two_groups_2']));
		expect(entered).toMatchObject({ kind: 'entered', name: 'two_groups_3', basedOn: 0 });
		expect(entered.kind === 'entered' && entered.definition).toMatchObject({
			groups: [
				{ code: 1, label: text('B'), from: [1, 2] },
				{ code: 2, label: text('A'), from: [3] },
			],
		});
		const changed = asked('name=made', definitions.recode);
		const later = enteredDefinition({ label: 'Two', 'to.1': 'New', 'to.3': 'Low' }, changed, new Set());
		expect(later.kind === 'entered' && later.definition).toMatchObject({
			groups: [
				{ code: 8, label: text('New'), from: [1] },
				{ code: 3, label: text('Low'), from: [3] },
			],
		});
	});

	it.each([
		['kind=recode&source=q', {}, ['label', 'to.1']],
		['kind=recode&source=q', { label: '123', 'to.1': 'x' }, ['name']],
		['kind=recode&source=q', { label: 'x', name: 'Not a name', 'to.1': 'x' }, ['name']],
		['kind=net&of=many', { label: 'x' }, ['column.many_1', 'code.0', 'yes', 'no']],
		['kind=band&source=n', { label: 'x' }, ['band.1']],
		['kind=band&source=n', { label: 'x', 'band.1': 'a', 'band.2': 'b' }, ['from.2']],
		['kind=band&source=n', { label: 'x', 'band.1': 'a', 'from.1': '5', 'band.2': 'b', 'from.2': '5' }, ['from.2']],
		['kind=band&source=n', { label: 'x', 'from.1': 'five', 'band.1': 'a' }, ['from.1']],
		['kind=band&source=n', { label: 'x', 'from.3': '5' }, ['band.3']],
		['kind=band&source=n', { label: 'x', 'band.1': 'a', 'band.2': 'a', 'from.2': '1' }, ['band.2']],
		['kind=index&source=q', { label: 'x', 'low.q': '1', 'high.q': '3', minimum: '1' }, ['label']],
		['kind=index&source=q&source=r', { label: 'x', 'low.q': '3', 'high.q': '3' }, ['high.q', 'low.r', 'minimum']],
		['kind=knowledge&source=q&source=r', { label: 'x', 'right.q.1': 'on' }, ['right.r.1']],
	])('%s with %o is refused at %o', (query, typed, controls) => {
		const entered = enteredDefinition(typed, asked(query), new Set());
		expect(entered.kind === 'problems' && entered.problems.map(({ control }) => control)).toEqual(controls);
	});
});

describe('what is asked for', () => {
	const at = (query: string) => askedOf(new URLSearchParams(query), { columns, inUse: [] });

	it('is nothing yet until columns are chosen', () =>
		expect(at('kind=net')).toEqual({ kind: 'net', sources: [], changes: null }));

	it('is all columns of a question', () =>
		expect(at('kind=net&of=many')?.sources.map(({ name }) => name)).toEqual(['many_1', 'many_2']));

	it.each([
		'',
		'kind=code',
		'kind=recode&source=n',
		'kind=recode&source=none',
		'kind=recode&source=q&source=r',
		'kind=net&of=n',
		'name=none',
	])('is not there: %o', (query) => expect(at(query)).toBeUndefined());
});
