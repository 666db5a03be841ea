import type { Condition } from '#core/instrument/index.ts';
import { QuestionId } from '#core/instrument/index.ts';
import type { Json, JsonObject } from './json.ts';
import { isList, isObject } from './json.ts';

/** The two forms of a question: its id, the id of the earlier form, and that form as it was asked. */
export interface Forms {
	readonly question: string;
	readonly before: string;
	readonly asked: JsonObject;
}

/**
 * A condition that looks at a question so that either form counts, each for the half that is asked it. What the earlier form
 * has no code or row for is left to the later. A look below a `not` is repeated with its `not`, as otherwise the form that a
 * half is not asked would keep all of it unknown.
 */
export function eitherForm(condition: Condition, forms: Forms): Condition {
	if ('all' in condition) return { all: condition.all.map((part) => eitherForm(part, forms)) };
	if ('any' in condition) {
		return {
			any: condition.any.flatMap((part) => {
				const either = eitherForm(part, forms);
				return 'any' in either && !('any' in part) ? either.any : [either];
			}),
		};
	}
	const other = ofEarlierForm(condition, forms);
	return other === undefined ? condition : { any: [condition, other] };
}

/** The condition with every look at the question made at its earlier form; undefined where it makes none that can be. */
export function ofEarlierForm(condition: Condition, forms: Forms): Condition | undefined {
	if ('not' in condition) {
		const inner = ofEarlierForm(condition.not, forms);
		return inner === undefined ? undefined : { not: inner };
	}
	if ('all' in condition || 'any' in condition) {
		const parts = 'all' in condition ? condition.all : condition.any;
		const renamed = parts.map((part) => ofEarlierForm(part, forms));
		if (renamed.every((part) => part === undefined)) return undefined;
		const whole = parts.map((part, at) => renamed[at] ?? part);
		return 'all' in condition ? { all: whole } : { any: whole };
	}
	if ('experiment' in condition) return undefined;
	const before = QuestionId.parse(forms.before);
	if ('answered' in condition) return condition.answered === forms.question ? { answered: before } : undefined;
	if (condition.question !== forms.question || !hasRow(forms.asked, condition.item)) return undefined;
	if ('atLeast' in condition) return { ...condition, question: before };
	if ('is' in condition) return canBe(forms.asked, condition.is) ? { ...condition, question: before } : undefined;
	const choices = condition.in.filter((choice) => canBe(forms.asked, choice));
	return choices.length === 0 ? undefined : { ...condition, question: before, in: choices };
}

/** The parts that all have to be true. */
export function conjuncts(condition: Condition | undefined): Condition[] {
	if (condition === undefined) return [];
	return 'all' in condition ? condition.all.flatMap(conjuncts) : [condition];
}

/** The parts as one condition; undefined for none. */
export function allOf(parts: readonly Condition[]): Condition | undefined {
	const [only] = parts;
	return parts.length > 1 ? { all: [...parts] } : only;
}

function hasRow(asked: JsonObject, item: string | undefined): boolean {
	const rows = asked['items'];
	return (
		item === undefined ||
		(rows !== undefined && isList(rows) && rows.some((row) => isObject(row) && row['id'] === item))
	);
}

function canBe(asked: JsonObject, choice: number | string): boolean {
	if (choice === 'dont-know') return isOffered(asked['dontKnow']);
	if (choice === 'refused') return isOffered(asked['preferNotToSay']) || asked['required'] === false;
	const options = asked['options'];
	if (options === undefined || !isList(options)) return true;
	return options.some((option) => isObject(option) && option['code'] === choice);
}

function isOffered(declining: Json | undefined): boolean {
	return declining !== undefined && isObject(declining) && declining['offered'] === true;
}
