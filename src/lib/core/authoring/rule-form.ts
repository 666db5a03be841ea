import { sourcesOf } from './askable.ts';
import type { Sources } from './askable.ts';
import type { Edit } from './edit.ts';
import type { Json } from './json.ts';
import { sameJson } from './json.ts';
import type { Place } from './place.ts';
import { valueAt } from './place.ts';
import { freshLeaf, menuValue, withMenu } from './rule-menu.ts';
import { readRule, ruleAt, withMember, withoutMember, withRuleAt, writeRule } from './rule.ts';
import type { Rule, RulePath } from './rule.ts';

/** What was done to a rule: a menu of a part of it was changed, or a button (`do`) pressed. */
export interface RuleChange {
	readonly path: RulePath;
	/** The menu, or `do` with `start`, `add`, `add-group` or `remove`. */
	readonly part: string;
	readonly value: string;
}

/** The name of the field for a menu of the rule at a place, by which a form that runs no scripts says what it changes. */
export function ruleField(place: Place, path: RulePath, part: string): string {
	return `rule:${path.join('.')}:${part}:${place}`;
}

/**
 * The edit for which changes of one rule stand: the whole rule anew, since its parts have no names of their own. Menus
 * first, since their paths are those of the rule as it was shown, then the button. Undefined where nothing is changed.
 */
export function editOfRule(document: Json, place: Place, changes: readonly RuleChange[]): Edit | undefined {
	const now = valueAt(document, place);
	const sources = sourcesOf(document, place);
	const menus = changes.filter(({ part }) => part !== 'do');
	const buttons = changes.filter(({ part }) => part === 'do');
	let rule = readRule(now);
	let isRule = rule !== undefined;
	for (const change of menus) rule = rule === undefined ? undefined : chosen(rule, change, sources);
	for (const { path, value } of buttons) {
		if (!isRule && now !== undefined && value !== 'remove') continue;
		rule = pressed(rule, path, value, sources);
		isRule = true;
	}
	if (!isRule) return undefined;
	const value = rule === undefined ? undefined : writeRule(rule);
	if (sameJson(now, value)) return undefined;
	return { kind: 'set', place, ...(value !== undefined && { value }), ...(now !== undefined && { was: now }) };
}

/** The edits for which the rules of a whole form stand that was made from `document`. */
export function editsOfRules(document: Json, fields: ReadonlyMap<string, string>): Edit[] {
	const byPlace = new Map<Place, RuleChange[]>();
	for (const [name, value] of fields) {
		const [, steps = '', part = '', place = ''] = /^rule:([\d.]*):([\w.-]+):(.+)$/.exec(name) ?? [];
		if (place === '') continue;
		const path = steps === '' ? [] : steps.split('.').map(Number);
		byPlace.set(place, [...(byPlace.get(place) ?? []), { path, part, value }]);
	}
	return [...byPlace].flatMap(([place, changes]) => {
		const shown = readRule(valueAt(document, place));
		// What says what stands there already is no change, whatever another menu makes of it.
		const made = changes.filter(({ path, part, value }) => {
			const at = shown === undefined ? undefined : ruleAt(shown, path);
			return part === 'do' || (at !== undefined && menuValue(at, part) !== value);
		});
		return editOfRule(document, place, made) ?? [];
	});
}

function chosen(rule: Rule, { path, part, value }: RuleChange, sources: Sources): Rule {
	return withRuleAt(rule, path, (at) => withMenu(at, part, value, sources)) ?? rule;
}

function pressed(rule: Rule | undefined, path: RulePath, button: string, sources: Sources): Rule | undefined {
	const fresh = freshLeaf(sources);
	if (button === 'remove') return rule === undefined ? undefined : withoutMember(rule, path);
	if (fresh === undefined) return rule;
	if (rule === undefined) return button === 'start' ? fresh : undefined;
	if (button === 'add') return withMember(rule, path, fresh);
	return button === 'add-group' ? withMember(rule, path, { kind: 'any', negated: false, rules: [fresh] }) : rule;
}
