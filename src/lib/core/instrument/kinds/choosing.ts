import type { Answer } from '../answer.ts';
import type { Option, QuestionCommon } from '../question.ts';
import type { Cell, Variable } from '../variable.ts';
import { variableOf } from '../variable.ts';
import type { Checked, Posted } from './kind.ts';
import {
	accepted,
	leftBlank,
	mayDecline,
	misplacedCells,
	missingCells,
	readDeclined,
	rejected,
	valueOf,
} from './declining.ts';

/** The most a respondent may type into an option's own-words field, in characters. */
export const specifyLimit = 200;

/** The field for the respondent's own words beside the option with this code. */
export function specifyField(questionId: string, code: number): string {
	return `${questionId}.other.${code}`;
}

type Choosable = Pick<Option, 'code' | 'specify'>;

/** Checks a form in which one of `options` is to be chosen, or a way to decline. */
export function checkOneOf(question: QuestionCommon, options: readonly Choosable[], posted: Posted): Checked {
	const field = question.id;
	const value = valueOf(posted, field);
	if (value === '') return leftBlank(question, { field, kind: 'nothing-chosen' });
	const declined = readDeclined(question, value);
	if (declined !== undefined) return accepted({ missing: declined });
	const option = options.find((candidate) => String(candidate.code) === value);
	if (option === undefined || (posted.get(field)?.length ?? 0) > 1) return rejected({ field, kind: 'not-offered' });
	return withSpecified(question, [option], posted, { code: option.code });
}

/** Adds the respondent's own words where a chosen option asks for them. */
export function withSpecified(
	question: QuestionCommon,
	chosen: readonly Choosable[],
	posted: Posted,
	answer: { code: number } | { codes: number[] },
): Checked {
	const specified = chosen.find((option) => option.specify);
	if (specified === undefined) return accepted(answer);
	const field = specifyField(question.id, specified.code);
	const other = valueOf(posted, field);
	if (other.length > specifyLimit)
		return rejected({ field, kind: 'too-long', most: specifyLimit, typed: other.length });
	return accepted(other === '' ? answer : { ...answer, other });
}

/** Whether `answer` is one of `options`, or a way to decline that is open here. */
export function acceptsOneOf(question: QuestionCommon, options: readonly Choosable[], answer: Answer): boolean {
	if ('missing' in answer) return mayDecline(question, answer.missing);
	return 'code' in answer && options.some((option) => option.code === answer.code);
}

/** The column of a question with one answer, and one for own words where an option asks for them. */
export function oneOfVariables(
	question: QuestionCommon,
	options: readonly Pick<Option, 'code' | 'label' | 'specify'>[],
): Variable[] {
	const values = options.map(({ code, label }) => ({ code, label }));
	const variables = [variableOf(question, { name: question.id, label: question.text, type: 'code', values })];
	return options.some((option) => option.specify) ? [...variables, otherVariable(question)] : variables;
}

/** What stands in those columns; of `options` only those with own words matter. */
export function oneOfCells(options: readonly Choosable[], answer: Answer): Cell[] {
	const withOther = options.some((option) => option.specify);
	const count = withOther ? 2 : 1;
	if ('missing' in answer) return missingCells(answer, count);
	if (!('code' in answer)) return misplacedCells(count);
	return withOther ? [answer.code, otherCell(answer.other)] : [answer.code];
}

export function otherVariable(question: QuestionCommon): Variable {
	return variableOf(question, { name: `${question.id}_other`, label: question.text, type: 'text', values: [] });
}

export function otherCell(other: string | undefined): Cell {
	return other ?? { missing: 'not-applicable' };
}
