import { describe, expect, it } from 'vitest';
import {
	applyEdits,
	bridgePrecision,
	checkDraft,
	costOf,
	endingBridge,
	planningBridge,
} from '#core/authoring/index.ts';
import type { Edit, Fielded, Json } from '#core/authoring/index.ts';
import { Instrument, lint } from '#core/instrument/index.ts';
import { choice, tiny } from '../../scenario/instruments/tiny.ts';

type Fields = Record<string, unknown>;
const both = (en: string) => ({ en, gd: en });
const measures = [
	{
		id: 'harm',
		label: both('Harm'),
		base: both('All'),
		objective: null,
		statistic: 'share',
		variables: ['harm'],
		codes: [1],
	},
];
const asking = (version: number, questions: Fields[], more: Fields = {}) =>
	tiny('bridged', questions, { version, measures, ...more });
const old = choice('harm', 3, { text: both('Does it harm?') });
const why = (askIf: Fields) => choice('why', 3, { askIf });
const first = asking(1, [choice('age'), old, why({ question: 'harm', is: 1 })]);
const fielded: Fielded = {
	versions: [first],
	waves: ['Spring', 'Autumn'].map((label) => ({
		label,
		version: 1,
		modes: ['web'],
		sampleType: 'probability',
		completed: 1000,
	})),
};
const json = (instrument: object): Json => JSON.parse(JSON.stringify(instrument));
const applied = (document: Json, edits: readonly Edit[]) => {
	const edited = applyEdits(document, edits);
	if (edited.kind !== 'applied') throw new Error(edited.kind);
	return edited;
};
/** The second version with harm reworded, before any bridge. */
const draft = (more: Edit[] = [], from: Instrument = first): Json =>
	applied(json(from), [
		{ kind: 'set', place: 'version', value: from.version + 1 },
		{ kind: 'set', place: 'questions/#harm/text', value: both('Does buying it harm?') },
		...more,
	]).document;
const plan = (document: Json, of = fielded, version = 1) => planningBridge(document, of, { version, question: 'harm' });
const planned = (document: Json, of = fielded, version = 1) => {
	const found = plan(document, of, version);
	if (found.kind !== 'plan') throw new Error(found.because);
	return applied(document, found.edits);
};
const costs = (document: Json, of = fielded) =>
	Object.fromEntries(
		(costOf(Instrument.parse(document), of)?.questions ?? []).map(({ question, kind }) => [question, kind]),
	);

describe('planning a bridge', () => {
	const after = planned(draft());
	const instrument = Instrument.parse(after.document);
	const question = (id: string) => instrument.sections[0]?.questions.find((one) => one.id === id);

	it('asks the earlier wording, word for word, of one half, before the new one of the other', () => {
		expect(instrument.sections[0]?.questions.map(({ id }) => id)).toEqual(['age', 'harm_before', 'harm', 'why']);
		expect(question('harm_before')).toEqual({
			...first.sections[0]?.questions[1],
			...{ id: 'harm_before', askIf: { experiment: 'harm_bridge', arm: 'earlier' } },
		});
		expect(question('harm')?.askIf).toEqual({ experiment: 'harm_bridge', arm: 'later' });
		expect(instrument.bridges).toEqual([
			{ experiment: 'harm_bridge', question: 'harm', before: 'harm_before', since: 1 },
		]);
		expect(instrument.experiments.map(({ id, arms }) => [id, arms])).toEqual([['harm_bridge', ['earlier', 'later']]]);
	});

	it('leaves nothing to mend, and a trend', () => {
		expect(lint(instrument, first).filter(({ severity }) => severity !== 'advice')).toEqual([]);
		expect(costs(draft())).toMatchObject({ harm: 'break', why: 'break' });
		expect(costs(after.document)).toMatchObject({ harm: 'bridged', harm_before: 'kept' });
		expect(costOf(instrument, fielded)?.measures).toEqual([]);
		expect(checkDraft(after.document, fielded).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
	});

	it('makes rules that look at the question hold for either half', () => {
		expect(question('why')?.askIf).toEqual({
			any: [
				{ question: 'harm', is: 1 },
				{ question: 'harm_before', is: 1 },
			],
		});
	});

	it('is taken back by its undo, to the last field', () => {
		expect(applied(after.document, after.undo).document).toEqual(draft());
	});

	it('ends as it began', () => {
		const ended = Instrument.parse(applied(after.document, endingBridge(after.document, 'harm')).document);
		expect(ended).toEqual(Instrument.parse(draft()));
		const byEarlier = applied(after.document, endingBridge(after.document, 'harm_before')).document;
		expect(Instrument.parse(byEarlier)).toEqual(ended);
	});
});

describe('rules that look at a bridged question', () => {
	const rewritten = (askIf: Fields, from: Fields = old) => {
		const version = asking(1, [choice('age'), from, why(askIf)]);
		const of = { ...fielded, versions: [version] };
		const instrument = Instrument.parse(planned(draft([], version), of).document);
		return instrument.sections[0]?.questions.find(({ id }) => id === 'why')?.askIf;
	};
	const is = (question: string, code: number) => ({ question, is: code });

	it.each<[string, Fields, Fields]>([
		[
			'within more conditions',
			{ all: [is('age', 2), { question: 'harm', in: [1, 2] }] },
			{
				all: [
					is('age', 2),
					{
						any: [
							{ question: 'harm', in: [1, 2] },
							{ question: 'harm_before', in: [1, 2] },
						],
					},
				],
			},
		],
		[
			'among alternatives',
			{ any: [is('age', 2), is('harm', 1)] },
			{ any: [is('age', 2), is('harm', 1), is('harm_before', 1)] },
		],
		['below a not', { not: is('harm', 1) }, { any: [{ not: is('harm', 1) }, { not: is('harm_before', 1) }] }],
		['that it is answered', { answered: 'harm' }, { any: [{ answered: 'harm' }, { answered: 'harm_before' }] }],
	])('%s', (_what, askIf, expected) => {
		expect(rewritten(askIf)).toEqual(expected);
	});

	it('are left to the new wording where the earlier had no such code', () => {
		const version = asking(1, [choice('age'), choice('harm', 2, { text: both('Does it harm?') })]);
		const grown: Edit[] = [
			{ kind: 'insert', list: 'questions/#harm/options', value: { code: 3, label: both('Option 3') } },
			{ kind: 'insert', list: 'sections/#only/questions', value: json(why({ question: 'harm', in: [2, 3] })) },
		];
		const { document } = planned(draft(grown, version), { ...fielded, versions: [version] });
		const rule = Instrument.parse(document).sections[0]?.questions.at(-1)?.askIf;
		expect(rule).toEqual({
			any: [
				{ question: 'harm', in: [2, 3] },
				{ question: 'harm_before', in: [2] },
			],
		});
	});

	it('of support and guidance follow too', () => {
		const version = asking(1, [old], {
			support: [
				{ id: 's', name: 'S', text: both('S'), when: is('harm', 1), url: 'https://example.org', checkedOn: null },
			],
		});
		const { document } = planned(draft([], version), { ...fielded, versions: [version] });
		expect(Instrument.parse(document).support[0]?.when).toEqual({ any: [is('harm', 1), is('harm_before', 1)] });
	});
});

describe('a second bridge of a draft', () => {
	const version = asking(1, [
		choice('trust', 3, { text: both('Trust?') }),
		choice('harm', 3, { text: both('Does it harm?'), askIf: { question: 'trust', is: 1 } }),
	]);
	const of = { ...fielded, versions: [version] };
	const reworded = draft([{ kind: 'set', place: 'questions/#trust/text', value: both('Do you trust?') }], version);
	const bridge = (document: Json, question: string) => {
		const found = planningBridge(document, of, { version: 1, question });
		if (found.kind !== 'plan') throw new Error(found.because);
		return applied(document, found.edits).document;
	};

	it.each([
		['trust first', ['trust', 'harm']],
		['harm first', ['harm', 'trust']],
	])('shares the halves of the first, and each half keeps to its own wordings: %s', (_order, order) => {
		const document = order.reduce(bridge, reworded);
		const instrument = Instrument.parse(document);
		expect(instrument.experiments).toHaveLength(1);
		expect(lint(instrument, version).filter(({ severity }) => severity === 'error')).toEqual([]);
		expect(costs(document, of)).toEqual({
			trust: 'bridged',
			trust_before: 'kept',
			harm: 'bridged',
			harm_before: 'kept',
		});
		expect(checkDraft(document, of).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
	});
});

describe('the version after a bridge', () => {
	const second = Instrument.parse(planned(draft()).document);
	const of: Fielded = {
		versions: [first, second],
		waves: [
			...fielded.waves,
			{ label: 'Winter', version: 2, modes: ['web'], sampleType: 'probability', completed: 900 },
		],
	};
	const next = applied(json(second), [{ kind: 'set', place: 'version', value: 3 }]).document;
	const ended = applied(next, endingBridge(next, 'harm')).document;

	it('ends it without loss of the question or its measure', () => {
		const cost = costOf(Instrument.parse(ended), of);
		expect(cost?.measures).toEqual([]);
		expect(costs(ended, of)).toMatchObject({ age: 'identical', harm: 'cosmetic' });
		expect(costs(ended, of)).not.toHaveProperty('harm_before');
	});

	it('loses every wave where it asks the earlier bridge’s question in a third way', () => {
		const third = applied(ended, [
			{ kind: 'set', place: 'questions/#harm/text', value: both('Who is harmed?') },
		]).document;
		expect(costOf(Instrument.parse(third), of)?.measures[0]?.waves).toEqual(['Spring', 'Autumn', 'Winter']);
		const again = planned(third, of, 2).document;
		expect(costOf(Instrument.parse(again), of)?.measures).toEqual([]);
		expect(Instrument.parse(again).bridges[0]).toMatchObject({ before: 'harm_before_2', since: 2 });
	});
});

describe('no bridge is planned', () => {
	it.each<[string, Json, string]>([
		['where nothing of the question changed', json({ ...first, version: 2 }), 'alike'],
		[
			'where other people are asked',
			draft([{ kind: 'set', place: 'questions/#harm/askIf', value: { question: 'age', is: 1 } }]),
			'routing',
		],
		['to another kind of question', draft([{ kind: 'set', place: 'questions/#harm/kind', value: 'multiple' }]), 'kind'],
		['where there is one', planned(draft()).document, 'bridged'],
		['of a question that was not asked', json(asking(2, [choice('trust')])), 'not-asked'],
	])('%s', (_what, document, because) => {
		expect(plan(document)).toEqual({ kind: 'none', because });
	});
});

describe('the precision of a bridge', () => {
	it('is that of the difference between two halves of the last wave, at its worst', () => {
		expect(bridgePrecision(fielded)).toEqual({
			completed: 1000,
			half: 500,
			standardError: Math.sqrt(0.25 / 500 + 0.25 / 500),
		});
	});

	it('is not told where nothing was counted', () => {
		expect(
			bridgePrecision({ ...fielded, waves: fielded.waves.map((wave) => ({ ...wave, completed: undefined })) }),
		).toBeUndefined();
	});
});
