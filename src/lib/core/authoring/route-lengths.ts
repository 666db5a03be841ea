import { allocationsOf, leavesOf, questionsIn, questionsOf, secondsFor } from '../instrument/index.ts';
import type { Instrument, Question } from '../instrument/index.ts';
import {
	anyTruth,
	leafKey,
	possibleTruths,
	signaturesOfAnswers,
	signaturesOfArms,
	truths,
	unanswered,
} from './possible-truths.ts';
import type { ConditionLeaf, Signature } from './possible-truths.ts';

/** A route's length. */
export interface RouteLength {
	readonly pages: number;
	/** Without the introduction, by the pace of `estimateMinutes`. */
	readonly minutes: number;
	/** The questions asked on the one that is the longest, or shortest, in minutes. */
	readonly asked: ReadonlySet<string>;
}

export interface RouteLengths {
	/** The most pages and the most minutes that anybody who takes part to the end can have; each by itself. */
	readonly longest: RouteLength;
	readonly shortest: RouteLength;
	/** Whether somebody can have them. Otherwise they are bounds: nobody's route is longer than the one, or shorter. */
	readonly isExact: boolean;
	/** Whether a question is asked on every route, on some, or on none. Not exact: on some, where that cannot be told. */
	readonly reach: ReadonlyMap<string, 'always' | 'sometimes' | 'never'>;
}

/** Most sets of answers that are told apart at one place of an instrument; past it some are taken as could-be-anything. */
const mostStates = 256;

/**
 * The longest and the shortest route. Routes are not listed: questions that have nothing to do with each other's rules
 * are taken apart, and within a part one goes from question to question with, for each combination of what *later* rules
 * still look at, only the longest and shortest way there (dynamic programming over the live leaves of conditions). Where
 * there are too many combinations, some leaves may have any truth from there on, which allows more routes than there are,
 * so that the lengths stay bounds. Proven against all routes of small instruments (tests/property/routes.test.ts).
 */
export function routeLengths(instrument: Instrument): RouteLengths {
	const language = instrument.languages[0]?.code ?? '';
	const parts = independentParts(questionsOf(instrument)).map((part) => extremesOf(part, instrument, language));
	const total = (which: 'longest' | 'shortest'): RouteLength => ({
		pages: parts.reduce((sum, part) => sum + part[which].pages, 0),
		minutes: parts.reduce((sum, part) => sum + part[which].way.seconds, 0) / 60,
		asked: new Set(parts.flatMap((part) => askedOn(part[which].way))),
	});
	return {
		longest: total('longest'),
		shortest: total('shortest'),
		isExact: parts.every(({ isExact }) => isExact),
		reach: new Map(parts.flatMap(({ reach }) => reach)),
	};
}

/** A way to a place: how long it took, and the questions asked on it, the last first. */
interface Way {
	readonly seconds: number;
	readonly last: { readonly id: string; readonly before: Way } | undefined;
}

interface Best {
	readonly way: Way;
	/** The most, or fewest, pages on any way there; not always this way's. */
	readonly pages: number;
}

interface Extremes {
	readonly longest: Best;
	readonly shortest: Best;
}

/** The best ways for each signature of the leaves that are live. */
type States = Map<Signature, Extremes>;

interface LiveLeaf {
	readonly key: string;
	readonly leaf: ConditionLeaf;
	/** The question or allocation that decides it. */
	readonly decider: string;
	/** The position of the last question whose rule looks at it. */
	readonly lastUse: number;
}

interface Part extends Extremes {
	readonly isExact: boolean;
	readonly reach: readonly (readonly [string, 'always' | 'sometimes' | 'never'])[];
}

const start: Best = { way: { seconds: 0, last: undefined }, pages: 0 };

function extremesOf(questions: readonly Question[], instrument: Instrument, language: string): Part {
	const leaves = liveLeaves(questions);
	const arms = new Map(allocationsOf(instrument).map(({ id, arms }) => [id, arms]));
	let live: readonly LiveLeaf[] = [];
	let states: States = new Map([['', { longest: start, shortest: start }]]);
	/** Leaves that may have any truth from here on. */
	const free = new Set<string>();
	const reach: [string, 'always' | 'sometimes' | 'never'][] = [];

	const byArms = leaves.filter(({ leaf }) => 'experiment' in leaf);
	for (const id of new Set(byArms.map(({ decider }) => decider))) {
		const own = byArms.filter(({ decider }) => decider === id);
		const drawn = signaturesOfArms(
			id,
			arms.get(id) ?? [],
			own.map(({ leaf }) => leaf),
		);
		if (states.size * drawn.length > mostStates) for (const { key } of own) free.add(key);
		else {
			states = spread(states, drawn);
			live = [...live, ...own];
		}
	}

	for (const [at, question] of questions.entries()) {
		const own = leaves.filter(({ decider, leaf }) => decider === question.id && !('experiment' in leaf));
		const told = signaturesOfAnswers(
			question,
			own.map(({ leaf }) => leaf),
		);
		const isFree = told === undefined || states.size * told.length > mostStates * 4;
		if (isFree) for (const { key } of own) free.add(key);
		const [news, answers] = isFree ? [[], ['']] : [own, told];
		const seconds = secondsFor(question, language);
		const read = readerOf(question, live, free);
		const after = [...live, ...news];
		const kept = after.flatMap(({ lastUse }, position) => (lastUse > at ? [position] : []));
		const keep = (signature: Signature) => kept.map((position) => signature[position]).join('');
		const next: States = new Map();
		let asks = 0;
		for (const [signature, extremes] of states) {
			const possible = truthsOf(question, (leaf) => read(leaf, signature));
			asks |= possible;
			if (possible & truths.true) {
				const asked = withQuestion(extremes, question.id, seconds);
				for (const answer of answers) merge(next, keep(signature + answer), asked);
			}
			if (possible & ~truths.true) merge(next, keep(signature + unanswered(news)), extremes);
		}
		live = kept.flatMap((position) => after[position] ?? []);
		states = next;
		if (states.size > mostStates) ({ states, live } = forgetting(states, live, free));
		reach.push([question.id, (asks & truths.true) === 0 ? 'never' : asks === truths.true ? 'always' : 'sometimes']);
	}
	const end: States = new Map();
	for (const extremes of states.values()) merge(end, '', extremes);
	return { ...(end.get('') ?? { longest: start, shortest: start }), isExact: free.size === 0, reach };
}

/** Tells the truths of a leaf of a question's rule from a state; of what is not known, that it is unknown. */
function readerOf(
	{ askIf }: Question,
	live: readonly LiveLeaf[],
	free: ReadonlySet<string>,
): (leaf: ConditionLeaf, signature: Signature) => number {
	const positions = new Map(live.map(({ key }, position) => [key, position]));
	const found = new Map(
		(askIf === undefined ? [] : leavesOf([askIf])).map((leaf) => {
			const key = leafKey(leaf);
			return [leaf, free.has(key) ? ('any' as const) : (positions.get(key) ?? -1)] as const;
		}),
	);
	return (leaf, signature) => {
		const at = found.get(leaf) ?? -1;
		return at === 'any' ? anyTruth : Number(signature[at] ?? truths.unknown);
	};
}

function truthsOf({ askIf }: Question, of: (leaf: ConditionLeaf) => number): number {
	return askIf === undefined ? truths.true : possibleTruths(askIf, of);
}

/** The leaves of the rules of these questions, each once, that look at something before them. */
function liveLeaves(questions: readonly Question[]): LiveLeaf[] {
	const found = new Map<string, LiveLeaf>();
	const positions = new Map<string, number>(questions.map(({ id }, position) => [id, position]));
	for (const [at, { askIf }] of questions.entries()) {
		for (const leaf of askIf === undefined ? [] : leavesOf([askIf])) {
			const decider = 'experiment' in leaf ? leaf.experiment : 'answered' in leaf ? leaf.answered : leaf.question;
			const isBefore = 'experiment' in leaf || (positions.get(decider) ?? at) < at;
			const key = leafKey(leaf);
			if (isBefore) found.set(key, { key, leaf, decider, lastUse: at });
		}
	}
	return [...found.values()];
}

function spread(states: States, signatures: readonly Signature[]): States {
	const wider: States = new Map();
	for (const [signature, extremes] of states) {
		for (const more of signatures) wider.set(signature + more, extremes);
	}
	return wider;
}

function merge(states: States, signature: Signature, { longest, shortest }: Extremes): void {
	const there = states.get(signature);
	states.set(
		signature,
		there === undefined
			? { longest, shortest }
			: { longest: better(there.longest, longest, 1), shortest: better(there.shortest, shortest, -1) },
	);
}

function better(one: Best, other: Best, sign: 1 | -1): Best {
	const way = (other.way.seconds - one.way.seconds) * sign > 0 ? other.way : one.way;
	return { way, pages: (other.pages - one.pages) * sign > 0 ? other.pages : one.pages };
}

function withQuestion({ longest, shortest }: Extremes, id: string, seconds: number): Extremes {
	const more = ({ way, pages }: Best): Best => ({
		way: { seconds: way.seconds + seconds, last: { id, before: way } },
		pages: pages + 1,
	});
	return { longest: more(longest), shortest: more(shortest) };
}

/** Lets the leaves of whatever makes the most difference have any truth, until few enough states are left. */
function forgetting(
	states: States,
	live: readonly LiveLeaf[],
	free: Set<string>,
): { readonly states: States; readonly live: LiveLeaf[] } {
	const signsOf = (decider: string) => live.flatMap((leaf, at) => (leaf.decider === decider ? [at] : []));
	const only = (signature: Signature, signs: readonly number[]) => signs.map((at) => signature[at]).join('');
	const variety = (decider: string) =>
		new Set([...states.keys()].map((signature) => only(signature, signsOf(decider)))).size;
	const deciders = [...new Set(live.map(({ decider }) => decider))].map((id) => ({ id, variety: variety(id) }));
	let left = states;
	let kept = live.map((_, at) => at);
	for (const { id } of deciders.toSorted((a, b) => b.variety - a.variety)) {
		if (left.size <= mostStates / 2) break;
		kept = kept.filter((at) => live[at]?.decider !== id);
		left = new Map();
		for (const [signature, extremes] of states) merge(left, only(signature, kept), extremes);
	}
	for (const [at, { key }] of live.entries()) if (!kept.includes(at)) free.add(key);
	return { states: left, live: kept.flatMap((at) => live[at] ?? []) };
}

/** Questions whose rules look at each other, or at the same random arms, belong together; each part in order of asking. */
function independentParts(questions: readonly Question[]): Question[][] {
	const parents = new Map<string, string>();
	const rootOf = (name: string): string => {
		const parent = parents.get(name);
		if (parent === undefined || parent === name) return name;
		const root = rootOf(parent);
		parents.set(name, root);
		return root;
	};
	for (const { id, askIf } of questions) {
		if (askIf === undefined) continue;
		const arms = leavesOf([askIf]).flatMap((leaf) => ('experiment' in leaf ? [`arms of ${leaf.experiment}`] : []));
		for (const other of [...questionsIn(askIf), ...arms]) parents.set(rootOf(other), rootOf(id));
	}
	const parts = new Map<string, Question[]>();
	for (const question of questions) {
		const root = rootOf(question.id);
		const part = parts.get(root);
		if (part === undefined) parts.set(root, [question]);
		else part.push(question);
	}
	return [...parts.values()];
}

function askedOn(way: Way): string[] {
	const asked: string[] = [];
	for (let { last } = way; last !== undefined; { last } = last.before) asked.push(last.id);
	return asked;
}
