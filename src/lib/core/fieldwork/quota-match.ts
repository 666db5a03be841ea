import { cellsOf, questionsOf, variablesOf } from '../instrument/index.ts';
import type { Answer, Arms, Instrument } from '../instrument/index.ts';
import type { Quota } from './plan.ts';

/** What a quota can go by: the answers on the route, and what the sample says of the person. */
export interface QuotaFacts {
	readonly instrument: Instrument;
	readonly answers: Readonly<Record<string, Answer>>;
	readonly arms: Arms;
	/** By the column's name; empty for who came by an open link. */
	readonly strata: Readonly<Record<string, string>>;
}

/** The quotas that an interview counts in as far as it is known. */
export function quotasOf(quotas: readonly Quota[], facts: QuotaFacts): readonly Quota[] {
	return quotas.filter(({ of }) =>
		of.kind === 'stratum'
			? facts.strata[of.column] === of.value
			: of.codes.some((code) => gives(of.variable, code, facts)),
	);
}

function gives(variable: string, code: number, { instrument, answers, arms }: QuotaFacts): boolean {
	for (const question of questionsOf(instrument)) {
		const at = variablesOf(question).findIndex(({ name }) => name === variable);
		const answer = at === -1 ? undefined : answers[question.id];
		if (answer !== undefined) return cellsOf(question, answer, arms)[at] === code;
	}
	return false;
}
