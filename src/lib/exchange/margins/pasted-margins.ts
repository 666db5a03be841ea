import type { Variable } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import type { PopulationTable } from '#core/weighting/index.ts';
import { alike, cellsOf, delimiterOf, figureOf } from '../pasted/index.ts';
import type { LineProblem } from '../pasted/index.ts';
import { settledUnit } from './figures.ts';

/** A margin as it was understood. */
export interface PastedMargin extends PopulationTable {
	/** Line of its heading, from 1. */
	readonly line: number;
	/** What the figures were written as. */
	readonly written: 'shares' | 'percentages' | 'totals';
	/** The figures added up, as they were written. */
	readonly sum: number;
	/** Answers, by variable, that have no figure: who gave them is unknown on the margin. */
	readonly without: readonly { readonly variable: string; readonly labels: readonly string[] }[];
}

export interface PastedMargins {
	readonly margins: readonly PastedMargin[];
	readonly problems: readonly LineProblem[];
}

const language = 'en';

/**
 * Reads margins as they are pasted from a spreadsheet: tables one after another with an empty line between, each with a
 * heading of variables and a last column of figures, then a line for each combination of answers. Columns are set apart by
 * tabs, semicolons or commas, whichever the heading has; variables and answers are given by name, code or label. A line
 * that starts with # names the table below it. Figures are shares, percentages or totals, told apart by their sum.
 */
export function pastedMargins(text: string, variables: readonly Variable[]): PastedMargins {
	const margins: PastedMargin[] = [];
	const problems: LineProblem[] = [];
	for (const table of tablesIn(text)) {
		const read = marginOf(table, variables);
		problems.push(...read.problems);
		if (read.margin === undefined) continue;
		const { margin } = read;
		const earlier = margins.find((one) => sameVariables(one, margin) || one.id === margin.id);
		if (earlier === undefined) margins.push(margin);
		else {
			const words = `“${margin.id}” is the same margin as the one on line ${earlier.line}: keep one of them`;
			problems.push({ line: margin.line, words });
		}
	}
	if (margins.length === 0 && problems.length === 0) problems.push({ line: 1, words: 'paste one margin at least' });
	return { margins, problems: problems.toSorted((a, b) => a.line - b.line) };
}

/** The margins of a scheme as text that `pastedMargins` reads. Answers stand by their labels where these are told apart. */
export function marginsAsText(margins: readonly PopulationTable[], variables: readonly Variable[]): string {
	const byName = new Map(variables.map((variable) => [variable.name, variable]));
	return margins
		.map(({ id, variables: names, unit, targets }) => {
			const heading = [...names, unit === 'shares' ? 'share' : 'total'].join('\t');
			const lines = targets.map(({ codes, target }) =>
				[...codes.map((code, place) => answerWords(byName.get(names[place] ?? ''), code)), target].join('\t'),
			);
			return [`# ${id}`, heading, ...lines].join('\n');
		})
		.join('\n\n');
}

interface Line {
	readonly line: number;
	readonly words: string;
}

interface Table {
	readonly title: string | undefined;
	readonly lines: readonly Line[];
}

function tablesIn(text: string): Table[] {
	const tables: Table[] = [];
	let title: string | undefined;
	let lines: Line[] = [];
	const finish = () => {
		if (lines.length > 0) {
			tables.push({ title, lines });
			title = undefined;
		}
		lines = [];
	};
	text.split(/\r\n|\r|\n/).forEach((words, index) => {
		if (/^[\s,;]*$/.test(words)) return finish();
		if (words.trimStart().startsWith('#')) {
			finish();
			title =
				words
					.trim()
					.replace(/^#+\s*/, '')
					.slice(0, 200) || undefined;
			return;
		}
		lines.push({ line: index + 1, words });
	});
	finish();
	return tables;
}

function marginOf(
	{ title, lines: [heading, ...rows] }: Table,
	variables: readonly Variable[],
): { margin?: PastedMargin; problems: LineProblem[] } {
	if (heading === undefined) return { problems: [] };
	const { line } = heading;
	const delimiter = delimiterOf(heading.words);
	if (delimiter === undefined) {
		const words = 'a heading has one variable at least and a column of figures, set apart by a tab or a comma';
		return { problems: [{ line, words }] };
	}
	const names = cellsOf(heading.words, delimiter);
	const columnTitle = names.pop() ?? '';
	const found = names.map((name) => variableCalled(name, variables));
	const unknown = names.filter((_, place) => found[place] === undefined);
	if (unknown.length > 0) {
		const words = `the wave has no coded answers to ${unknown.map((name) => `“${name}”`).join(' or ')}: give the name of the variable as in the codebook`;
		return { problems: [{ line, words }] };
	}
	const of = found.filter((variable) => variable !== undefined);
	if (new Set(of).size < of.length) return { problems: [{ line, words: 'a variable stands in the heading twice' }] };
	const problems: LineProblem[] = [];
	const targets: { codes: number[]; figure: number; isPercent: boolean; line: number }[] = [];
	for (const row of rows) {
		const read = targetOf(row.words, delimiter, of);
		if (typeof read === 'string') problems.push({ line: row.line, words: read });
		else {
			const earlier = targets.find(({ codes }) => codes.join() === read.codes.join());
			if (earlier === undefined) targets.push({ ...read, line: row.line });
			else problems.push({ line: row.line, words: `the same answers as on line ${earlier.line}` });
		}
	}
	if (problems.length > 0) return { problems };
	if (targets.length < 2) return { problems: [{ line, words: 'a margin has two lines of figures at least' }] };
	const sum = targets.reduce((total, { figure }) => total + figure, 0);
	const settled = settledUnit(columnTitle, { sum, isPercent: targets.every(({ isPercent }) => isPercent) });
	if (typeof settled === 'string') return { problems: [{ line, words: settled }] };
	const { written, divisor } = settled;
	return {
		problems: [],
		margin: {
			id: title ?? of.map(({ name }) => name).join(' by '),
			variables: of.map(({ name }) => name),
			unit: written === 'totals' ? 'totals' : 'shares',
			targets: targets.map(({ codes, figure }) => ({ codes, target: figure / divisor })),
			line,
			written,
			sum,
			without: withoutFigure(of, targets),
		},
	};
}

/** The codes and the figure of a line, or what is wrong with it. */
function targetOf(
	words: string,
	delimiter: string,
	variables: readonly Variable[],
): { codes: number[]; figure: number; isPercent: boolean } | string {
	const cells = cellsOf(words, delimiter);
	if (cells.length !== variables.length + 1) {
		const many = cells.length > variables.length + 1;
		return `${cells.length} values where the heading has ${variables.length + 1}${many && delimiter === ',' ? ': a figure with a comma in it stands in quotation marks, or paste with tabs' : ''}`;
	}
	const figure = figureOf(cells.pop() ?? '');
	if (typeof figure === 'string') return figure;
	const codes: number[] = [];
	for (const [place, variable] of variables.entries()) {
		const cell = cells[place] ?? '';
		const code = codeOf(cell, variable);
		if (code === undefined) return `“${cell}” is no answer of ${variable.name}: it has ${answersOf(variable)}`;
		codes.push(code);
	}
	return { codes, ...figure };
}

function variableCalled(name: string, variables: readonly Variable[]): Variable | undefined {
	const coded = variables.filter(({ type }) => type === 'code');
	return (
		coded.find((one) => one.name === name) ?? coded.find(({ label }) => alike(plainText(say(label, language)), name))
	);
}

function codeOf(cell: string, { values }: Variable): number | undefined {
	if (/^\d+$/.test(cell)) {
		const code = values.find((value) => value.code === Number(cell))?.code;
		if (code !== undefined) return code;
	}
	return values.find(({ label }) => alike(plainText(say(label, language)), cell))?.code;
}

function answersOf({ values }: Variable): string {
	const told = values.slice(0, 8).map(({ code, label }) => `${code} ${plainText(say(label, language))}`);
	return `${told.join(', ')}${values.length > told.length ? ' …' : ''}`;
}

function withoutFigure(
	variables: readonly Variable[],
	targets: readonly { readonly codes: readonly number[] }[],
): PastedMargin['without'] {
	return variables.flatMap(({ name, values }, place) => {
		const given = new Set(targets.map(({ codes }) => codes[place]));
		const labels = values.filter(({ code }) => !given.has(code)).map(({ label }) => plainText(say(label, language)));
		return labels.length === 0 ? [] : [{ variable: name, labels }];
	});
}

function sameVariables(a: PastedMargin, b: PastedMargin): boolean {
	return a.variables.toSorted().join() === b.variables.toSorted().join();
}

function answerWords(variable: Variable | undefined, code: number): string | number {
	const value = variable?.values.find((one) => one.code === code);
	if (variable === undefined || value === undefined) return code;
	const words = plainText(say(value.label, language)).replace(/\s+/g, ' ').trim();
	const isClear = codeOf(words, variable) === code && !/["#]/.test(words);
	return isClear ? words : code;
}
