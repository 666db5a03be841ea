import type { DraftVariable, Statistic } from '#core/authoring/index.ts';
import { plainText } from '#core/instrument/index.ts';
import type { Objective } from '#core/instrument/index.ts';

/** The statistics as an author picks them. */
export const statisticWords: Readonly<Record<Statistic, string>> = {
	share: 'Share of people with certain answers',
	mean: 'Mean of a number or scale',
	score: 'Mean share of right answers',
	'item-count': 'Share by item count',
	crosswise: 'Share by the crosswise design',
};

export const objectiveWords: Readonly<Record<Objective, string>> = {
	divert: 'Divert',
	deter: 'Deter',
	detect: 'Detect',
	disrupt: 'Disrupt',
};

/** A column by its label, in a line. */
export function columnWords({ variable }: DraftVariable, language: string): string {
	return shortened(variable.label[language] ?? Object.values(variable.label)[0] ?? variable.name);
}

/** A code of a column by its label; the code itself where it has none. */
export function codeWords(column: DraftVariable | undefined, code: number, language: string): string {
	const label = column?.variable.values.find((value) => value.code === code)?.label;
	return label === undefined ? String(code) : shortened(label[language] ?? Object.values(label)[0] ?? String(code));
}

function shortened(words: string): string {
	const plain = plainText(words).replaceAll(/\s+/g, ' ');
	return plain.length > 120 ? `${plain.slice(0, 119)}…` : plain;
}
