import type { Answer } from '../answer.ts';
import { evaluate } from '../condition.ts';
import type { Instrument } from '../instrument.ts';
import { allocationsOf, questionsOf } from '../instrument.ts';
import type { Question } from '../kinds/kinds.ts';
import type { Text } from '../text.ts';
import { say } from '../text.ts';
import { plainText } from '../markup.ts';
import { placedConditions } from './conditions.ts';
import type { Finding } from './finding.ts';
import { itemsOf } from './identity.ts';
import { leavesOf, possibleAnswers } from './possible-answers.ts';

/** How long an interview takes, in minutes, without the introduction. */
export interface Minutes {
	/** The median over interviews that choose among the answers at random. */
	readonly typical: number;
	/** The longest of them, improved answer by answer until no single change makes it longer. */
	readonly longest: number;
}

/** Seconds for choosing one closed answer, for reading one word, and for a line of one's own words. */
const pace = { choice: 7.5, word: 0.25, line: 15 } as const;

const walks = 200;

/**
 * Estimates the interview's length from 7.5 s for a closed answer, 5 s for 20 words to read and 15 s for a line of own
 * words (at most three), which is the trade's rule of thumb. Random but the same every time: it draws from a fixed seed.
 */
export function estimateMinutes(instrument: Instrument): Minutes {
	const questions = questionsOf(instrument);
	const leaves = leavesOf(placedConditions(instrument).map(({ condition }) => condition));
	const language = instrument.languages[0]?.code ?? '';
	const choices = new Map(questions.map((question) => [question, possibleAnswers(question, leaves).answers]));
	const seconds = new Map(questions.map((question) => [question, secondsFor(question, language)]));
	const draw = drawFrom(1);

	const walk = (chosen: ReadonlyMap<Question, number>, arms: Readonly<Record<string, string>>): number => {
		const answers: Record<string, Answer> = {};
		let total = 0;
		for (const question of questions) {
			if (question.askIf !== undefined && evaluate(question.askIf, { answers, arms }) !== 'true') continue;
			total += seconds.get(question) ?? 0;
			const answer = choices.get(question)?.[chosen.get(question) ?? 0];
			if (answer !== undefined) answers[question.id] = answer;
		}
		return total;
	};

	const drawn = Array.from({ length: walks }, () => {
		const arms = Object.fromEntries(
			allocationsOf(instrument).map(({ id, arms }) => [id, arms[draw(arms.length)] ?? '']),
		);
		const chosen = new Map(questions.map((question) => [question, draw(choices.get(question)?.length ?? 1)]));
		return { arms, chosen, total: walk(chosen, arms) };
	}).toSorted((a, b) => a.total - b.total);

	const longest = drawn.at(-1);
	if (longest === undefined) return { typical: 0, longest: 0 };
	let best = longest.total;
	for (const question of questions) {
		if (
			!leaves.some(
				(leaf) => !('experiment' in leaf) && ('answered' in leaf ? leaf.answered : leaf.question) === question.id,
			)
		) {
			continue;
		}
		for (const index of (choices.get(question) ?? []).keys()) {
			const tried = new Map(longest.chosen).set(question, index);
			const total = walk(tried, longest.arms);
			if (total <= best) continue;
			best = total;
			longest.chosen.set(question, index);
		}
	}
	return { typical: (drawn[Math.floor(walks / 2)]?.total ?? 0) / 60, longest: best / 60 };
}

/** The introduction promises about as many minutes as the interview takes. */
export function durationRules(instrument: Instrument): Finding[] {
	const { typical, longest } = estimateMinutes(instrument);
	const promised = [...(instrument.introduction['en'] ?? '').matchAll(/(\d+)(?: (?:to|or) (\d+))? minutes/g)].flatMap(
		(match) => [match[1], match[2]].filter((minutes) => minutes !== undefined).map(Number),
	);
	if (promised.length === 0) return [];
	const least = Math.min(...promised);
	const most = Math.max(...promised);
	if (typical <= most * 1.4 + 1 && longest >= least * 0.6 - 1) return [];
	return [
		{
			severity: 'warning',
			rule: 'duration',
			path: 'introduction',
			place: 'introduction',
			message: `It promises ${least === most ? most : `${least} to ${most}`} minutes; an interview is estimated to take ${Math.round(typical)}, at the longest ${Math.round(longest)}.`,
		},
	];
}

/** Seconds that one question takes whoever is asked it, by the pace above, in a language. */
export function secondsFor(question: Question, language: string): number {
	const words = (...texts: (Text | undefined)[]) =>
		texts.reduce((sum, text) => sum + (text === undefined ? 0 : wordCount(say(text, language))), 0) * pace.word;
	const read = words(question.text, question.hint);
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'number':
		case 'scale':
		case 'knowledge':
		case 'consent':
			return read + pace.choice;
		case 'grid':
			return read + question.items.length * pace.choice;
		case 'ranking':
			return read + question.places * pace.choice;
		case 'item-count':
			return read + words(...itemsOf(question).map(({ label }) => label)) + pace.choice;
		case 'crosswise':
			return read + words(question.innocuous, question.sensitive) + pace.choice;
		case 'text':
			return read + words(question.warning) + Math.min(question.lines, 3) * pace.line;
		case 'information':
			return read + words(question.body);
	}
}

function wordCount(words: string): number {
	return plainText(words)
		.split(/\s+/)
		.filter((word) => word !== '').length;
}

/** Whole numbers below a bound from a fixed start (a linear congruential generator; nothing here needs a better one). */
function drawFrom(seed: number): (bound: number) => number {
	let state = seed;
	return (bound) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return bound < 1 ? 0 : Math.floor((state / 2 ** 32) * bound);
	};
}
