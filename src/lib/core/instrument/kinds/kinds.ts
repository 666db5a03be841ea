import { z } from 'zod';
import type { Answer } from '../answer.ts';
import type { Cell, Variable } from '../variable.ts';
import { ConsentQuestion, consent } from './consent.ts';
import { CrosswiseQuestion, crosswise } from './crosswise.ts';
import { GridQuestion, grid } from './grid.ts';
import { InformationPage, information } from './information.ts';
import { ItemCountQuestion, itemCount } from './item-count.ts';
import type { Arms, Checked, Kind, Posted } from './kind.ts';
import { KnowledgeQuestion, knowledge } from './knowledge.ts';
import { MultipleQuestion, multiple } from './multiple.ts';
import { NumberQuestion, number } from './number.ts';
import { RankingQuestion, ranking } from './ranking.ts';
import { ScaleQuestion, scale } from './scale.ts';
import { SingleQuestion, single } from './single.ts';
import { TextQuestion, text } from './text.ts';

/** A question of any kind; `kind` tells which. Each question is a page of its own. */
export const Question = z.discriminatedUnion('kind', [
	SingleQuestion,
	MultipleQuestion,
	GridQuestion,
	NumberQuestion,
	ScaleQuestion,
	TextQuestion,
	RankingQuestion,
	KnowledgeQuestion,
	ItemCountQuestion,
	CrosswiseQuestion,
	ConsentQuestion,
	InformationPage,
]);
export type Question = z.infer<typeof Question>;

/** Reads a posted form as an answer to `question`, or says what is wrong field by field. */
export function checkAnswer(question: Question, posted: Posted, arms: Arms): Checked {
	return withKind(question, (kind, asked) => kind.check(asked, posted, arms));
}

/** Whether a stored or imported answer is one that `question` can have. */
export function acceptsAnswer(question: Question, answer: Answer, arms: Arms): boolean {
	return withKind(question, (kind, asked) => kind.accepts(asked, answer, arms));
}

/** The columns that `question` yields, in order. */
export function variablesOf(question: Question): readonly Variable[] {
	return withKind(question, (kind, asked) => kind.variables(asked));
}

/** What `answer` puts in each of the columns of `variablesOf(question)`, in the same order. */
export function cellsOf(question: Question, answer: Answer, arms: Arms): readonly Cell[] {
	return withKind(question, (kind, asked) => kind.cells(asked, answer, arms));
}

function withKind<T>(question: Question, use: <Q extends Question>(kind: Kind<Q>, asked: Q) => T): T {
	switch (question.kind) {
		case 'single':
			return use(single, question);
		case 'multiple':
			return use(multiple, question);
		case 'grid':
			return use(grid, question);
		case 'number':
			return use(number, question);
		case 'scale':
			return use(scale, question);
		case 'text':
			return use(text, question);
		case 'ranking':
			return use(ranking, question);
		case 'knowledge':
			return use(knowledge, question);
		case 'item-count':
			return use(itemCount, question);
		case 'crosswise':
			return use(crosswise, question);
		case 'consent':
			return use(consent, question);
		case 'information':
			return use(information, question);
	}
}
