import { type Dataset, anyOf } from '#core/dataset/index.ts';
import { type Codes, type Numbers, codesAsNumbers } from '#core/estimation/index.ts';
import { type Measure, missingCodes } from '#core/instrument/index.ts';

/** A column of answers to choose among, and the missing reasons that stay in the base of its shares. */
export interface Countable {
	readonly codes: Codes;
	readonly missingInBase: readonly number[];
}

/** Undefined where the wave has no such column of codes. */
export function countable(dataset: Dataset, variable: string): Countable | undefined {
	const column = dataset.columns.get(variable);
	return column?.kind === 'code'
		? { codes: column.codes, missingInBase: column.variable.missingInBase.map((reason) => missingCodes[reason]) }
		: undefined;
}

/** All of them, or undefined where the wave lacks one. */
export function countables(dataset: Dataset, variables: readonly string[]): Countable[] | undefined {
	return allOf(variables.map((variable) => countable(dataset, variable)));
}

export function numbersOf(dataset: Dataset, variable: string): Numbers | undefined {
	const column = dataset.columns.get(variable);
	return column?.kind === 'code' ? codesAsNumbers(column.codes) : column;
}

/** For each column of `among` 1 where it has one of its codes; undefined where the wave lacks one. */
export function amongOf({ among }: Pick<Measure, 'among'>, dataset: Dataset): Int8Array[] | undefined {
	if (among.length === 0) return [];
	return allOf(
		among.map(({ variable, codes }) => {
			const column = countable(dataset, variable);
			return column && anyOf([{ codes: column.codes, missingInBase: [] }], codes);
		}),
	);
}

function allOf<T>(items: readonly (T | undefined)[]): T[] | undefined {
	const present = items.filter((item) => item !== undefined);
	return present.length === items.length && present.length > 0 ? present : undefined;
}
