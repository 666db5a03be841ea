import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Instrument, allocationsOf, pipesIn, questionsOf } from '#core/instrument/index.ts';
import type { Question } from '#core/instrument/index.ts';
import { pageBytes } from '../../src/routes/(respondent)/document.ts';
import QuestionPage from '../../src/routes/(respondent)/s/[survey]/[page]/QuestionPage.svelte';
import { rememberedPage } from '../../src/routes/(respondent)/s/[survey]/[page]/remembered-page.ts';

type Page = Parameters<typeof rememberedPage>[0];

const instruments = ['tests/browser/surveys/every-kind/v1.json', 'surveys/counterfeit-goods/v2.json'].map((file) =>
	Instrument.parse(JSON.parse(readFileSync(file, 'utf8'))),
);
const questions = instruments.flatMap((instrument) =>
	questionsOf(instrument).map((question) => ({ instrument, question })),
);
const languages = ['en', 'gd'];

/** Somebody's look at a question: mostly at it as it stands, now and then with all that makes a page one's own. */
const looks: fc.Arbitrary<Page> = fc.constantFrom(...questions).chain(({ instrument, question }) => {
	const seldom = <T>(value: fc.Arbitrary<T>) =>
		fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
	return fc
		.record({
			language: fc.constantFrom(...languages),
			seed: fc.nat(),
			arms: fc.record(
				Object.fromEntries(allocationsOf(instrument).map(({ id, arms }) => [id, fc.constantFrom(...arms)])),
			),
			words: fc.string({ maxLength: 8 }),
			entered: seldom(fc.constantFrom('1', '2', 'pnts', 'dk')),
			number: fc.integer({ min: 1, max: 2 }),
			back: fc.constantFrom('/s/x/1', '/s/x/check'),
			leave: seldom(fc.constant('/s/x/leave')),
			updated: seldom(fc.constant(true)).map((updated) => updated === true),
			puzzle: seldom(fc.record({ puzzle: fc.string({ maxLength: 8 }), bits: fc.constant(12) })),
			isInvited: seldom(fc.constant(true)).map((invited) => invited === true),
			commentId: seldom(fc.uuid()),
		})
		.map(({ words, entered, number, ...own }) => ({
			...own,
			root: '/s/x',
			languages: languages.map((code) => ({ code, href: code === own.language ? undefined : `/s/x/1?lang=${code}` })),
			version: instrument.version,
			question,
			pipes: Object.fromEntries(pipesOf(question).map((id) => [id, words])),
			entered: new Map(entered === undefined ? [] : [[question.id, [entered]]]),
			progress: question.kind === 'information' ? undefined : { number, about: 9 },
		}));
});

function pipesOf(question: Question): readonly string[] {
	return pipesIn(JSON.stringify(question));
}

it('a page that is remembered shows nobody another’s answer, order, arm, language, way back or proof of work', () => {
	let made = 0;
	let shown = 0;
	fc.assert(
		fc.property(fc.array(looks, { minLength: 40, maxLength: 80 }), (people) => {
			for (const page of people) {
				const own = () => pageBytes(QuestionPage, { page, form: undefined, comment: undefined }, page.language);
				const bytes = rememberedPage(page, () => {
					made++;
					return own();
				});
				shown++;
				expect(bytes.toString()).toBe(own().toString());
			}
		}),
		{ numRuns: 6 },
	);
	expect(made, 'some are remembered').toBeLessThan(shown);
});
