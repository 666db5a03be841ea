import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyEdits, bankOf, isObject, Json, takeFromBank, valueAt } from '#core/authoring/index.ts';
import type { BankEntry, TakenQuestion } from '#core/authoring/index.ts';
import { askedAlone, Instrument, parseInstrument, parseStandardItems } from '#core/instrument/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

const file: unknown = JSON.parse(
	readFileSync(new URL('../../../surveys/standard-items.json', import.meta.url), 'utf8'),
);
const parsed = parseStandardItems(file);
const items = parsed.kind === 'items' ? parsed.items : [];

const goods = tiny('goods', [
	choice('bought'),
	choice('why', 3, { askIf: { question: 'bought', in: [1, 2] } }),
	asks({
		id: 'rows',
		kind: 'grid',
		items: [1, 2].map((at) => ({ id: `r${at}`, label: { en: `${at}`, gd: `${at}` } })),
		options: [1, 2].map((code) => ({ code, label: { en: `${code}`, gd: `${code}` } })),
	}),
	choice('after_row', 3, {
		askIf: {
			all: [
				{ question: 'rows', item: 'r2', is: 1 },
				{ question: 'bought', is: 1 },
			],
		},
	}),
	choice('named', 3, { text: { en: 'And {bought}?', gd: 'Agus {bought}?' } }),
	choice('half', 3, { askIf: { experiment: 'wording', arm: 'old' } }),
]);
const bank = bankOf(items, [{ instrument: goods, waves: [] }]);
const entry = (id: string): BankEntry => {
	const found = bank.find(id);
	if (found === undefined) throw new Error(`no ${id}`);
	return found;
};
const ofGoods = { instrument: goods, idOf: (question: string) => `goods/${question}` };
const ofStandard = {
	instrument: askedAlone(
		items.map(({ question }) => question),
		'en',
	),
	idOf: (name: string) => items.find(({ question }) => question.id === name)?.id,
};

const draft = (questions: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) =>
	Json.parse(JSON.parse(JSON.stringify(tiny('mine', questions, more))));
const list = 'sections/#only/questions';

function taken(
	document: Json,
	id: string,
	after?: string | null,
	versions: readonly Instrument[] = [],
): TakenQuestion & { readonly document: Json; readonly question: Json } {
	const origin = id.startsWith('standard/') ? ofStandard : ofGoods;
	const one = takeFromBank(document, { entry: entry(id), origin, where: { list, after }, fielded: { versions } });
	const applied = applyEdits(document, one.edits);
	if (applied.kind !== 'applied') throw new Error(applied.kind);
	return { ...one, document: applied.document, question: valueAt(applied.document, `questions/#${one.id}`) ?? null };
}
const kinds = ({ notes }: TakenQuestion) => notes.map(({ kind }) => kind);

describe('a question that is taken into a draft', () => {
	it('keeps its id, words and codes, says where it is from, and stands where it was put', () => {
		const one = taken(draft([choice('a'), choice('b')]), 'goods/bought', '#a');
		expect(one).toMatchObject({
			id: 'bought',
			notes: [],
			question: { item: 'goods/bought', options: [{ code: 1 }, { code: 2 }, { code: 3 }] },
		});
		const section = valueAt(one.document, list);
		expect(Array.isArray(section) && section.map((member) => isObject(member) && member['id'])).toEqual([
			'a',
			'bought',
			'b',
		]);
		expect(parseInstrument(one.document).kind).toBe('instrument');
	});

	it('is taken out again by undo', () => {
		const before = draft([choice('a')]);
		const applied = applyEdits(
			before,
			takeFromBank(before, {
				entry: entry('goods/bought'),
				origin: ofGoods,
				where: { list },
				fielded: { versions: [] },
			}).edits,
		);
		expect(applied.kind === 'applied' && applyEdits(applied.document, applied.undo)).toMatchObject({
			document: before,
		});
	});

	it('gets another id where the draft has that one, or a column of that name', () => {
		const one = taken(draft([choice('bought')]), 'goods/bought');
		expect(one).toMatchObject({ id: 'bought2', notes: [{ kind: 'other-id', had: 'bought', id: 'bought2' }] });
		expect(taken(one.document, 'goods/bought').id).toBe('bought3');
		expect(taken(draft([choice('rows_r1')]), 'goods/rows').id).toBe('rows2');
	});

	it('gets another id where a version of the survey asked another question by that id, and its own where it was this one', () => {
		const other = tiny('mine', [choice('bought', 5)]);
		expect(taken(draft([choice('a')]), 'goods/bought', null, [other]).id).toBe('bought2');
		expect(taken(draft([choice('a')]), 'goods/bought', null, [goods]).id).toBe('bought');
		const reworded = tiny('mine', [choice('bought', 5, { item: 'goods/bought' })]);
		expect(taken(draft([choice('a')]), 'goods/bought', null, [reworded]).id).toBe('bought');
		expect(taken(draft([choice('age')]), 'standard/age-band', null, [tiny('mine', [choice('age_band')])]).id).toBe(
			'age_band2',
		);
	});

	it('needs no note of where it is from where it comes back into its own survey', () => {
		const own = Json.parse(JSON.parse(JSON.stringify(tiny('goods', [choice('a')]))));
		expect(taken(own, 'goods/bought').question).not.toHaveProperty('item');
		expect(taken(taken(own, 'goods/bought').document, 'goods/bought').question).toHaveProperty('item', 'goods/bought');
	});
});

describe('its languages', () => {
	it('are those of the draft: others stay behind, and missing ones are to be translated', () => {
		const english = draft([choice('a')], { languages: [{ code: 'en', status: 'complete' }] });
		const one = taken(english, 'goods/bought');
		expect(one.notes).toEqual([{ kind: 'languages-left', languages: ['gd'] }]);
		expect(JSON.stringify(one.question)).not.toContain('"gd"');
		const both = taken(draft([choice('a')]), 'standard/age-band');
		expect(both.notes).toEqual([{ kind: 'to-translate', languages: ['gd'] }]);
		expect(valueAt(both.document, 'questions/#age_band/text')).toEqual({ en: 'How old are you?' });
	});

	it('are all kept where the draft has none of them, so that there are words to start from', () => {
		const polish = draft([choice('a')], { languages: [{ code: 'pl', status: 'complete' }] });
		const one = taken(polish, 'standard/sex');
		expect(one.notes).toEqual([{ kind: 'to-translate', languages: ['pl'] }]);
		expect(valueAt(one.document, 'questions/#sex/text/en')).toBe('What is your sex?');
	});
});

describe('its routing', () => {
	it('comes along where the draft asks the same before, under whatever name', () => {
		const same = taken(
			draft([choice('bought', 3, { text: { en: 'Question bought', gd: 'Ceist bought' } })]),
			'goods/why',
		);
		expect(same.notes).toEqual([]);
		expect(same.question).toHaveProperty('askIf', { question: 'bought', in: [1, 2] });
		const renamed = taken(draft([choice('purchase', 3, { item: 'goods/bought' })]), 'goods/why');
		expect(renamed.question).toHaveProperty('askIf', { question: 'purchase', in: [1, 2] });
	});

	it('stays behind whole, with what it said, where anything that it looks at is not asked before', () => {
		const one = taken(draft([choice('a')]), 'goods/why');
		expect(one.question).not.toHaveProperty('askIf');
		expect(one.notes).toEqual([
			{
				kind: 'routing-left',
				was: 'Asked of people who answered ‘Option 1’ or ‘Option 2’ to “Question bought”.',
				missing: ['bought'],
			},
		]);
		expect(parseInstrument(one.document).kind).toBe('instrument');
		const rows = draft([choice('rows'), choice('bought')]);
		expect(taken(rows, 'goods/after_row').notes).toMatchObject([{ kind: 'routing-left', missing: ['rows'] }]);
	});

	it('does not look at a question that only comes later, or at another one that happens to be called the same', () => {
		expect(kinds(taken(draft([choice('a'), choice('bought')]), 'goods/why', '#a'))).toEqual(['routing-left']);
		const other = choice('bought', 3, { text: { en: 'Something else', gd: 'Rud eile' } });
		expect(kinds(taken(draft([other]), 'goods/why'))).toEqual(['routing-left']);
	});

	it('does not speak of an answer that the draft’s question has no more', () => {
		expect(
			kinds(
				taken(
					draft([
						choice('purchase', 1 + 1, {
							item: 'goods/bought',
							options: [
								{ code: 1, label: { en: 'Yes', gd: 'Tha' } },
								{ code: 9, label: { en: 'No', gd: 'Chan eil' } },
							],
						}),
					]),
					'goods/why',
				),
			),
		).toEqual(['routing-left']);
	});

	it('takes a random group along only where the draft draws the same', () => {
		const experiments = [{ id: 'wording', label: 'Wording', arms: ['old', 'new'] }];
		expect(taken(draft([choice('a')], { experiments }), 'goods/half').question).toHaveProperty('askIf');
		expect(taken(draft([choice('a')]), 'goods/half').notes).toMatchObject([{ missing: ['wording'] }]);
	});

	it('holds between standard items, which ask the second question of those who said yes to the first', () => {
		const first = taken(draft([choice('a')]), 'standard/health-condition');
		const second = taken(first.document, 'standard/condition-limits');
		expect(second.question).toHaveProperty('askIf', { question: 'health_condition', is: 1 });
		expect(kinds(taken(draft([choice('a')]), 'standard/condition-limits'))).toContain('routing-left');
	});
});

it('takes the words of an earlier answer in under that question’s name in the draft, or says that it cannot', () => {
	const renamed = taken(draft([choice('purchase', 3, { item: 'goods/bought' })]), 'goods/named');
	expect(valueAt(renamed.document, 'questions/#named/text/en')).toBe('And {purchase}?');
	expect(taken(draft([choice('a')]), 'goods/named').notes).toEqual([{ kind: 'piping-left', missing: ['bought'] }]);
});

it.each(items.map(({ id }) => id))('%s makes a whole instrument of a draft', (id) => {
	expect(Instrument.safeParse(taken(draft([choice('a')]), id).document).success).toBe(true);
});
