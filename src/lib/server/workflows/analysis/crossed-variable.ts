import type { Codes, Dataset } from '#core/dataset/index.ts';
import type { MissingReason } from '#core/instrument/index.ts';
import { missingCodes, plainText, say } from '#core/instrument/index.ts';
import type { CrossedCategory, CrossedVariable, NamedVariable } from '#core/trends/index.ts';
import { variableLabel } from './followed.ts';

/** A coded column with its answers as categories, in the order of the codebook; or several of them, nested. */
export interface CrossedColumn {
	readonly codes: Codes;
	readonly variable: CrossedVariable;
	/** The codes of all categories: whoever has another is not in the table. */
	readonly base: readonly number[];
	/** By which nests number each of them: the same in every wave, also where nobody gave a missing reason. */
	readonly places: readonly number[];
	/** One more than the greatest place that there can be. */
	readonly size: number;
}

/**
 * The column as one side of a table. A missing reason is a category where the codebook has it in the base and somebody
 * gave it; undefined for what is no column of codes.
 */
export function crossedColumn(dataset: Dataset, name: string, language: string): CrossedColumn | undefined {
	const column = dataset.columns.get(name);
	if (column?.kind !== 'code' || column.variable.values.length === 0) return undefined;
	const { variable, codes } = column;
	const category = (code: number, answer: string, isMissing: boolean): CrossedCategory => ({
		...{ code, label: answer, isMissing },
		...{ within: null, answer, of: [code] },
	});
	const answers = variable.values.map(({ code, label }) => category(code, plainText(say(label, language)), false));
	const missing = variable.missingInBase.map((reason) => category(missingCodes[reason], answerOf(reason), true));
	const possible = [...answers, ...missing];
	const categories = possible.filter(({ code, isMissing }) => !isMissing || codes.includes(code));
	const label = variableLabel(variable, language);
	return {
		codes,
		variable: { name, label, base: plainText(say(variable.base, language)), categories, of: [{ name, label }] },
		base: categories.map(({ code }) => code),
		places: categories.map((one) => possible.indexOf(one)),
		size: possible.length,
	};
}

/** The columns of a wave that can be crossed. */
export function crossable(dataset: Dataset, language: string): NamedVariable[] {
	return [...dataset.columns].flatMap(([name, { kind, variable }]) =>
		kind === 'code' && variable.values.length > 0 ? [{ name, label: variableLabel(variable, language) }] : [],
	);
}

/** A missing reason as an answer. */
function answerOf(reason: MissingReason): string {
	switch (reason) {
		case 'dont-know':
			return 'Don’t know';
		case 'refused':
			return 'Prefer not to say';
		case 'not-applicable':
			return 'Not applicable';
		case 'not-asked':
			return 'Not asked';
		case 'not-reached':
			return 'Not reached';
		case 'routing-error':
			return 'Routing error';
	}
}
