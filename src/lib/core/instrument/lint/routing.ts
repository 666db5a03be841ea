import type { Answer } from '../answer.ts';
import type { Condition } from '../condition.ts';
import { evaluate, questionsIn } from '../condition.ts';
import type { Instrument } from '../instrument.ts';
import { allocationsOf } from '../instrument.ts';
import { conditionRules, placedConditions } from './conditions.ts';
import type { PlacedCondition } from './conditions.ts';
import type { Finding, Placed } from './finding.ts';
import { placedQuestions } from './finding.ts';
import { leavesOf, representativeAnswers } from './possible-answers.ts';

/**
 * Every condition can come true for somebody, and false for somebody else. Found by trying every combination of answers
 * that the questions it looks at, and those that they depend on, can have; where there are too many to try, nothing is said.
 */
export function routingRules(instrument: Instrument): Finding[] {
	const faulty = new Set(conditionRules(instrument).map(({ place }) => place));
	return placedConditions(instrument)
		.filter(({ place }) => !faulty.has(place))
		.flatMap((placed) => outcomeFindings(placed, instrument));
}

function outcomeFindings(placed: PlacedCondition, instrument: Instrument): Finding[] {
	const { path, place, condition, before } = placed;
	const looksAtQuestion = path.endsWith('askIf');
	const outcome = outcomesOf(condition, before, instrument, 'by-routing');
	if (outcome === 'never') {
		const alone = outcomesOf(condition, before, instrument, 'alone');
		const message = looksAtQuestion ? 'Nobody can ever be asked this' : 'This can never be shown';
		return [
			{
				severity: looksAtQuestion ? 'error' : 'warning',
				rule: alone === 'never' ? 'contradiction' : 'unreachable',
				path,
				place,
				message:
					alone === 'never'
						? `${message}: its condition contradicts itself.`
						: `${message}: no route through the earlier questions makes its condition true. A question that was not asked is neither true nor false, not even with “not”.`,
			},
		];
	}
	if (outcome === 'always' && questionsIn(condition).length > 0) {
		const message = 'Its condition is true whatever is answered, so it can be left out.';
		return [{ severity: 'advice', rule: 'always-true', path, place, message }];
	}
	return [];
}

type Outcome = 'never' | 'sometimes' | 'always' | 'undecided';

const mostTries = 20_000;
/** Of a condition that hangs on more questions than these nothing is said: trying takes longer than anybody waits. */
const mostInvolved = 100;

/**
 * Whether `condition` is ever and always true. `by-routing`: questions are answered only where they are asked. `alone`:
 * every question that it looks at is answered, which tells a contradiction from a dead route.
 */
function outcomesOf(
	condition: Condition,
	before: number,
	instrument: Instrument,
	how: 'by-routing' | 'alone',
): Outcome {
	const earlier = placedQuestions(instrument).filter(({ index }) => index < before);
	const involved = how === 'alone' ? lookedAt(condition, earlier) : dependedOn(condition, earlier);
	if (involved.length > mostInvolved) return 'undecided';
	const conditions = [condition, ...involved.flatMap(({ question }) => question.askIf ?? [])];
	const leaves = leavesOf(conditions);
	const choices = involved.map(({ question }) => representativeAnswers(question, leaves));
	const seen = { true: false, otherwise: false };
	let tries = 0;

	const tryFrom = (
		position: number,
		answers: Readonly<Record<string, Answer>>,
		arms: Readonly<Record<string, string>>,
	) => {
		if (tries > mostTries || (seen.true && seen.otherwise)) return;
		const placed = involved[position];
		if (placed === undefined) {
			tries += 1;
			if (evaluate(condition, { answers, arms }) === 'true') seen.true = true;
			else seen.otherwise = true;
			return;
		}
		const { question } = placed;
		const asked =
			how === 'alone' || question.askIf === undefined || evaluate(question.askIf, { answers, arms }) === 'true';
		if (!asked) tryFrom(position + 1, answers, arms);
		else {
			for (const answer of choices[position]?.answers ?? []) {
				tryFrom(position + 1, { ...answers, [question.id]: answer }, arms);
			}
		}
	};
	for (const arms of armCombinations(conditions, instrument)) tryFrom(0, {}, arms);

	if (seen.true) return seen.otherwise || tries > mostTries ? 'sometimes' : 'always';
	return tries > mostTries || choices.some(({ complete }) => !complete) ? 'undecided' : 'never';
}

function lookedAt(condition: Condition, earlier: readonly Placed[]): Placed[] {
	const ids = questionsIn(condition);
	return earlier.filter(({ question }) => ids.includes(question.id));
}

/** The questions that a condition looks at, those that their routing looks at, and so on, in the order of asking. */
function dependedOn(condition: Condition, earlier: readonly Placed[]): Placed[] {
	const reached = new Set<Placed>();
	const reach = (through: Condition, candidates: readonly Placed[]) => {
		for (const placed of lookedAt(through, candidates)) {
			if (reached.has(placed)) continue;
			reached.add(placed);
			const { askIf } = placed.question;
			if (askIf !== undefined)
				reach(
					askIf,
					candidates.filter(({ index }) => index < placed.index),
				);
		}
	};
	reach(condition, earlier);
	return earlier.filter((placed) => reached.has(placed));
}

function armCombinations(conditions: readonly Condition[], instrument: Instrument): Record<string, string>[] {
	const named = new Set(leavesOf(conditions).flatMap((leaf) => ('experiment' in leaf ? [leaf.experiment] : [])));
	return allocationsOf(instrument)
		.filter(({ id }) => named.has(id))
		.reduce<Record<string, string>[]>(
			(combinations, { id, arms }) => combinations.flatMap((so) => arms.map((arm) => ({ ...so, [id]: arm }))),
			[{}],
		);
}
