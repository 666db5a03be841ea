import { type Column, type Dataset } from '#core/dataset/index.ts';
import { codesAsNumbers, crosstab, mean } from '#core/estimation/index.ts';
import { type Language, type Variable, missingCodes, plainText, say } from '#core/instrument/index.ts';

/** How the answers to a variable are spread over the completed interviews of each wave. */
export interface VariableSpread {
	readonly name: string;
	readonly label: string;
	/** Codes as the codebook lists them, then the reasons for having none that occur in some wave. */
	readonly codes: readonly { readonly code: number; readonly label: string }[];
	/** In the order of the waves; null for one that did not ask. */
	readonly waves: readonly (CodeSpread | NumberSpread | null)[];
}

/** By place in `codes`: interviews, and their weighted share of all completed ones, with an answer or without. */
export interface CodeSpread {
	readonly kind: 'codes';
	readonly n: readonly number[];
	readonly share: readonly number[];
}

/** `mean` is weighted; null where nobody has a number. */
export interface NumberSpread {
	readonly kind: 'numbers';
	readonly n: number;
	readonly without: number;
	readonly mean: number | null;
}

/** Counts and weighs each wave's answers to a variable, for a look at what a definition makes of them. */
export function variableSpread(
	variable: Variable,
	waves: readonly { readonly dataset: Dataset; readonly weights: Float64Array }[],
	language: Language,
): VariableSpread {
	const { name, type, values } = variable;
	const label = plainText(say(variable.label, language)).replaceAll('\n', ' ').trim() || name;
	if (type !== 'code') {
		const spreads = waves.map(({ dataset, weights }) => numberSpread(weights, dataset.columns.get(name)));
		return { name, label, codes: [], waves: spreads };
	}
	const possible = [
		...values.map((value) => ({ code: value.code, label: plainText(say(value.label, language)) })),
		...reasons,
	];
	const counted = waves.map(({ dataset, weights }) => codeSpread(weights, dataset.columns.get(name), possible));
	const occurs = possible.map(({ code }, at) => code >= 0 || counted.some((spread) => (spread?.n[at] ?? 0) > 0));
	const kept = <T>(all: readonly T[]) => all.filter((_, at) => occurs[at]);
	return {
		name,
		label,
		codes: kept(possible),
		waves: counted.map((spread) => spread && { kind: 'codes', n: kept(spread.n), share: kept(spread.share) }),
	};
}

const reasons = [
	{ code: missingCodes['dont-know'], label: 'Don’t know' },
	{ code: missingCodes.refused, label: 'Prefer not to say' },
	{ code: missingCodes['not-applicable'], label: 'Not applicable' },
	{ code: missingCodes['not-asked'], label: 'Not asked' },
	{ code: missingCodes['not-reached'], label: 'Not reached' },
	{ code: missingCodes['routing-error'], label: 'Routing error' },
] as const;

function codeSpread(
	weights: Float64Array,
	column: Column | undefined,
	possible: readonly { readonly code: number }[],
): CodeSpread | null {
	if (column?.kind !== 'code') return null;
	const everybody = { codes: new Int8Array(column.codes.length), categories: [0] };
	const categories = possible.map(({ code }) => code);
	const table = crosstab(weights, { codes: column.codes, categories }, everybody);
	if (table.kind === 'no-base') return null;
	// The grid has a second column, for those outside the table; there are none.
	const cells = categories.map((_, at) => at * 2);
	return {
		kind: 'codes',
		n: cells.map((cell) => table.counts[cell] ?? 0),
		share: cells.map((cell) => (table.sums[cell] ?? 0) / table.base.sumOfWeights),
	};
}

function numberSpread(weights: Float64Array, column: Column | undefined): NumberSpread | null {
	if (column === undefined) return null;
	const numbers = column.kind === 'code' ? codesAsNumbers(column.codes) : column;
	const found = mean(weights, numbers);
	const rows = numbers.values.length;
	if (found.kind === 'no-base') return { kind: 'numbers', n: 0, without: rows, mean: null };
	return { kind: 'numbers', n: found.base.n, without: rows - found.base.n, mean: found.value };
}
