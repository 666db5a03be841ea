import { armCells, armVariables, cellsOf, questionsOf, variablesOf } from '../instrument/index.ts';
import type { Answer, Arms, Cell, Instrument } from '../instrument/index.ts';
import { walk } from '../interview/index.ts';
import type { Column, GrowingColumn } from './column.ts';
import { growColumn } from './column.ts';

/** One wave's answers as columns of equal length. Text is not among them: it stays with the responses. */
export interface Dataset {
	readonly rows: number;
	readonly columns: ReadonlyMap<string, Column>;
}

/** What a row is made of: a completed response's answers on its route and the arms it was allocated. */
export interface ResponseRecord {
	readonly answers: Readonly<Record<string, Answer>>;
	readonly arms: Arms;
}

export interface DatasetBuilder {
	/** Adds a completed response as the next row. */
	add(record: ResponseRecord): void;
	finish(): Dataset;
}

/**
 * Builds the dataset of a wave from completed responses to one instrument version. A question off the respondent's route
 * is *not applicable*; one on the route without an answer is a *routing error*. Imported responses are taken `as-recorded`:
 * their routing was somebody else's, so what has no answer was not asked of them. `expectedRows` only saves growing.
 */
export function datasetBuilder(
	instrument: Instrument,
	expectedRows: number,
	route: 'walked' | 'as-recorded' = 'walked',
): DatasetBuilder {
	const questions = questionsOf(instrument).map((question) => ({
		question,
		columns: variablesOf(question).map((variable) =>
			variable.type === 'text' ? undefined : growColumn(variable, expectedRows),
		),
	}));
	const armColumns = armVariables(instrument).map((variable) => growColumn(variable, expectedRows));
	const codesGiven = wordsNotKept(instrument);
	let rows = 0;
	return {
		add(record) {
			rows++;
			const arms = armColumns.length === 0 ? [] : armCells(instrument, record.arms);
			armColumns.forEach((column, index) => column.append(arms[index] ?? routingError));
			if (route === 'as-recorded') {
				for (const { question, columns } of questions) {
					const answer = record.answers[question.id];
					const cells = answer === undefined ? [] : cellsOf(question, answer, record.arms);
					columns.forEach((column, index) => column?.append(cells[index] ?? notApplicable));
				}
				return;
			}
			const answers = codesGiven === undefined ? record.answers : { ...codesGiven, ...record.answers };
			const walked = walk(instrument, { answers, arms: record.arms });
			let position = 0;
			let stuck = false;
			for (const { question, columns } of questions) {
				const step = walked.steps[position];
				if (step?.question === question) {
					position++;
					const cells = cellsOf(question, step.answer, record.arms);
					columns.forEach((column, index) => column?.append(cells[index] ?? routingError));
				} else {
					stuck ||= walked.next === question;
					const cell = stuck ? routingError : notApplicable;
					for (const column of columns) column?.append(cell);
				}
			}
		},
		finish: () => ({ rows, columns: new Map(finished([...questions, { columns: armColumns }])) }),
	};
}

/**
 * Answers in place of self-made codes, whose words are nowhere kept: without them the route of a completed response would
 * seem to end at the question that asked for the code. Undefined for an instrument that asks for none.
 */
function wordsNotKept(instrument: Instrument): Record<string, Answer> | undefined {
	const asked = questionsOf(instrument).filter((question) => question.kind === 'text' && question.matchCode);
	return asked.length === 0 ? undefined : Object.fromEntries(asked.map(({ id }) => [id, { text: 'not kept' }]));
}

const notApplicable: Cell = { missing: 'not-applicable' };
const routingError: Cell = { missing: 'routing-error' };

function* finished(
	questions: readonly { readonly columns: readonly (GrowingColumn | undefined)[] }[],
): Generator<[string, Column]> {
	for (const { columns } of questions) {
		for (const growing of columns) {
			if (growing === undefined) continue;
			const column = growing.finish();
			yield [column.variable.name, column];
		}
	}
}
