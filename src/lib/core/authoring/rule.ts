import { Condition, type Declined } from '../instrument/index.ts';
import type { Json, JsonObject } from './json.ts';

/** An option's code, or one of the two ways to decline. */
export type Choice = number | Declined;

interface Looking {
	readonly negated: boolean;
	readonly question: string;
	/** The row of a grid. */
	readonly item?: string | undefined;
}

/** One thing that is said of an answer or of a random arm. */
export type Leaf =
	| (Omit<Looking, 'item'> & { readonly kind: 'answered' })
	| (Looking & { readonly kind: 'is'; readonly choice: Choice })
	| (Looking & { readonly kind: 'in'; readonly choices: readonly Choice[] })
	| (Looking & { readonly kind: 'at-least'; readonly atLeast: number })
	| { readonly kind: 'arm'; readonly negated: boolean; readonly experiment: string; readonly arm: string };

export interface Group {
	readonly kind: 'all' | 'any';
	readonly negated: boolean;
	readonly rules: readonly Rule[];
}

/**
 * A condition as menus show it: *not* is no level of its own but belongs to what it negates, and two of them in a row are
 * none, which says the same in three values. A path is the positions of groups' members from the top.
 */
export type Rule = Leaf | Group;
export type RulePath = readonly number[];

/** The rule that a condition of a draft is; undefined for what is no condition. */
export function readRule(json: Json | undefined): Rule | undefined {
	const condition = Condition.safeParse(json);
	return condition.success ? ruleOf(condition.data, false) : undefined;
}

function ruleOf(condition: Condition, negated: boolean): Rule {
	if ('not' in condition) return ruleOf(condition.not, !negated);
	if ('all' in condition) return { kind: 'all', negated, rules: condition.all.map((part) => ruleOf(part, false)) };
	if ('any' in condition) return { kind: 'any', negated, rules: condition.any.map((part) => ruleOf(part, false)) };
	if ('experiment' in condition) return { kind: 'arm', negated, experiment: condition.experiment, arm: condition.arm };
	if ('answered' in condition) return { kind: 'answered', negated, question: condition.answered };
	const { question, item } = condition;
	if ('is' in condition) return { kind: 'is', negated, question, item, choice: condition.is };
	if ('in' in condition) return { kind: 'in', negated, question, item, choices: condition.in };
	return { kind: 'at-least', negated, question, item, atLeast: condition.atLeast };
}

/** The condition that a rule stands for, as it is stored. */
export function writeRule(rule: Rule): JsonObject {
	const said = writtenPlain(rule);
	return rule.negated ? { not: said } : said;
}

function writtenPlain(rule: Rule): JsonObject {
	switch (rule.kind) {
		case 'all':
			return { all: rule.rules.map(writeRule) };
		case 'any':
			return { any: rule.rules.map(writeRule) };
		case 'arm':
			return { experiment: rule.experiment, arm: rule.arm };
		case 'answered':
			return { answered: rule.question };
		case 'is':
			return { ...looking(rule), is: rule.choice };
		case 'in':
			return { ...looking(rule), in: rule.choices };
		case 'at-least':
			return { ...looking(rule), atLeast: rule.atLeast };
	}
}

function looking({ question, item }: Looking): JsonObject {
	return { question, ...(item !== undefined && { item }) };
}

export function isGroup(rule: Rule): rule is Group {
	return rule.kind === 'all' || rule.kind === 'any';
}

/** The part of a rule at a path; undefined where there is none. */
export function ruleAt(rule: Rule, path: RulePath): Rule | undefined {
	const [at, ...rest] = path;
	if (at === undefined) return rule;
	const member = isGroup(rule) ? rule.rules[at] : undefined;
	return member === undefined ? undefined : ruleAt(member, rest);
}

/**
 * The rule with its part at a path changed, or taken away where the change gives undefined; a group goes with its last
 * member. The rule itself where the path leads nowhere.
 */
export function withRuleAt(rule: Rule, path: RulePath, change: (part: Rule) => Rule | undefined): Rule | undefined {
	const [at, ...rest] = path;
	if (at === undefined) return change(rule);
	const member = isGroup(rule) ? rule.rules[at] : undefined;
	if (!isGroup(rule) || member === undefined) return rule;
	const changed = withRuleAt(member, rest, change);
	if (changed !== undefined) return { ...rule, rules: rule.rules.with(at, changed) };
	return rule.rules.length === 1 ? undefined : { ...rule, rules: rule.rules.toSpliced(at, 1) };
}

/** The rule with one more member in the group at a path; where a leaf stands there, it becomes a group of both. */
export function withMember(rule: Rule, path: RulePath, member: Rule): Rule {
	const more = (part: Rule): Rule =>
		isGroup(part)
			? { ...part, rules: [...part.rules, member] }
			: { kind: 'all', negated: false, rules: [part, member] };
	return withRuleAt(rule, path, more) ?? rule;
}

/** The rule without its part at a path; a whole rule of one member is that member. */
export function withoutMember(rule: Rule, path: RulePath): Rule | undefined {
	const left = withRuleAt(rule, path, () => undefined);
	const [only, ...others] = left !== undefined && isGroup(left) && !left.negated ? left.rules : [];
	return only !== undefined && others.length === 0 ? only : left;
}

/** Every leaf of a rule, in order. */
export function leavesOf(rule: Rule): readonly Leaf[] {
	return isGroup(rule) ? rule.rules.flatMap(leavesOf) : [rule];
}
