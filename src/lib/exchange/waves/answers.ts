import { Declined, questionsOf, variablesOf } from '#core/instrument/index.ts';
import type { Answer, Cell, Instrument, Question } from '#core/instrument/index.ts';

/** Cells of one imported interview by variable name; a name that the file has no column for is absent. */
export type Cells = ReadonlyMap<string, Cell>;

/**
 * Tells which answers a row of cells stands for: the inverse of the instrument's `cellsOf`. A question none of whose
 * variables has a value or a way of declining gets no answer (not applicable, or not asked).
 */
export function answerReader(instrument: Instrument): (cells: Cells) => Record<string, Answer> {
	const questions = questionsOf(instrument).map((question) => ({
		question,
		names: variablesOf(question).map(({ name }) => name),
	}));
	return (cells) => {
		const answers: Record<string, Answer> = {};
		for (const { question, names } of questions) {
			const answer = answerOf(question, names, cells);
			if (answer !== undefined) answers[question.id] = answer;
		}
		return answers;
	};
}

function answerOf(question: Question, names: readonly string[], cells: Cells): Answer | undefined {
	const present = names.map((name) => cells.get(name)).filter((cell) => cell !== undefined);
	if (present.every((cell) => typeof cell === 'object')) return declinedAnswer(present);
	const number = (name: string): number | undefined => {
		const cell = cells.get(name);
		return typeof cell === 'number' ? cell : undefined;
	};
	const code = number(question.id);
	switch (question.kind) {
		case 'single':
		case 'scale':
		case 'knowledge':
		case 'consent':
		case 'crosswise':
		case 'item-count':
			return code === undefined ? undefined : { code };
		case 'number':
			return code === undefined ? undefined : { number: code };
		case 'multiple': {
			const codes = question.options.map((option) => option.code).filter((of) => number(`${question.id}_${of}`) === 1);
			return codes.length === 0 ? undefined : { codes };
		}
		case 'grid':
			return {
				items: Object.fromEntries(
					question.items.map((item) => [item.id, rating(cells.get(`${question.id}_${item.id}`))]),
				),
			};
		case 'ranking': {
			const ranks = names.map(number);
			const complete = ranks.filter((rank) => rank !== undefined);
			return complete.length === ranks.length ? { ranks: complete } : undefined;
		}
		case 'text': {
			const words = cells.get(question.id);
			return typeof words === 'string' ? { text: words } : undefined;
		}
		case 'information':
			return undefined;
	}
}

function declinedAnswer(cells: readonly Cell[]): Answer | undefined {
	for (const cell of cells) {
		if (typeof cell !== 'object') continue;
		const declined = Declined.safeParse(cell.missing);
		if (declined.success) return { missing: declined.data };
	}
	return undefined;
}

function rating(cell: Cell | undefined): number | Declined {
	if (typeof cell === 'number') return cell;
	const declined = Declined.safeParse(typeof cell === 'object' ? cell.missing : undefined);
	return declined.success ? declined.data : 'refused';
}
