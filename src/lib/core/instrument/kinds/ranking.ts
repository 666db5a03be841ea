import { z } from 'zod';
import { Options, Order, questionCommon } from '../question.ts';
import type { Cell } from '../variable.ts';
import { variableOf } from '../variable.ts';
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
import type { Checked, Kind, Posted, Problem } from './kind.ts';
import { declineField } from './number.ts';

/** Puts the first `places` of a list in order. One column a place, holding the option's code. */
export const RankingQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('ranking'),
	options: Options,
	order: Order.default('fixed'),
	places: z.int().min(2).max(10),
});
export type RankingQuestion = z.infer<typeof RankingQuestion>;

/** The form field of one place, counted from 1. */
export function placeField(questionId: string, place: number): string {
	return `${questionId}.${place}`;
}

export const ranking: Kind<RankingQuestion> = {
	schema: RankingQuestion,
	check,
	accepts: (question, answer) => {
		if ('missing' in answer) return mayDecline(question, answer.missing);
		if (!('ranks' in answer) || answer.ranks.length !== question.places) return false;
		const offered = answer.ranks.every((code) => question.options.some((option) => option.code === code));
		return offered && new Set(answer.ranks).size === answer.ranks.length;
	},
	variables: (question) =>
		places(question).map((place) =>
			variableOf(question, {
				name: `${question.id}_rank${place}`,
				label: question.text,
				type: 'code',
				values: question.options.map(({ code, label }) => ({ code, label })),
			}),
		),
	cells: (question, answer) => {
		if ('missing' in answer) return missingCells(answer, question.places);
		if (!('ranks' in answer)) return misplacedCells(question.places);
		return places(question).map((place): Cell => answer.ranks[place - 1] ?? { missing: 'refused' });
	},
};

/** The places to fill, from 1. */
export function places(question: RankingQuestion): number[] {
	return Array.from({ length: question.places }, (_, index) => index + 1);
}

function check(question: RankingQuestion, posted: Posted): Checked {
	const fields = places(question).map((place) => placeField(question.id, place));
	const values = fields.map((field) => valueOf(posted, field));
	const [firstField = question.id] = fields;
	if (values.every((value) => value === '')) {
		const declined = readDeclined(question, valueOf(posted, declineField(question.id)));
		return declined === undefined
			? leftBlank(question, { field: firstField, kind: 'nothing-chosen' })
			: accepted({ missing: declined });
	}
	const problems: Problem[] = [];
	const ranks: number[] = [];
	fields.forEach((field, index) => {
		const value = values[index] ?? '';
		const option = question.options.find((candidate) => String(candidate.code) === value);
		if (value === '') problems.push({ field, kind: 'rank-missing' });
		else if (option === undefined) problems.push({ field, kind: 'not-offered' });
		else if (ranks.includes(option.code)) problems.push({ field, kind: 'rank-repeated' });
		else ranks.push(option.code);
	});
	return problems.length > 0 ? rejected(...problems) : accepted({ ranks });
}
