import type { Answer, Declined } from '../answer.ts';
import type { QuestionCommon } from '../question.ts';
import type { Cell } from '../variable.ts';
import type { Checked, Posted, Problem } from './kind.ts';

/** Form values that stand for the two ways to decline, in every kind. */
export const declinedValues = { dk: 'dont-know', pnts: 'refused' } as const satisfies Record<string, Declined>;

/** The ways to decline that this question offers, as form values. */
export function declinesOffered(question: QuestionCommon): ('dk' | 'pnts')[] {
	const offered: ('dk' | 'pnts')[] = [];
	if (question.dontKnow.offered) offered.push('dk');
	if (question.preferNotToSay.offered) offered.push('pnts');
	return offered;
}

/** Reads a form value as a way to decline, if it is one that the question offers. */
export function readDeclined(question: QuestionCommon, value: string): Declined | undefined {
	return declinesOffered(question).includes(value === 'dk' ? 'dk' : 'pnts') && (value === 'dk' || value === 'pnts')
		? declinedValues[value]
		: undefined;
}

export function accepted(answer: Answer): Checked {
	return { kind: 'accepted', answer };
}

export function rejected(...problems: readonly Problem[]): Checked {
	return { kind: 'rejected', problems };
}

/** What going on with nothing entered means: allowed and stored as refused, or a problem. */
export function leftBlank(question: QuestionCommon, problem: Problem): Checked {
	return question.required ? rejected(problem) : accepted({ missing: 'refused' });
}

/** A declined answer is acceptable where it was offered, or where the question may be left blank. */
export function mayDecline(question: QuestionCommon, declined: Declined): boolean {
	if (declined === 'dont-know') return question.dontKnow.offered;
	return question.preferNotToSay.offered || !question.required;
}

/** The first value posted under `field`, trimmed; empty when there is none. */
export function valueOf(posted: Posted, field: string): string {
	return posted.get(field)?.[0]?.trim() ?? '';
}

/** `count` cells that all say why there is no value. */
export function missingCells(answer: { missing: Declined }, count: number): Cell[] {
	return Array.from({ length: count }, () => ({ missing: answer.missing }));
}

/** What the types rule out but a corrupt file may hold: an answer of another kind's shape. */
export function misplacedCells(count: number): Cell[] {
	return Array.from({ length: count }, () => ({ missing: 'routing-error' as const }));
}
