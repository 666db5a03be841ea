import { declinesOffered, itemField, placeField, places, plainText, say } from '#core/instrument/index.ts';
import type { Language, Pipe, Problem, Question } from '#core/instrument/index.ts';
import type { Words } from './en.ts';

/** What the respondent reads at a field that cannot be stored: what to do, and the ways to decline where there are any. */
export function problemWords(
	words: Words,
	question: Question,
	problem: Problem,
	{ language, pipe }: { language: Language; pipe: Pipe },
): string {
	const said = words.problems;
	const label = (text: Parameters<typeof say>[0]): string => plainText(say(text, language), pipe);
	switch (problem.kind) {
		case 'nothing-chosen':
			if (question.kind === 'ranking') return said.nothingChosenRank + declining(words, question);
			return question.kind === 'multiple' ? said.nothingChosenAny : said.nothingChosen;
		case 'nothing-typed':
			return (question.kind === 'number' ? said.nothingTypedNumber : said.nothingTyped) + declining(words, question);
		case 'not-offered':
			return said.notOffered;
		case 'exclusive-with-others': {
			const exclusive =
				question.kind === 'multiple'
					? question.options.filter((option) => option.exclusive).map((option) => label(option.label))
					: [];
			return said.exclusiveWithOthers([...exclusive, ...declinesOffered(question).map((way) => words.declines[way])]);
		}
		case 'not-a-number':
			return said.notANumber;
		case 'not-whole':
			return said.notWhole;
		case 'item-unanswered': {
			const row = question.kind === 'grid' ? rowOf(question, problem.field) : undefined;
			return said.itemUnanswered(row === undefined ? '' : label(row.label));
		}
		case 'rank-missing':
			return said.rankMissing(words.form.place(placeOf(question, problem.field)));
		case 'rank-repeated':
			return said.rankRepeated(words.form.place(placeOf(question, problem.field)));
		case 'too-many':
			return said.tooMany(problem.most);
		case 'too-small':
			return said.tooSmall(problem.limit);
		case 'too-large':
			return said.tooLarge(problem.limit);
		case 'too-precise':
			return said.tooPrecise(problem.decimals);
		case 'too-long':
			return said.tooLong(problem.most, problem.typed);
	}
}

/** Named where the ways to decline stand apart from the fields, so that nobody is stuck. */
function declining(words: Words, question: Question): string {
	const ways = declinesOffered(question).map((way) => words.declines[way]);
	return ways.length === 0 ? '' : words.problems.orDecline(ways);
}

function rowOf(question: Extract<Question, { kind: 'grid' }>, field: string) {
	return question.items.find((item) => itemField(question.id, item.id) === field);
}

function placeOf(question: Question, field: string): number {
	if (question.kind !== 'ranking') return 1;
	return places(question).find((place) => placeField(question.id, place) === field) ?? 1;
}
