import type { Bridge, BridgeHalf, Condition, Half, Instrument } from '#core/instrument/index.ts';
import {
	Question,
	QuestionId,
	columnBefore,
	conditionOfHalf,
	questionsOf,
	variablesOf,
} from '#core/instrument/index.ts';

/**
 * The instrument as one half of a bridge's experiment meets it: without what only the other half is asked, and without the
 * arm in its conditions, since a random half is no other base. `as-before`: the earlier half with each earlier wording under
 * the id that it had, so that it can be compared with the version whose wording it keeps.
 */
export function halfOf(
	instrument: Instrument,
	experiment: string,
	arm: BridgeHalf,
	names: 'as-before' | 'as-they-are' = 'as-they-are',
): Instrument {
	const bridges = instrument.bridges.filter((bridge) => bridge.experiment === experiment);
	const half: Half = { experiment, arm, notAsked: notAsked(instrument, bridges, experiment, arm) };
	const askedOf = instrument.sections.map((section) => ({
		...section,
		questions: section.questions.flatMap((question) => questionOf(half, question) ?? []),
	}));
	const own: Instrument = {
		...instrument,
		sections: askedOf,
		bridges: instrument.bridges.filter((bridge) => bridge.experiment !== experiment),
	};
	return names === 'as-before' ? withNamesBefore(own, instrument, bridges) : own;
}

/** The experiments of an instrument's bridges, each once. */
export function bridgingExperiments({ bridges }: Instrument): string[] {
	return [...new Set(bridges.map(({ experiment }) => experiment))];
}

/** What the half is never asked: the other wordings, and what is asked of the other arm alone or follows from such. */
function notAsked(
	instrument: Instrument,
	bridges: readonly Bridge[],
	experiment: string,
	arm: BridgeHalf,
): Set<string> {
	const never = new Set<string>(bridges.map(({ question, before }) => (arm === 'earlier' ? question : before)));
	for (const { id, askIf } of questionsOf(instrument)) {
		if (askIf !== undefined && conditionOfHalf({ experiment, arm, notAsked: never }, askIf) === 'never') never.add(id);
	}
	return never;
}

function questionOf(half: Half, question: Question): Question | undefined {
	if (half.notAsked.has(question.id)) return undefined;
	if (question.askIf === undefined) return question;
	const askIf = conditionOfHalf(half, question.askIf);
	if (askIf === 'never') return undefined;
	return { ...question, askIf: askIf === 'always' ? undefined : askIf };
}

function withNamesBefore(own: Instrument, whole: Instrument, bridges: readonly Bridge[]): Instrument {
	const names = new Map(
		bridges.flatMap(({ question, before }): [string, string][] => [
			[before, question],
			[question, before],
		]),
	);
	const columns = new Map(
		bridges.flatMap((bridge) =>
			questionsOf(whole)
				.filter(({ id }) => id === bridge.question)
				.flatMap(variablesOf)
				.map(({ name }): [string, string] => [columnBefore(bridge, name), name]),
		),
	);
	const replaced = new Set(columns.values());
	return {
		...own,
		sections: own.sections.map((section) => ({
			...section,
			questions: section.questions.map((question) => renamedQuestion(question, names)),
		})),
		equivalences: own.equivalences
			.filter(({ variable }) => !replaced.has(variable))
			.map((declared) => ({ ...declared, variable: columns.get(declared.variable) ?? declared.variable })),
	};
}

/** A question under its name before, and what it says of others: in its routing and where it puts answers in. */
function renamedQuestion(question: Question, names: ReadonlyMap<string, string>): Question {
	const renamed = inTexts(question, names);
	const id = QuestionId.parse(names.get(question.id) ?? question.id);
	return renamed.askIf === undefined
		? { ...renamed, id }
		: { ...renamed, id, askIf: renamedCondition(renamed.askIf, names) };
}

/** Exact, since no brace of JSON itself stands directly before a word. */
function inTexts(question: Question, names: ReadonlyMap<string, string>): Question {
	const written = JSON.stringify(question);
	const piped = written.replace(/\{([a-z0-9_]+)\}/g, (pipe, id: string) => `{${names.get(id) ?? id}}`);
	return piped === written ? question : Question.parse(JSON.parse(piped));
}

function renamedCondition(condition: Condition, names: ReadonlyMap<string, string>): Condition {
	const renamed = (id: string) => QuestionId.parse(names.get(id) ?? id);
	if ('all' in condition) return { all: condition.all.map((part) => renamedCondition(part, names)) };
	if ('any' in condition) return { any: condition.any.map((part) => renamedCondition(part, names)) };
	if ('not' in condition) return { not: renamedCondition(condition.not, names) };
	if ('experiment' in condition) return condition;
	if ('answered' in condition) return { answered: renamed(condition.answered) };
	return { ...condition, question: renamed(condition.question) };
}
