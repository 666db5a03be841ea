import { z } from 'zod';
import { Declined } from './answer.ts';
import type { Answer } from './answer.ts';
import { Name, QuestionId } from './ids.ts';

/** An option's code, or one of the two ways to decline. */
const Choice = z.union([z.int(), Declined]);
type Choice = z.infer<typeof Choice>;

/** A small rule tree over earlier answers and allocated arms. It is data, never an expression language. */
export type Condition =
	| { all: Condition[] }
	| { any: Condition[] }
	| { not: Condition }
	| { answered: QuestionId }
	| { question: QuestionId; item?: string | undefined; is: Choice }
	| { question: QuestionId; item?: string | undefined; in: Choice[] }
	| { question: QuestionId; item?: string | undefined; atLeast: number }
	| { experiment: string; arm: string };

export const Condition: z.ZodType<Condition> = z.lazy(() =>
	z.union([
		z.strictObject({ all: z.array(Condition).min(1) }),
		z.strictObject({ any: z.array(Condition).min(1) }),
		z.strictObject({ not: Condition }),
		z.strictObject({ answered: QuestionId }),
		z.strictObject({ question: QuestionId, item: Name.optional(), is: Choice }),
		z.strictObject({ question: QuestionId, item: Name.optional(), in: z.array(Choice).min(1) }),
		z.strictObject({ question: QuestionId, item: Name.optional(), atLeast: z.number() }),
		z.strictObject({ experiment: Name, arm: Name }),
	]),
);

/** What a condition may look at: the answers on the route so far and the arms this interview was allocated. */
export interface Known {
	readonly answers: Readonly<Record<string, Answer>>;
	readonly arms: Readonly<Record<string, string>>;
}

/**
 * Kleene's three values. A question with no answer (not reached, or routed past) makes what is said of it `unknown`,
 * which is neither true nor false and survives `not`; declining is an answer, so `is` an option code is false of it.
 */
export type Truth = 'true' | 'false' | 'unknown';

export function evaluate(condition: Condition, known: Known): Truth {
	if ('all' in condition) return conjunction(condition.all.map((part) => evaluate(part, known)));
	if ('any' in condition) return negation(conjunction(condition.any.map((part) => negation(evaluate(part, known)))));
	if ('not' in condition) return negation(evaluate(condition.not, known));
	if ('experiment' in condition) {
		const arm = known.arms[condition.experiment];
		return arm === undefined ? 'unknown' : truth(arm === condition.arm);
	}
	if ('answered' in condition) {
		const answer = known.answers[condition.answered];
		return answer === undefined ? 'unknown' : truth(!('missing' in answer));
	}
	const chosen = choices(known.answers[condition.question], condition.item);
	if (chosen === undefined) return 'unknown';
	if ('is' in condition) return truth(chosen.includes(condition.is));
	if ('in' in condition) return truth(condition.in.some((choice) => chosen.includes(choice)));
	return truth(chosen.some((choice) => typeof choice === 'number' && choice >= condition.atLeast));
}

/** Every question that a condition looks at, each once. */
export function questionsIn(condition: Condition): QuestionId[] {
	if ('all' in condition) return [...new Set(condition.all.flatMap(questionsIn))];
	if ('any' in condition) return [...new Set(condition.any.flatMap(questionsIn))];
	if ('not' in condition) return questionsIn(condition.not);
	if ('experiment' in condition) return [];
	return ['answered' in condition ? condition.answered : condition.question];
}

function choices(answer: Answer | undefined, item: string | undefined): readonly Choice[] | undefined {
	if (answer === undefined) return undefined;
	if ('missing' in answer) return [answer.missing];
	if ('code' in answer) return [answer.code];
	if ('codes' in answer) return answer.codes;
	if ('number' in answer) return [answer.number];
	if ('ranks' in answer) return answer.ranks;
	if ('items' in answer) {
		const rating = item === undefined ? undefined : answer.items[item];
		return rating === undefined ? undefined : [rating];
	}
	return [];
}

function conjunction(parts: readonly Truth[]): Truth {
	if (parts.includes('false')) return 'false';
	return parts.includes('unknown') ? 'unknown' : 'true';
}

function negation(value: Truth): Truth {
	if (value === 'unknown') return 'unknown';
	return value === 'true' ? 'false' : 'true';
}

function truth(value: boolean): Truth {
	return value ? 'true' : 'false';
}
