import type { CodeColumn, Dataset } from '#core/dataset/index.ts';
import type { MissingReason } from '#core/instrument/index.ts';
import { missingCodes, plainText, say } from '#core/instrument/index.ts';
import type { CrossedVariable } from '#core/trends/index.ts';
import { variableLabel } from './followed.ts';

/** A coded column with its answers as categories, in the order of the codebook. */
export interface CrossedColumn {
	readonly column: CodeColumn;
	readonly variable: CrossedVariable;
	/** The codes of all categories: whoever has another is not in the table. */
	readonly base: readonly number[];
}

/**
 * The column as one side of a table. A missing reason is a category where the codebook has it in the base and somebody
 * gave it; undefined for what is no column of codes.
 */
export function crossedColumn(dataset: Dataset, name: string, language: string): CrossedColumn | undefined {
	const column = dataset.columns.get(name);
	if (column?.kind !== 'code' || column.variable.values.length === 0) return undefined;
	const { variable, codes } = column;
	const answers = variable.values.map(({ code, label }) => ({
		code,
		label: plainText(say(label, language)),
		isMissing: false,
	}));
	const missing = variable.missingInBase
		.map((reason) => ({ code: missingCodes[reason], label: answerOf(reason), isMissing: true }))
		.filter(({ code }) => codes.includes(code));
	const categories = [...answers, ...missing];
	return {
		column,
		variable: {
			name,
			label: variableLabel(variable, language),
			base: plainText(say(variable.base, language)),
			categories,
		},
		base: categories.map(({ code }) => code),
	};
}

/** The columns of a wave that can be crossed. */
export function crossable(dataset: Dataset, language: string): { name: string; label: string }[] {
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
