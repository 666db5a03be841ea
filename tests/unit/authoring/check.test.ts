import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyEdits, checkDraft, costOf, Json, readability, valueAt } from '#core/authoring/index.ts';
import type { Edit, Fielded } from '#core/authoring/index.ts';
import { Instrument } from '#core/instrument/index.ts';

const read = (name: string) =>
	Json.parse(JSON.parse(readFileSync(new URL(`../../../surveys/${name}.json`, import.meta.url), 'utf8')));
const [v1, v2] = [read('counterfeit-goods/v1'), read('counterfeit-goods/v2')];
const web = { modes: ['web'], sampleType: 'probability', simulated: false } as const;
const fielded: Fielded = {
	versions: [Instrument.parse(v1), Instrument.parse(v2)],
	waves: [
		{ label: '2023', version: 1, ...web },
		{ label: '2024', version: 2, ...web },
		{ label: '2025', version: 2, ...web },
	],
};
const start: readonly Edit[] = [
	{ kind: 'set', place: 'version', value: 3 },
	{ kind: 'set', place: 'equivalences', value: [] },
];

/** The third version, with edits. */
function draft(...edits: readonly Edit[]): Json {
	const applied = applyEdits(v2, [...start, ...edits]);
	if (applied.kind !== 'applied') throw new Error(JSON.stringify(applied));
	return applied.document;
}
const costs = (document: Json) => {
	const cost = costOf(Instrument.parse(document), fielded);
	if (cost === undefined) throw new Error('nothing is fielded');
	return cost;
};
const costOfOne = (document: Json, id: string) => costs(document).questions.find(({ question }) => question === id);

describe('what a draft costs the trend', () => {
	it('is nothing while it asks what the last wave asked', () => {
		const cost = costs(draft());
		expect(cost).toMatchObject({ version: 2, wave: '2025', measures: [] });
		expect(new Set(cost.questions.map(({ kind }) => kind))).toEqual(new Set(['identical']));
	});

	it('counts for each measure only the waves that it could have been compared with', () => {
		const cost = costOfOne(
			draft({ kind: 'set', place: 'questions/#harm/text/en', value: 'What do you think?' }),
			'harm',
		);
		expect(cost?.kind === 'break' && cost.differences.map(({ kind, place }) => `${kind} ${place}`)).toEqual([
			'wording question',
		]);
		expect(cost?.kind === 'break' && cost.loss.measures).not.toEqual([]);
		for (const { waves } of cost?.kind === 'break' ? cost.loss.measures : []) expect(waves).toContain('2025');
	});

	it('keeps the waves of an earlier version whose words it restores', () => {
		const words = valueAt(v1, 'questions/#campaign_recall/text/en') ?? null;
		const cost = costOfOne(
			draft({ kind: 'set', place: 'questions/#campaign_recall/text/en', value: words }),
			'campaign_recall',
		);
		expect(cost).toMatchObject({ kind: 'break', loss: { waves: ['2024', '2025'] } });
	});

	it('names a question that is dropped with the measures that end', () => {
		const measured = costs(draft({ kind: 'remove', place: 'questions/#harm' }));
		const dropped = measured.questions.at(-1);
		expect(dropped).toMatchObject({ question: 'harm', kind: 'dropped' });
		expect(dropped?.kind === 'dropped' && dropped.loss.waves).toContain('2025');
		expect(measured.measures.flatMap(({ reasons }) => reasons.map(({ difference }) => difference))).toContain(
			'not-asked',
		);
	});

	it('is unknown before the first wave', () => {
		expect(costOf(Instrument.parse(draft()), { ...fielded, waves: [] })).toBeUndefined();
	});
});

describe('a declaration', () => {
	const reworded: Edit = { kind: 'set', place: 'questions/#consent/text/en', value: 'Will you take part?' };
	const declared = { variable: 'consent', since: 2, differences: ['wording'] };

	it('is a problem at the field of its reason until it has one, and holds for nothing yet', () => {
		const checked = checkDraft(draft(reworded, { kind: 'insert', list: 'equivalences', value: declared }), fielded);
		expect(checked.problems[0]).toMatchObject({
			severity: 'error',
			question: 'consent',
			place: 'equivalences/#consent@2/reason',
		});
		expect(
			checked.trend.kind === 'cost' && checked.trend.cost.questions.find(({ question }) => question === 'consent'),
		).toMatchObject({ kind: 'break' });
	});

	it('with a reason makes the question equivalent', () => {
		const value = { ...declared, reason: 'Both ask for agreement to take part.' };
		const document = draft(reworded, { kind: 'insert', list: 'equivalences', value });
		expect(costOfOne(document, 'consent')).toMatchObject({ kind: 'equivalent', reason: value.reason });
	});
});

describe('a problem', () => {
	it('leads to the field that it is about', () => {
		const checked = checkDraft(
			draft({ kind: 'set', place: 'questions/#harm/text/en', value: 'Surely you agree that fakes are bad?' }),
			fielded,
		);
		expect(checked.problems.find(({ message }) => message.includes('Surely'))).toMatchObject({
			severity: 'warning',
			question: 'harm',
			place: 'questions/#harm/text/en',
		});
	});

	it('of what is no instrument yet leads to what is missing', () => {
		const checked = checkDraft(draft({ kind: 'set', place: 'questions/#harm/text' }), fielded);
		expect(checked.trend).toEqual({ kind: 'not-whole' });
		expect(checked.problems).toMatchObject([{ severity: 'error', question: 'harm', place: 'questions/#harm/text' }]);
	});
});

describe('readability', () => {
	// Counted by hand: 0.39 · words/sentences + 11.8 · syllables/words − 15.59.
	it.each([
		['The cat sat on the mat and it ate.', 9, 1, 9, 0.39 * 9 + 11.8 - 15.59],
		['Counterfeit goods finance organised crime. Do you buy them?', 9, 2, 14, 0.39 * 4.5 + (11.8 * 14) / 9 - 15.59],
	])('of “%s”', (text, words, sentences, syllables, grade) => {
		expect(readability(text)).toMatchObject({ words, sentences, syllables });
		expect(readability(text)?.grade).toBeCloseTo(grade, 10);
	});

	it('is not judged in a few words, and markup is not counted', () => {
		expect(readability('Organisational responsibilities')).toBeUndefined();
		expect(readability('**The** cat sat on the mat and it ate.')).toEqual(
			readability('The cat sat on the mat and it ate.'),
		);
	});
});
