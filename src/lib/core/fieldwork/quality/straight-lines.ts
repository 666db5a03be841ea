import type { Instrument, Item } from '../../instrument/index.ts';
import { questionsOf } from '../../instrument/index.ts';
import { inOrder } from '../../interview/index.ts';
import type { LookedAt } from './response.ts';
import type { RuleOf } from './rules.ts';

/** How one person went down the rows of a grid: how many got an answer, and the longest run of one answer among them. */
export interface Run {
	readonly question: string;
	readonly rows: number;
	readonly run: number;
}

/**
 * The longest runs in those grids of a rule that enough rows were answered of. Rows are taken in the order in which this
 * person saw them; declining a row ends a run, since it is no answer.
 */
export function runsOf(
	instrument: Instrument,
	{ questions, leastRows }: Pick<RuleOf<'straight-lining'>, 'questions' | 'leastRows'>,
): (response: LookedAt) => Run[] {
	const asked = questionsOf(instrument).filter(
		(question) => question.kind === 'grid' && questions.some((id) => id === question.id),
	);
	return ({ answers, seed }) =>
		asked.flatMap((question): Run[] => {
			const answer = answers[question.id];
			if (question.kind !== 'grid' || answer === undefined || !('items' in answer)) return [];
			if (question.itemOrder === 'random' && seed === null) return [];
			let [rows, run, longest] = [0, 0, 0];
			let last: number | undefined;
			for (const { id } of inOrder<Item & { readonly anchored?: boolean }>(
				question.items,
				question.itemOrder,
				{ seed: seed ?? 0 },
				question.id,
			)) {
				const code = answer.items[id];
				if (typeof code !== 'number') {
					last = undefined;
					continue;
				}
				rows++;
				run = code === last ? run + 1 : 1;
				last = code;
				longest = Math.max(longest, run);
			}
			return rows >= leastRows ? [{ question: question.id, rows, run: longest }] : [];
		});
}
