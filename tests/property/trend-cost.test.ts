import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '#core/authoring/index.ts';
import type { Fielded, QuestionCost } from '#core/authoring/index.ts';
import { Instrument, questionsOf, variablesOf } from '#core/instrument/index.ts';

// What the studio says of an edit, on the surveys that are shipped: an edit that a respondent could notice costs the
// trend of every column of that question, and one that none could notice costs nothing.

/** The file as authors type it, edited before it is parsed. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;
type Edit = { readonly what: string; readonly apply: (question: Json) => void };

const shipped: Json[] = [
	'counterfeit-goods/v2',
	'diversion-pre-post/v1',
	'drugs-and-organised-crime/v1',
	'sector-awareness/v1',
].map((name) => JSON.parse(readFileSync(new URL(`../../surveys/${name}.json`, import.meta.url), 'utf8')));

const asked = (json: Json): Fielded => ({
	versions: [Instrument.parse(json)],
	waves: ['Spring', 'Autumn'].map((label) => ({
		...{ label, version: json.version },
		...{ modes: ['web'], sampleType: 'probability', simulated: false },
	})),
});
const fielded = new Map(shipped.map((json) => [json, asked(json)]));
const questions = (json: Json): Json[] => json.sections.flatMap((section: Json) => section.questions);

/** What the ledger says of the question at `at` after an edit of it. */
function told(json: Json, at: number, { apply }: Edit): QuestionCost | undefined {
	const draft = { ...structuredClone(json), version: json.version + 1, equivalences: [] };
	apply(questions(draft)[at]);
	return costOf(Instrument.parse(draft), fielded.get(json)!)?.questions[at];
}

const reword = (text: Json) => (text.en = `${text.en} now`);
const swap = (list: Json[], at: number) => ([list[at], list[at + 1]] = [list[at + 1], list[at]]);

function noticeable(question: Json): Edit[] {
	const edits: Edit[] = [
		{ what: 'wording', apply: (q) => reword(q.text) },
		{ what: 'case of a word', apply: (q) => (q.text.en = q.text.en.toUpperCase()) },
		{ what: 'base: who may decline', apply: (q) => (q.preferNotToSay.offered = !q.preferNotToSay.offered) },
		{ what: 'base: who stays in it', apply: (q) => (q.dontKnow = { offered: true, inBase: !q.dontKnow.inBase }) },
		{
			what: 'base: who is asked',
			apply: (q) => (q.askIf = q.askIf === undefined ? { experiment: 'none', arm: 'a' } : { not: q.askIf }),
		},
	];
	(question.options ?? []).forEach((option: Json, at: number) => {
		edits.push({ what: `label of option ${option.code}`, apply: (q) => reword(q.options[at].label) });
		if (question.kind === 'knowledge' && question.correct.includes(option.code)) return;
		edits.push({ what: `code of option ${option.code}`, apply: (q) => (q.options[at].code = 9000 + option.code) });
		if (at + 1 < question.options.length && question.order !== 'random')
			edits.push({ what: `order of option ${option.code}`, apply: (q) => swap(q.options, at) });
	});
	if (question.kind === 'scale') edits.push({ what: 'scale', apply: (q) => (q.to = q.to === 10 ? 9 : q.to + 1) });
	if (question.kind === 'number') edits.push({ what: 'scale', apply: (q) => (q.most += 1) });
	if (question.kind === 'text') edits.push({ what: 'scale', apply: (q) => (q.most -= 1) });
	if (question.kind === 'ranking') edits.push({ what: 'scale', apply: (q) => (q.places -= 1) });
	if (question.kind === 'crosswise') edits.push({ what: 'scale', apply: (q) => (q.probability += 0.01) });
	return edits;
}

const formatting: readonly Edit[] = [
	{ what: 'nothing', apply: () => undefined },
	{ what: 'white space at the ends', apply: (q) => (q.text.en = `  ${q.text.en}\n`) },
	{ what: 'white space within', apply: (q) => (q.text.en = q.text.en.replaceAll(' ', '  ')) },
	{ what: 'what it measures, for colleagues', apply: (q) => (q.construct = 'Something else') },
	{ what: 'its base in words, for colleagues', apply: (q) => (q.base.en = 'Somebody') },
	{
		what: 'the order of JSON keys',
		apply: (q) => {
			const entries = Object.entries(q).toReversed();
			for (const [key] of entries) Reflect.deleteProperty(q, key);
			Object.assign(q, Object.fromEntries(entries));
		},
	},
];

const all = shipped.flatMap((json) =>
	questions(json)
		.map((question, at) => ({ json, at, question }))
		.filter(({ question }) => question.kind !== 'information' && question.matchCode !== true),
);
const noticed = all.flatMap((of) => noticeable(of.question).map((edit) => ({ ...of, edit })));

describe('the ledger beside a question', () => {
	it(`tells a break of every column after an edit that a respondent could notice (${noticed.length} edits)`, () => {
		expect(noticed.length).toBeGreaterThan(800);
		fc.assert(
			fc.property(fc.constantFrom(...noticed), ({ json, at, edit }) => {
				const cost = told(json, at, edit);
				expect([edit.what, cost?.kind]).toEqual([edit.what, 'break']);
				if (cost?.kind !== 'break') return;
				const before = variablesOf(questionsOf(fielded.get(json)!.versions[0]!)[at]!).map(({ name }) => name);
				const columns = [...cost.broken.map(({ variable }) => variable), ...cost.gone];
				expect(columns.toSorted()).toEqual(before.toSorted());
				expect(cost.loss.waves).toEqual(['Spring', 'Autumn']);
			}),
			{ numRuns: 80 },
		);
	});

	it('tells none after one that no respondent could', () => {
		fc.assert(
			fc.property(fc.constantFrom(...all), fc.constantFrom(...formatting), ({ json, at }, edit) => {
				const cost = told(json, at, edit);
				expect([edit.what, ['identical', 'cosmetic'].includes(cost?.kind ?? '')]).toEqual([edit.what, true]);
			}),
			{ numRuns: 40 },
		);
	});
});
