import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Instrument, type Question, codebook, questionsOf, variablesMeasured } from '#core/instrument/index.ts';

const v1 = read('v1.json');
const v2 = read('v2.json');

/** The seven ways in which version 2 differs on purpose; nothing else may. */
const dropped = 'seen_locally';
const added = 'seen_promoted';
const changed: Record<string, string[]> = {
	confident_spot: ['text'],
	category: ['options'],
	channel_main: ['options'],
	why_not_report: ['base', 'askIf'],
	campaign_recall: ['text'],
};

describe('version 2 of the counterfeit goods questionnaire', () => {
	it('drops one question and puts one new question in its place', () => {
		expect(ids(v2)).toEqual(ids(v1).map((id) => (id === dropped ? added : id)));
	});

	it('differs in nothing but the declared parts of five questions', () => {
		const found = ids(v1)
			.filter((id) => id !== dropped)
			.map((id) => [id, partsThatDiffer(question(v1, id), question(v2, id))] as const)
			.filter(([, parts]) => parts.length > 0);
		expect(Object.fromEntries(found)).toEqual(changed);
	});

	it('asks the same outside its questions, measures and declared equivalence', () => {
		expect(outsideQuestions(v2)).toEqual(outsideQuestions(v1));
	});

	it('rewords confidence to shopping online, which measures something else and is declared no equal', () => {
		expect(question(v1, 'confident_spot').text.en).toMatch(/^When you shop, /);
		expect(question(v2, 'confident_spot').text.en).toMatch(/^When you shop online, /);
		expect(v2.equivalences.map(({ variable }) => variable)).not.toContain('confident_spot');
	});

	it('puts the same places in another order, codes and words kept', () => {
		const before = optionsOf(v1, 'channel_main');
		const after = optionsOf(v2, 'channel_main');
		expect(after).not.toEqual(before);
		expect(byCode(after)).toEqual(byCode(before));
		expect(after.at(-1)?.specify).toBe(true);
	});

	it('adds one code to the kinds of fakes and leaves the others as they were', () => {
		const before = optionsOf(v1, 'category');
		const after = optionsOf(v2, 'category');
		const codes = before.map(({ code }) => code);
		expect(after.filter(({ code }) => codes.includes(code))).toEqual(before);
		expect(after.map(({ code }) => code).filter((code) => !codes.includes(code))).toEqual([10]);
	});

	it('asks one question of more people', () => {
		expect(question(v1, 'why_not_report').askIf).toEqual({ question: 'would_report', in: [4, 5] });
		expect(question(v2, 'why_not_report').askIf).toEqual({ question: 'would_report', in: [3, 4, 5] });
	});

	it('declares the one cosmetic change equivalent: the same English words in another order', () => {
		expect(v1.equivalences).toEqual([]);
		expect(v2.equivalences).toMatchObject([{ variable: 'campaign_recall', since: 1, differences: ['wording'] }]);
		expect(words(question(v2, 'campaign_recall'))).toEqual(words(question(v1, 'campaign_recall')));
	});

	it('follows the same measures, but for the one on the question that left and the one on its successor', () => {
		const kept = v1.measures.filter((measure) => !variablesMeasured(measure).includes(dropped));
		const keptOrNew = v2.measures.filter((measure) => !variablesMeasured(measure).includes(added));
		expect(keptOrNew).toEqual(kept);
		expect([v1.measures.length - kept.length, v2.measures.length - keptOrNew.length]).toEqual([1, 1]);
	});

	it('breaks the trend of three measures and no more', () => {
		const broken = codebook(v1)
			.filter(({ question: id }) => id in changed && id !== 'campaign_recall')
			.map(({ name }) => name);
		const touched = v2.measures.filter((measure) => variablesMeasured(measure).some((name) => broken.includes(name)));
		expect(touched.map(({ id }) => id)).toEqual(['confident-spot', 'risky-category', 'mainly-online']);
	});

	it('leaves the demographics alone', () => {
		expect(v2.sections.at(-1)).toEqual(v1.sections.at(-1));
		expect(v2.weighting).toEqual(v1.weighting);
	});
});

describe.each([
	['version 1', v1],
	['version 2', v2],
])('%s of the counterfeit goods questionnaire', (_name, instrument) => {
	it('says everything in English and in Gaelic', () => {
		const texts = textsIn(instrument);
		expect(texts.length).toBeGreaterThan(200);
		expect(texts.filter((text) => Object.keys(text).join() !== 'en,gd')).toEqual([]);
	});

	it('marks the Gaelic as a draft for a fluent speaker to review before fieldwork', () => {
		expect(instrument.languages).toMatchObject([
			{ code: 'en', status: 'complete' },
			{ code: 'gd', status: 'draft', note: expect.stringMatching(/fluent .* before fieldwork/) },
		]);
	});

	it('asks for the open association before it says what a fake is', () => {
		expect(position(instrument, 'association')).toBeLessThan(position(instrument, 'what_is_fake'));
	});

	it('counts before it asks directly, so that the count is not coloured by the direct answer', () => {
		expect(position(instrument, 'bought_count')).toBeLessThan(position(instrument, 'bought_direct'));
	});

	it('lets people decline every question but the consent', () => {
		const without = questionsOf(instrument).filter(
			({ kind, preferNotToSay }) => kind !== 'information' && !preferNotToSay.offered,
		);
		expect(without.map(({ id }) => id)).toEqual(['consent']);
	});

	it('measures only columns that its codebook has', () => {
		const names = codebook(instrument).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(instrument.measures.flatMap(variablesMeasured)));
	});
});

function read(file: string): Instrument {
	const path = new URL(`../../../surveys/counterfeit-goods/${file}`, import.meta.url);
	return Instrument.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function ids(instrument: Instrument): string[] {
	return questionsOf(instrument).map(({ id }) => id);
}

function position(instrument: Instrument, id: string): number {
	const index = ids(instrument).indexOf(id);
	expect(index).toBeGreaterThanOrEqual(0);
	return index;
}

function question(instrument: Instrument, id: string): Question {
	const found = questionsOf(instrument).find((candidate) => candidate.id === id);
	if (found === undefined) throw new Error(`${id} is not in version ${instrument.version}`);
	return found;
}

function optionsOf(instrument: Instrument, id: string) {
	const found = question(instrument, id);
	return 'options' in found ? found.options : [];
}

function byCode<T extends { code: number }>(options: readonly T[]): T[] {
	return options.toSorted((one, two) => one.code - two.code);
}

function partsThatDiffer(one: Question, two: Question): string[] {
	const before = new Map(Object.entries(one));
	const after = new Map(Object.entries(two));
	return [...new Set([...before.keys(), ...after.keys()])].filter(
		(part) => !isDeepStrictEqual(before.get(part), after.get(part)),
	);
}

function outsideQuestions(instrument: Instrument) {
	const sections = instrument.sections.map(({ id, title }) => ({ id, title }));
	return { ...instrument, version: 0, sections, measures: [], equivalences: [] };
}

function words(asked: Question): string[] {
	return (
		(asked.text['en'] ?? '')
			.toLowerCase()
			.match(/[a-z0-9]+/g)
			?.toSorted() ?? []
	);
}

/** Everything in `value` that is words by language. */
function textsIn(value: unknown): object[] {
	if (typeof value !== 'object' || value === null) return [];
	return 'en' in value ? [value] : Object.values(value).flatMap(textsIn);
}
