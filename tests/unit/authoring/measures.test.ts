import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	applyEdits,
	blankInstrument,
	evenMargin,
	Json,
	marginEdits,
	newMeasure,
	newQuestion,
	removeMargin,
	statisticEdits,
	suits,
	valueAt,
	variablesGone,
	variablesIn,
} from '#core/authoring/index.ts';
import type { Edit } from '#core/authoring/index.ts';
import { codebook, lint, Measure, parseInstrument, Question } from '#core/instrument/index.ts';

const kinds = Question.options.map(({ shape }) => shape.kind.value).filter((kind) => kind !== 'consent');
const questions = kinds.map((kind) => newQuestion(kind, { id: kind.replace('-', '_'), language: 'en' }));
const add = (value: Json): Edit => ({ kind: 'insert', list: 'sections/#questions/questions', value });
const draft = after(blankInstrument({ survey: 'all-kinds', title: 'All' }), questions.map(add));

function after(document: Json, edits: readonly Edit[]): Json {
	const applied = applyEdits(document, edits);
	if (applied.kind !== 'applied') throw new Error(JSON.stringify(applied));
	return applied.document;
}

/** What the checker finds wrong with measures and margins. */
function errorsOf(document: Json): string[] {
	const parsed = parseInstrument(document);
	if (parsed.kind !== 'instrument') return parsed.misfits.map(({ path, message }) => `${path} ${message}`);
	return lint(parsed.instrument)
		.filter(({ severity, path }) => severity === 'error' && /^(measures|weighting)/.test(path))
		.map(({ message }) => message);
}

describe('the columns of a draft', () => {
	it('are those of the codebook once it is an instrument', () => {
		const file = Json.parse(JSON.parse(readFileSync('surveys/counterfeit-goods/v2.json', 'utf8')));
		const parsed = parseInstrument(file);
		expect(variablesIn(file).map(({ variable }) => variable)).toEqual(
			parsed.kind === 'instrument' ? codebook(parsed.instrument) : [],
		);
	});

	it('are those of the questions that can be read while another one cannot', () => {
		const broken = after(draft, [{ kind: 'set', place: 'questions/#single/options', value: [] }]);
		const names = variablesIn(broken).map(({ variable }) => variable.name);
		expect(names).not.toContain('single');
		expect(names).toContain('multiple_1');
	});
});

describe('a measure', () => {
	const columns = variablesIn(draft);
	it.each(columns.filter((one) => one.variable.type !== 'text').map((one) => [one.variable.name, one] as const))(
		'of %s is whole from the start, and so it is with every other statistic',
		(_name, column) => {
			const measure = newMeasure(column, { language: 'en', taken: [] });
			const list = after(draft, [{ kind: 'insert', list: 'measures', value: measure }]);
			expect(errorsOf(list)).toEqual([]);
			for (const { shape } of Measure.options) {
				const statistic = shape.statistic.value;
				const changed = after(list, statisticEdits(list, `measures/#${String(measure['id'])}`, statistic, columns));
				expect(errorsOf(changed)).toEqual([]);
				expect(valueAt(changed, `measures/#${String(measure['id'])}/statistic`)).toBe(statistic);
			}
		},
	);

	it('keeps the columns that another statistic can be taken of', () => {
		const list = after(draft, [
			{
				...{ kind: 'insert', list: 'measures' },
				value: { id: 'm', label: {}, statistic: 'share', variables: ['scale', 'single'], codes: [3] },
			},
		]);
		expect(after(list, statisticEdits(list, 'measures/#m', 'mean', columns))).toMatchObject({
			measures: [{ id: 'm', label: {}, statistic: 'mean', variable: 'single' }],
		});
		expect(statisticEdits(list, 'measures/#m', 'score', [])).toEqual([]);
	});

	it('knows which of its columns are gone', () => {
		const measure = { id: 'm', variables: ['single', 'gone'], among: [{ variable: 'left', codes: [1] }] };
		expect(variablesGone({ measures: [measure] }, 'measures/#m', columns)).toEqual(['gone', 'left']);
	});

	it('takes words for no share or mean, and only its own kind of question for a count of items', () => {
		const suited = (statistic: Measure['statistic']) =>
			columns.filter((column) => suits(statistic, column)).map(({ variable }) => variable.name);
		expect(suited('mean')).not.toContain('text');
		expect(suited('item-count')).toEqual(['item_count']);
		expect(suited('crosswise')).toEqual(['crosswise']);
		expect(suited('score')).toEqual(['knowledge_right']);
	});
});

describe('a margin', () => {
	const column = variablesIn(draft).find(({ variable }) => variable.name === 'single')!;
	const even = after(draft, evenMargin(draft, column, 'en'));
	const figures = (variables: string[], targets: [number[], number][]) => ({
		...{ id: 'By answer', variables },
		targets: targets.map(([codes, target]) => ({ codes, target })),
	});

	it('starts with the same share for every answer', () => {
		expect(errorsOf(even)).toEqual([]);
		expect(valueAt(even, 'weighting/margins/#single/targets/#2/share')).toBe(0.5);
	});

	it('takes new figures as shares of their sum and keeps its label and source', () => {
		const named = after(even, [{ kind: 'set', place: 'weighting/margins/#single/source', value: 'The register' }]);
		const pasted = after(
			named,
			marginEdits(
				named,
				[
					figures(
						['single'],
						[
							[[1], 300],
							[[2], 100],
						],
					),
				],
				'en',
			),
		);
		expect(errorsOf(pasted)).toEqual([]);
		expect(valueAt(pasted, 'weighting/margins')).toMatchObject([
			{ id: 'single', source: 'The register', targets: [{ share: 0.75 }, { share: 0.25 }] },
		]);
	});

	it('is added beside others, without those of whom there is nobody', () => {
		const crossed = figures(
			['single', 'knowledge'],
			[
				[[1, 1], 50],
				[[1, 2], 25],
				[[2, 1], 25],
				[[2, 2], 0],
			],
		);
		const two = after(even, marginEdits(even, [crossed], 'en'));
		expect(errorsOf(two)).toEqual([]);
		expect(valueAt(two, 'weighting/margins/#by_answer/targets')).toHaveLength(3);
		const one = after(two, removeMargin(two, '#single'));
		expect(valueAt(one, 'weighting/margins')).toHaveLength(1);
		expect(valueAt(after(one, removeMargin(one, '#by_answer')), 'weighting')).toBeNull();
	});
});
