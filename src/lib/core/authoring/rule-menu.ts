import { Declined } from '../instrument/index.ts';
import type { Askable, Sources } from './askable.ts';
import { isGroup } from './rule.ts';
import type { Choice, Leaf, Rule } from './rule.ts';

/** What is said of an answer. */
export type About = 'answered' | 'not-answered' | 'is' | 'is-not' | 'in' | 'not-in' | 'at-least' | 'below';

/** The question that is looked at in a rule; undefined where it is not asked before, or where a random arm is. */
export function askableOf(leaf: Leaf, { questions }: Sources): Askable | undefined {
	return leaf.kind === 'arm' ? undefined : questions.find(({ id }) => id === leaf.question);
}

/** What can be said of the answers of a question, and what is said of it now even where it cannot. */
export function aboutsFor(leaf: Leaf, askable: Askable | undefined): About[] {
	const able = new Set<About>([aboutOf(leaf)]);
	const add = (...abouts: readonly About[]) => abouts.forEach((about) => able.add(about));
	const coded = askable?.choices.some(({ value }) => typeof value === 'number') === true;
	if (leaf.kind === 'arm') add('is', 'is-not');
	else if (askable !== undefined) {
		if (coded || askable.kind === 'number') add('is', 'is-not');
		if (askable.choices.length > 0) add('in', 'not-in');
		if (askable.kind === 'number' || (coded && !['multiple', 'ranking'].includes(askable.kind))) {
			add('at-least', 'below');
		}
		add('answered', 'not-answered');
	}
	return order.filter((about) => able.has(about));
}

const order: readonly About[] = ['is', 'is-not', 'in', 'not-in', 'at-least', 'below', 'answered', 'not-answered'];

export function aboutOf(leaf: Leaf): About {
	switch (leaf.kind) {
		case 'answered':
			return leaf.negated ? 'not-answered' : 'answered';
		case 'in':
			return leaf.negated ? 'not-in' : 'in';
		case 'at-least':
			return leaf.negated ? 'below' : 'at-least';
		case 'is':
		case 'arm':
			return leaf.negated ? 'is-not' : 'is';
	}
}

/** A first thing to say: of the last question before that has answers to pick, else of a random arm. */
export function freshLeaf({ questions, allocations }: Sources): Leaf | undefined {
	const offered = questions.filter(isOffered);
	const last = offered.findLast(({ choices }) => choices.length > 0) ?? offered.at(-1);
	if (last !== undefined) return leafFor(last);
	const [first] = allocations;
	const [arm] = first?.arms ?? [];
	return first === undefined || arm === undefined
		? undefined
		: { kind: 'arm', negated: false, experiment: first.id, arm };
}

/** Whether there is a point in looking at a question: everybody who is asked on has consented and seen every page. */
export function isOffered({ kind }: Pick<Askable, 'kind'>): boolean {
	return kind !== 'information' && kind !== 'consent';
}

/** What a menu of a rule shows now; undefined for a menu that it does not have. */
export function menuValue(rule: Rule, part: string): string | undefined {
	if (isGroup(rule)) return part === 'join' ? `${rule.negated ? 'not-' : ''}${rule.kind}` : undefined;
	if (part === 'looks') return rule.kind === 'arm' ? `experiment ${rule.experiment}` : `question ${rule.question}`;
	if (part === 'about') return aboutOf(rule);
	if (rule.kind === 'arm') return part === 'arm' ? rule.arm : undefined;
	if (rule.kind === 'answered') return undefined;
	if (part === 'row') return rule.item ?? '';
	if (rule.kind === 'is') return part === 'choice' ? String(rule.choice) : undefined;
	if (rule.kind === 'at-least') return part === 'least' ? String(rule.atLeast) : undefined;
	const ticked = choiceIn(/^tick-(.+)$/.exec(part)?.[1] ?? '');
	return ticked === undefined ? undefined : rule.choices.includes(ticked) ? 'yes' : 'no';
}

/** The rule with another value in one of its menus; itself where the value means nothing there. */
export function withMenu(rule: Rule, part: string, value: string, sources: Sources): Rule {
	if (isGroup(rule)) {
		const [, not, kind] = /^(not-)?(all|any)$/.exec(value) ?? [];
		if (part !== 'join' || kind === undefined) return rule;
		return { ...rule, kind: kind === 'all' ? 'all' : 'any', negated: not !== undefined };
	}
	if (part === 'looks') return looksAt(value, sources) ?? rule;
	if (part === 'about') return order.includes(aboutNamed(value)) ? saying(rule, aboutNamed(value), sources) : rule;
	if (rule.kind === 'arm') return part === 'arm' ? { ...rule, arm: value } : rule;
	if (rule.kind === 'answered') return rule;
	if (part === 'row') return { ...rule, item: value === '' ? undefined : value };
	const choice = choiceIn(part.startsWith('tick-') ? part.slice('tick-'.length) : value);
	if (choice === undefined) return rule;
	if (rule.kind === 'is') return part === 'choice' ? { ...rule, choice } : rule;
	if (rule.kind === 'at-least') return typeof choice === 'number' ? { ...rule, atLeast: choice } : rule;
	const others = rule.choices.filter((one) => one !== choice);
	if (value === 'yes') return { ...rule, choices: [...others, choice] };
	return others.length === 0 ? rule : { ...rule, choices: others };
}

function aboutNamed(value: string): About {
	return order.find((about) => about === value) ?? 'answered';
}

function choiceIn(value: string): Choice | undefined {
	const declined = Declined.safeParse(value);
	if (declined.success) return declined.data;
	const number = Number(value);
	return value.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

function looksAt(value: string, { questions, allocations }: Sources): Leaf | undefined {
	const [, what, id] = /^(question|experiment) (.+)$/.exec(value) ?? [];
	if (what === 'question') {
		const askable = questions.find((question) => question.id === id);
		return askable === undefined ? undefined : leafFor(askable);
	}
	const found = allocations.find((allocation) => allocation.id === id);
	const [arm] = found?.arms ?? [];
	return found === undefined || arm === undefined
		? undefined
		: { kind: 'arm', negated: false, experiment: found.id, arm };
}

function leafFor({ id, kind, rows, choices }: Askable): Leaf {
	const looking = { negated: false, question: id, item: rows[0]?.id };
	const [first] = choices;
	if (kind === 'number') return { ...looking, kind: 'at-least', atLeast: 1 };
	if (first === undefined || kind === 'text') return { kind: 'answered', negated: false, question: id };
	return { ...looking, kind: 'is', choice: first.value };
}

/** Says something else of the same question; what was picked stays where it can. */
function saying(leaf: Leaf, about: About, sources: Sources): Leaf {
	const negated = about === 'is-not' || about === 'not-in' || about === 'not-answered' || about === 'below';
	if (leaf.kind === 'arm') return { ...leaf, negated };
	const askable = askableOf(leaf, sources);
	const item = leaf.kind === 'answered' ? askable?.rows[0]?.id : leaf.item;
	const looking = { negated, question: leaf.question, item };
	const picked = pickedIn(leaf, askable);
	const [first] = picked;
	const number = picked.find((choice) => typeof choice === 'number');
	switch (about) {
		case 'answered':
		case 'not-answered':
			return { kind: 'answered', negated, question: leaf.question };
		case 'is':
		case 'is-not':
			return first === undefined && askable?.kind !== 'number' ? leaf : { ...looking, kind: 'is', choice: first ?? 0 };
		case 'in':
		case 'not-in':
			return leaf.kind === 'in'
				? { ...leaf, negated }
				: first === undefined
					? leaf
					: { ...looking, kind: 'in', choices: [first] };
		case 'at-least':
		case 'below':
			return { ...looking, kind: 'at-least', atLeast: number ?? 1 };
	}
}

/** What is picked now, then what could be. */
function pickedIn(leaf: Exclude<Leaf, { kind: 'arm' }>, askable: Askable | undefined): readonly Choice[] {
	const able = askable?.choices.map(({ value }) => value) ?? [];
	switch (leaf.kind) {
		case 'answered':
			return able;
		case 'is':
			return [leaf.choice, ...able];
		case 'in':
			return [...leaf.choices, ...able];
		case 'at-least':
			return [leaf.atLeast, ...able];
	}
}
