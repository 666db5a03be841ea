import type { MissingReason, Text, Variable } from '../../instrument/index.ts';
import { Sensitivity, missingCodes } from '../../instrument/index.ts';
import type { Coded, Definition } from './definition.ts';
import { sourcesOf } from './definition.ts';

/**
 * The column that a definition makes, as a codebook describes it: that of coding is described by itself. Undefined where `find` lacks a source or has one that the
 * definition cannot read: a recode, a net or knowledge needs codes, a band or an index takes numbers too. Its base is that
 * of its first source, its sensitivity that of the most sensitive one.
 */
export function derivedVariable(
	name: string,
	definition: Definition | Coded,
	find: (source: string) => Variable | undefined,
): Variable | undefined {
	if (definition.kind === 'coded') return definition.variable;
	const sources = sourcesOf(definition).map(find);
	const present = sources.filter((source) => source !== undefined && readable(definition, source));
	const [first] = present;
	if (first === undefined || present.length < sources.length) return undefined;
	return {
		name,
		label: definition.label,
		question: first.question,
		type: definition.kind === 'index' || definition.kind === 'knowledge' ? 'number' : 'code',
		values: valuesOf(definition),
		base: first.base,
		sensitivity: mostSensitive(present.flatMap((source) => source?.sensitivity ?? [])),
		missingInBase: missingInBaseOf(definition, first),
	};
}

/** Whether a definition can read a column of that type. */
export function readable({ kind }: Definition, { type }: Pick<Variable, 'type'>): boolean {
	switch (kind) {
		case 'recode':
		case 'net':
		case 'knowledge':
			return type === 'code';
		case 'band':
		case 'index':
			return type !== 'text';
	}
}

function valuesOf(definition: Definition): { code: number; label: Text }[] {
	switch (definition.kind) {
		case 'recode':
			return definition.groups.map(({ code, label }) => ({ code, label }));
		case 'band':
			return definition.bands.map(({ code, label }) => ({ code, label }));
		case 'net':
			return [
				{ code: 1, label: definition.yes },
				{ code: 0, label: definition.no },
			];
		case 'index':
		case 'knowledge':
			return [];
	}
}

/** A net has put into code 0 whoever stays in the base; an index and a knowledge score are means of those who have one. */
function missingInBaseOf(definition: Definition, source: Variable): MissingReason[] {
	switch (definition.kind) {
		case 'recode': {
			const given = new Set(definition.groups.flatMap(({ from }) => from));
			return source.missingInBase.filter((reason) => !given.has(missingCodes[reason]));
		}
		case 'band':
			return [...source.missingInBase];
		case 'net':
		case 'index':
		case 'knowledge':
			return [];
	}
}

/** The schema lists them from the least to the most. */
function mostSensitive(all: readonly Variable['sensitivity'][]): Variable['sensitivity'] {
	return Sensitivity.options.findLast((sensitivity) => all.includes(sensitivity)) ?? 'none';
}
