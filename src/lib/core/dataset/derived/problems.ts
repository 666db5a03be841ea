import type { Variable } from '../../instrument/index.ts';
import type { DerivedVariable, MadeVariable } from './definition.ts';
import { declinedCodes, sourcesOf } from './definition.ts';
import { readable } from './variable.ts';

/** Why a definition cannot be saved. */
export type DefinitionProblem =
	/** The questionnaire has a column of that name in one of its versions. */
	| { readonly kind: 'name-of-a-question' }
	/** Another derived variable has it. */
	| { readonly kind: 'name-taken' }
	| { readonly kind: 'unknown-source'; readonly source: string }
	| { readonly kind: 'unreadable-source'; readonly source: string }
	| { readonly kind: 'unknown-code'; readonly source: string; readonly code: number }
	/** Made of itself, by way of the variables named. */
	| { readonly kind: 'cycle'; readonly through: readonly string[] };

/**
 * What stands against a definition beside the survey's columns and its other derived variables. `asked` are the columns of
 * all versions, each with the codes of any of them; `described` are the derived ones. `isNew` for a name that is not there.
 */
export function problemsWith(
	candidate: Pick<DerivedVariable, 'name' | 'definition'>,
	context: {
		readonly asked: ReadonlyMap<string, Variable>;
		readonly described: ReadonlyMap<string, Variable>;
		readonly derived: readonly MadeVariable[];
		readonly isNew: boolean;
	},
): DefinitionProblem[] {
	const { name, definition } = candidate;
	const { asked, described, derived, isNew } = context;
	if (asked.has(name)) return [{ kind: 'name-of-a-question' }];
	const problems: DefinitionProblem[] = [];
	if (isNew && derived.some((other) => other.name === name)) problems.push({ kind: 'name-taken' });
	const through = wayBack(name, sourcesOf(definition), derived);
	if (through !== undefined) return [...problems, { kind: 'cycle', through }];
	for (const source of sourcesOf(definition)) {
		const variable = asked.get(source) ?? described.get(source);
		if (variable === undefined) problems.push({ kind: 'unknown-source', source });
		else if (!readable(definition, variable)) problems.push({ kind: 'unreadable-source', source });
	}
	if (problems.length > 0) return problems;
	for (const [source, codes] of codesRead(candidate)) {
		const values = (asked.get(source) ?? described.get(source))?.values ?? [];
		const known = new Set([...values.map(({ code }) => code), ...declinedCodes]);
		for (const code of codes) if (!known.has(code)) problems.push({ kind: 'unknown-code', source, code });
	}
	return problems;
}

/** Each source with the codes of it that the definition names. A net's codes need only be some source's. */
function codesRead({ definition }: Pick<DerivedVariable, 'definition'>): [source: string, codes: readonly number[]][] {
	switch (definition.kind) {
		case 'recode':
			return [[definition.source, definition.groups.flatMap(({ from }) => from)]];
		case 'net':
			return definition.sources.length === 1 ? definition.sources.map((source) => [source, definition.codes]) : [];
		case 'knowledge':
			return definition.items.map(({ variable, right }) => [variable, right]);
		case 'band':
		case 'index':
			return [];
	}
}

/** The derived variables from one of `sources` to `name` itself; undefined where none leads there. */
function wayBack(
	name: string,
	sources: readonly string[],
	derived: readonly MadeVariable[],
	seen: readonly string[] = [],
): string[] | undefined {
	for (const source of sources) {
		if (source === name) return [...seen];
		const next = derived.find((one) => one.name === source);
		if (next === undefined || seen.includes(source)) continue;
		const found = wayBack(name, sourcesOf(next.definition), derived, [...seen, source]);
		if (found !== undefined) return found;
	}
	return undefined;
}
