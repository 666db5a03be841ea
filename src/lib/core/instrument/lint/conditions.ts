import type { Condition } from '../condition.ts';
import type { Instrument } from '../instrument.ts';
import { allocationsOf } from '../instrument.ts';
import { consentCodes } from '../kinds/consent.ts';
import { crosswiseCodes } from '../kinds/crosswise.ts';
import type { Question } from '../kinds/kinds.ts';
import { scalePoints } from '../kinds/scale.ts';
import type { Finding, Placed } from './finding.ts';
import { listed, placedQuestions } from './finding.ts';

/** A condition with where it stands; `before` is the number of the first question that it cannot look at yet. */
export interface PlacedCondition {
	readonly condition: Condition;
	readonly path: string;
	readonly place: string;
	readonly before: number;
}

/** Every condition of the instrument: routing, and what support contacts and guidance are shown for. */
export function placedConditions(instrument: Instrument): PlacedCondition[] {
	const questions = placedQuestions(instrument);
	const routing = questions.flatMap(({ question, path, place, index }) =>
		question.askIf === undefined ? [] : [{ condition: question.askIf, path: `${path}/askIf`, place, before: index }],
	);
	const atTheEnd = (list: 'support' | 'guidance', what: string) =>
		instrument[list].flatMap(({ id, when }, index) =>
			when === undefined
				? []
				: [{ condition: when, path: `${list}/${index}/when`, place: `${what} "${id}"`, before: questions.length }],
		);
	return [...routing, ...atTheEnd('support', 'support contact'), ...atTheEnd('guidance', 'guidance')];
}

/** What a condition names exists, comes before it, and can be answered that way. */
export function conditionRules(instrument: Instrument): Finding[] {
	const questions = placedQuestions(instrument);
	return placedConditions(instrument).flatMap((placed) => leavesOf(placed, instrument, questions));
}

function leavesOf(placed: PlacedCondition, instrument: Instrument, questions: readonly Placed[]): Finding[] {
	const { condition, path } = placed;
	const within = (part: Condition, step: string) =>
		leavesOf({ ...placed, condition: part, path: `${path}/${step}` }, instrument, questions);
	if ('all' in condition) return condition.all.flatMap((part, index) => within(part, `all/${index}`));
	if ('any' in condition) return condition.any.flatMap((part, index) => within(part, `any/${index}`));
	if ('not' in condition) return within(condition.not, 'not');
	const report = (rule: string, at: string, message: string): Finding[] => [
		{ severity: 'error', rule, path: `${path}/${at}`, place: placed.place, message },
	];
	if ('experiment' in condition) {
		const allocation = allocationsOf(instrument).find(({ id }) => id === condition.experiment);
		if (allocation === undefined) {
			return report('unknown-experiment', 'experiment', `There is no experiment called “${condition.experiment}”.`);
		}
		if (allocation.arms.includes(condition.arm)) return [];
		return report('unknown-experiment', 'arm', `Experiment “${condition.experiment}” has no arm “${condition.arm}”.`);
	}
	const id = 'answered' in condition ? condition.answered : condition.question;
	const at = 'answered' in condition ? 'answered' : 'question';
	const found = questions.find(({ question }) => question.id === id);
	if (found === undefined) return report('unknown-question', at, `It looks at question “${id}”, which does not exist.`);
	if (found.index >= placed.before) {
		const when = found.index === placed.before ? 'itself' : `question “${id}”, which comes after it`;
		return report('forward-reference', at, `It looks at ${when}; a condition can only look at answers already given.`);
	}
	if ('answered' in condition) return [];
	return [...rowProblem(condition.item, found.question, report), ...choiceProblems(condition, found.question, report)];
}

type Report = (rule: string, at: string, message: string) => Finding[];

function rowProblem(item: string | undefined, question: Question, report: Report): Finding[] {
	if (question.kind !== 'grid') {
		return item === undefined ? [] : report('unknown-row', 'item', `Question “${question.id}” has no rows.`);
	}
	if (item === undefined)
		return report('unknown-row', 'question', `“${question.id}” is a grid: say which row with “item”.`);
	if (question.items.some(({ id }) => id === item)) return [];
	return report('unknown-row', 'item', `Grid “${question.id}” has no row “${item}”.`);
}

function choiceProblems(
	condition: Exclude<
		Condition,
		{ all: unknown } | { any: unknown } | { not: unknown } | { answered: unknown } | { experiment: unknown }
	>,
	question: Question,
	report: Report,
): Finding[] {
	const codes = codesOf(question);
	if ('atLeast' in condition) {
		if (codes === 'any-number') return [];
		if (codes.some((code) => code >= condition.atLeast)) return [];
		return report('unknown-code', 'atLeast', `No answer of “${question.id}” is at least ${condition.atLeast}.`);
	}
	const choices = 'is' in condition ? [condition.is] : condition.in;
	const impossible = choices.filter((choice) => {
		if (choice === 'dont-know') return !question.dontKnow.offered;
		if (choice === 'refused') return !question.preferNotToSay.offered && question.required;
		return codes !== 'any-number' && !codes.includes(choice);
	});
	if (impossible.length === 0) return [];
	const words = `“${question.id}” cannot be answered ${listed(impossible)}: `;
	const reason =
		codes === 'any-number' || codes.length > 0 ? 'it is not among its answers.' : `a ${question.kind} has no codes.`;
	return report('unknown-code', 'is' in condition ? 'is' : 'in', words + reason);
}

/** The codes an answer can hold; none for kinds without codes, any for a number. */
export function codesOf(question: Question): readonly number[] | 'any-number' {
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'grid':
		case 'ranking':
		case 'knowledge':
			return question.options.map(({ code }) => code);
		case 'scale':
			return scalePoints(question).map(({ code }) => code);
		case 'item-count':
			return Array.from({ length: question.items.length + 2 }, (_, count) => count);
		case 'crosswise':
			return Object.values(crosswiseCodes);
		case 'consent':
			return Object.values(consentCodes);
		case 'number':
			return 'any-number';
		case 'text':
		case 'information':
			return [];
	}
}
