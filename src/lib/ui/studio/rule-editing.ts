import { tick } from 'svelte';
import { editOfRule, ruleField } from '#core/authoring/index.ts';
import type { RulePath, Sources } from '#core/authoring/index.ts';
import { fieldId } from './field-id.ts';
import type { Studio } from './studio.svelte.ts';

/** What the parts of a rule need to show and change it. */
export interface RuleEditing {
	readonly sources: Sources;
	name(path: RulePath, part: string): string;
	id(path: RulePath, part: string): string;
	/** A menu was changed, or a button (`do`) pressed; then the focus goes to the first of these fields that is there. */
	change(path: RulePath, part: string, value: string, focus?: readonly string[]): void;
}

export function ruleEditing(studio: Studio, place: string, sources: () => Sources): RuleEditing {
	const name = (path: RulePath, part: string) => ruleField(place, path, part);
	return {
		get sources() {
			return sources();
		},
		name,
		id: (path, part) => fieldId(name(path, part)),
		change: (path, part, value, focus = []) => {
			const edit = editOfRule(studio.document, place, [{ path, part, value }]);
			if (edit === undefined || !studio.apply([edit])) return;
			void tick().then(() => {
				const found = focus.map((id) => document.getElementById(id)).find((element) => element !== null);
				found?.focus();
			});
		},
	};
}
