import { type Dataset } from '#core/dataset/index.ts';
import {
	type Codes,
	type Domain,
	type Linearised,
	type NoBase,
	type Numbers,
	anyOf,
	codesAsNumbers,
	crosswise,
	itemCount,
	mean,
	rowsWithCode,
	scorePerRow,
	share,
} from '#core/estimation/index.ts';
import {
	type Instrument,
	type Measure,
	crosswiseCodes,
	itemCountArms,
	missingCodes,
	questionsOf,
} from '#core/instrument/index.ts';

/** The answers of one wave, and the version that was asked. */
export interface Answers {
	readonly instrument: Instrument;
	readonly dataset: Dataset;
	/** Final weights, one a row. */
	readonly weights: Float64Array;
}

/**
 * A measure on one wave's answers. What the wave has no column for was not asked; a measure over several variables
 * needs them all.
 */
export function measured(measure: Measure, answers: Answers, within: Domain = null): Linearised | NoBase {
	const { weights, dataset, instrument } = answers;
	const domain = domainOf(measure, dataset, within);
	if (domain === 'not-asked') return notAsked;
	switch (measure.statistic) {
		case 'share': {
			const columns = allOf(measure.variables.map((variable) => countable(dataset, variable)));
			const [first] = columns ?? [];
			if (!columns || !first) return notAsked;
			return columns.length === 1
				? share(weights, first.codes, { counted: measure.codes, missingInBase: first.missingInBase }, domain)
				: share(weights, anyOf(columns, measure.codes), { counted: [1], missingInBase: [] }, domain);
		}
		case 'mean': {
			const numbers = numbersOf(dataset, measure.variable);
			return numbers ? mean(weights, numbers, domain) : notAsked;
		}
		case 'score': {
			const columns = allOf(measure.variables.map((variable) => countable(dataset, variable)));
			return columns
				? mean(weights, scorePerRow(columns.map(({ codes }) => ({ codes, right: [1] }))), domain)
				: notAsked;
		}
		case 'item-count': {
			const count = numbersOf(dataset, measure.variable);
			const arm = countable(dataset, `${measure.variable}_arm`);
			return count && arm ? itemCount(weights, count, { codes: arm.codes, ...itemCountArms }, domain) : notAsked;
		}
		case 'crosswise': {
			const column = countable(dataset, measure.variable);
			const probability = probabilityOf(instrument, measure.variable);
			if (!column || probability === undefined) return notAsked;
			const of = { counted: [crosswiseCodes.alike], missingInBase: column.missingInBase };
			const alike = share(weights, column.codes, of, domain);
			return alike.kind === 'no-base' ? alike : crosswise(alike, probability);
		}
	}
}

const notAsked: NoBase = { kind: 'no-base', asked: false };

/** Rows within the domain where every column of `among` has one of its codes. */
function domainOf({ among }: Measure, dataset: Dataset, within: Domain): Domain | 'not-asked' {
	let domain = within;
	for (const { variable, codes } of among) {
		const column = countable(dataset, variable);
		if (!column) return 'not-asked';
		const any = anyOf([{ codes: column.codes, missingInBase: [] }], codes);
		domain = rowsWithCode(any, 1, domain);
	}
	return domain;
}

function countable(
	dataset: Dataset,
	variable: string,
): { readonly codes: Codes; readonly missingInBase: readonly number[] } | undefined {
	const column = dataset.columns.get(variable);
	return column?.kind === 'code'
		? { codes: column.codes, missingInBase: column.variable.missingInBase.map((reason) => missingCodes[reason]) }
		: undefined;
}

function numbersOf(dataset: Dataset, variable: string): Numbers | undefined {
	const column = dataset.columns.get(variable);
	return column?.kind === 'code' ? codesAsNumbers(column.codes) : column;
}

function probabilityOf(instrument: Instrument, variable: string): number | undefined {
	const question = questionsOf(instrument).find(({ id }) => id === variable);
	return question?.kind === 'crosswise' ? question.probability : undefined;
}

function allOf<T>(items: readonly (T | undefined)[]): T[] | undefined {
	const present = items.filter((item) => item !== undefined);
	return present.length === items.length && present.length > 0 ? present : undefined;
}
