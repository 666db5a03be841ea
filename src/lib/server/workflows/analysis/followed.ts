import type { MadeVariable } from '#core/dataset/index.ts';
import { derivedVariable, inOrderOfMaking } from '#core/dataset/index.ts';
import type { Instrument, Measure, Variable } from '#core/instrument/index.ts';
import { codebook, plainText, say } from '#core/instrument/index.ts';

/** What a trend follows: the declared measures, or the spread of one coded variable. */
export type Subject = { readonly kind: 'measures' } | { readonly kind: 'variable'; readonly name: string };

/** Columns by name. Text is never among them. */
export type Variables = ReadonlyMap<string, Variable>;

/** The columns of any of the versions by name, as the newest that has them describes them; their codes are those of any. */
export function askedVariables(newestFirst: readonly Instrument[]): Variables {
	const found = new Map<string, Variable>();
	for (const instrument of newestFirst) {
		for (const variable of codebook(instrument)) {
			if (variable.type === 'text') continue;
			const newer = found.get(variable.name);
			found.set(variable.name, newer === undefined ? variable : withOlderCodes(newer, variable));
		}
	}
	return found;
}

/** The derived variables whose sources are all among `asked`; a question has a name before a derived variable has it. */
export function derivedVariables(asked: Variables, derived: readonly MadeVariable[]): Variables {
	const all = new Map(asked);
	const made = new Map<string, Variable>();
	for (const { name, definition } of inOrderOfMaking(derived)) {
		const variable = all.has(name) ? undefined : derivedVariable(name, definition, (source) => all.get(source));
		if (variable === undefined) continue;
		all.set(name, variable);
		made.set(name, variable);
	}
	return made;
}

/** What a trend can follow by itself: coded columns of any of the versions, and all that analysts derived from columns. */
export function variablesToFollow(newestFirst: readonly Instrument[], derived: readonly MadeVariable[]): Variables {
	const asked = askedVariables(newestFirst);
	return new Map([
		...[...asked].filter(([, { type, values }]) => type === 'code' && values.length > 0),
		...derivedVariables(asked, derived),
	]);
}

/** Columns by which results may be broken down: those declared, those that the waves are weighted by, and codes that analysts derived. */
export function breakVariables(newestFirst: readonly Instrument[], derived: readonly MadeVariable[] = []): Variable[] {
	const all = variablesToFollow(newestFirst, derived);
	const names = newestFirst.flatMap(({ breaks, weighting }) => [
		...breaks,
		...(weighting?.margins.flatMap(({ variables }) => variables) ?? []),
	]);
	const defined = derived.filter(({ definition }) => definition.kind !== 'coded');
	const made = derivedVariables(askedVariables(newestFirst), derived);
	const groups = defined.filter(({ name }) => made.get(name)?.type === 'code').map(({ name }) => name);
	return [...new Set([...names, ...groups])].flatMap((name) => all.get(name) ?? []);
}

/**
 * The instrument with what is followed as its measures: its own, or for a variable that it has the share of each code, or
 * the mean of numbers.
 */
export function following(
	instrument: Instrument,
	subject: Subject,
	variable: Variable | undefined,
	derived: readonly MadeVariable[] = [],
): Instrument {
	if (subject.kind === 'measures') return instrument;
	const asked = askedVariables([instrument]);
	const own = asked.get(subject.name) ?? derivedVariables(asked, derived).get(subject.name);
	if (own === undefined) return { ...instrument, measures: [] };
	if (own.type === 'number') return { ...instrument, measures: [meanOf(own)] };
	return { ...instrument, measures: own.values.map(({ code, label }) => shareOfCode(own.name, code, label)) };
}

/** The instrument with its measures read within the groups of `breakBy`, so that a changed break variable breaks them too. */
export function withinGroups(instrument: Instrument, breakBy: string): Instrument {
	const measures = instrument.measures.map((measure) => ({
		...measure,
		among: [...measure.among, { variable: breakBy, codes: [] }],
	}));
	return { ...instrument, measures };
}

/** A name of a column with the words of its question, or the name alone for a column whose words are only markup. */
export function variableLabel(variable: Variable, language: string): string {
	return plainText(say(variable.label, language)).replaceAll('\n', ' ').trim() || variable.name;
}

function withOlderCodes(newer: Variable, older: Variable): Variable {
	const known = new Set(newer.values.map(({ code }) => code));
	const dropped = older.values.filter(({ code }) => !known.has(code));
	return dropped.length === 0 ? newer : { ...newer, values: [...newer.values, ...dropped] };
}

function meanOf({ name, label, base }: Variable): Measure {
	return {
		...{ id: name, label, base, objective: null, among: [], smallestChange: 0.03 },
		...{ statistic: 'mean', variable: name },
	};
}

function shareOfCode(variable: string, code: number, label: Measure['label']): Measure {
	return {
		id: `${variable}=${code}`,
		label,
		base: label,
		objective: null,
		among: [],
		smallestChange: 0.03,
		statistic: 'share',
		variables: [variable],
		codes: [code],
	};
}
