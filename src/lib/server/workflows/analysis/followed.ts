import type { Instrument, Measure, Variable } from '#core/instrument/index.ts';
import { codebook, plainText, say } from '#core/instrument/index.ts';

/** What a trend follows: the declared measures, or the spread of one coded variable. */
export type Subject = { readonly kind: 'measures' } | { readonly kind: 'variable'; readonly name: string };

/** The coded columns of any of the versions by name, as the newest that has them describes them. */
export function codedVariables(newestFirst: readonly Instrument[]): Map<string, Variable> {
	const found = new Map<string, Variable>();
	for (const instrument of newestFirst) {
		for (const variable of codebook(instrument)) {
			if (variable.type === 'code' && variable.values.length > 0 && !found.has(variable.name)) {
				found.set(variable.name, variable);
			}
		}
	}
	return found;
}

/** Columns by which results may be broken down: those declared, and those that the waves are weighted by. */
export function breakVariables(newestFirst: readonly Instrument[]): Variable[] {
	const coded = codedVariables(newestFirst);
	const names = newestFirst.flatMap(({ breaks, weighting }) => [
		...breaks,
		...(weighting?.margins.flatMap(({ variables }) => variables) ?? []),
	]);
	return [...new Set(names)].flatMap((name) => coded.get(name) ?? []);
}

/**
 * The instrument with what is followed as its measures: its own, or for a variable that it has the share of each code.
 */
export function following(instrument: Instrument, subject: Subject, variable: Variable | undefined): Instrument {
	if (subject.kind === 'measures') return instrument;
	const own = codebook(instrument).find(({ name }) => name === subject.name);
	const measures = (own ?? variable)?.values.map(({ code, label }) => shareOfCode(subject.name, code, label)) ?? [];
	return { ...instrument, measures: own === undefined ? [] : measures };
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
