import type { Column, Dataset } from '#core/dataset/index.ts';
import { sourcesOf, withDerived } from '#core/dataset/index.ts';
import { codesAsNumbers, crosstab, mean } from '#core/estimation/index.ts';
import type { Variable } from '#core/instrument/index.ts';
import { missingCodes, plainText, say } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { listDerived } from '../derived-variables.ts';
import type { Proposal, Refused } from './define-variable.ts';
import { problemsOf, withProposal } from './define-variable.ts';
import { askedVariables, derivedVariables, variableLabel } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';

/** How the answers to a variable are spread over the completed interviews of each wave. */
export interface SpreadOfVariable {
	readonly name: string;
	readonly label: string;
	/** Codes as the codebook lists them, then reasons for having none; only those that occur in some wave. */
	readonly codes: readonly { readonly code: number; readonly label: string }[];
	/** In the order of the waves; null for one that did not ask. */
	readonly waves: readonly (CodeSpread | NumberSpread | null)[];
}

/** By place in `codes`: interviews, and their weighted share of all completed ones. */
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

export interface Preview {
	readonly kind: 'preview';
	readonly waves: readonly { readonly label: string; readonly completed: number }[];
	/** Each source as it is, and the result last. */
	readonly variables: readonly SpreadOfVariable[];
}

const language = 'en';

/** What a proposal would make of every wave's answers, before it is saved. */
export async function previewVariable(
	site: Site,
	proposal: Proposal,
): Promise<Preview | Refused | { readonly kind: 'unknown-survey' }> {
	const { survey, name, definition } = proposal;
	const versions = await versionsOf(site, survey);
	if (versions.length === 0) return { kind: 'unknown-survey' };
	const problems = await problemsOf(site, proposal, versions);
	if (problems.length > 0) return { kind: 'refused', problems };
	const derived = withProposal((await listDerived(site, { survey })).inUse, proposal);
	const asked = askedVariables(versions.toReversed());
	const described = new Map([...asked, ...derivedVariables(asked, derived)]);
	const waves = (await loadWaves(site, { survey, versions }))
		.filter(({ answers }) => answers.dataset.rows > 0)
		.map((wave) => ({ wave, dataset: rederived(wave.answers.dataset, asked, derived) }));
	return {
		kind: 'preview',
		waves: waves.map(({ wave: { wave }, dataset }) => ({ label: wave.label, completed: dataset.rows })),
		variables: [...sourcesOf(definition), name].flatMap((one) => {
			const variable = described.get(one);
			return variable === undefined ? [] : [spreadOf(variable, waves)];
		}),
	};
}

/** The dataset with other derived variables than those in use. */
function rederived(
	{ rows, columns }: Dataset,
	asked: ReadonlyMap<string, Variable>,
	derived: Parameters<typeof withDerived>[1],
): Dataset {
	return withDerived({ rows, columns: new Map([...columns].filter(([name]) => asked.has(name))) }, derived);
}

function spreadOf(
	variable: Variable,
	waves: readonly { readonly wave: LoadedWave; readonly dataset: Dataset }[],
): SpreadOfVariable {
	const { name, type } = variable;
	const label = variableLabel(variable, language);
	const columns = waves.map(({ dataset }) => dataset.columns.get(name));
	if (type !== 'code') {
		const spreads = waves.map(({ wave }, at) => numberSpread(wave.answers.design.weights, columns[at]));
		return { name, label, codes: [], waves: spreads };
	}
	const possible = [
		...variable.values.map((value) => ({ code: value.code, label: plainText(say(value.label, language)) })),
		...reasons,
	];
	const counted = waves.map(({ wave }, at) =>
		codeSpread(
			wave.answers.design.weights,
			columns[at],
			possible.map(({ code }) => code),
		),
	);
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
	categories: readonly number[],
): CodeSpread | null {
	if (column?.kind !== 'code') return null;
	const everybody = { codes: new Int8Array(column.codes.length), categories: [0] };
	const table = crosstab(weights, { codes: column.codes, categories }, everybody);
	if (table.kind === 'no-base') return null;
	// The grid has a second column for those outside the table; there are none.
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
