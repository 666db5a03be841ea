import { parse } from 'csv-parse/sync';
import { acceptsAnswer, codebook as variablesIn, questionsOf } from '#core/instrument/index.ts';
import type { Answer, Cell, Instrument, SurveySlug, Variable } from '#core/instrument/index.ts';
import { answersOf } from './answers.ts';
import type { KnownVariable, NewVariable, WaveCodebook } from './codebook.ts';
import { instrumentOf } from './instrument.ts';

/** Something in the data file that cannot be taken in; `line` counts from 1 and includes the header. */
export interface RowProblem {
	readonly line: number;
	readonly column: string;
	readonly words: string;
}

/** One earlier wave as read; `weight` is null where the file has none. */
export interface ReadWave {
	readonly value: string;
	readonly label: string;
	readonly closedOn: string;
	readonly interviews: readonly { readonly answers: Record<string, Answer>; readonly weight: number | null }[];
}

export type ReadWaves =
	| { readonly kind: 'read'; readonly instrument: Instrument; readonly waves: readonly ReadWave[] }
	| { readonly kind: 'rejected'; readonly problems: readonly RowProblem[]; readonly more: number };

const problemsShown = 20;

/**
 * Reads a contractor's CSV by its codebook. Either every row is understood, or nothing is and the first problems are told
 * with line and column. `existing` is the instrument version that the codebook continues. Waves come in order of date.
 */
export function readWaves(
	csv: string,
	codebook: WaveCodebook,
	survey: SurveySlug,
	existing: Instrument | undefined,
): ReadWaves {
	const rows = parseRows(csv);
	if ('problem' in rows) return { kind: 'rejected', problems: [rows.problem], more: 0 };
	const [header, ...records] = rows.records;
	const problems: RowProblem[] = [];
	const places = new Map((header?.fields ?? []).map((name, place) => [name.trim(), place]));
	const needed = [codebook.wave.column, ...(codebook.weight === null ? [] : [codebook.weight])];
	for (const column of [...needed, ...codebook.variables.map((variable) => variable.column)]) {
		if (!places.has(column)) problems.push({ line: 1, column, words: 'the file has no such column' });
	}
	if (records.length === 0) problems.push({ line: 1, column: codebook.wave.column, words: 'the file has no rows' });
	const instrument = 'creates' in codebook ? instrumentOf(codebook, survey) : existing;
	if (instrument === undefined) {
		problems.push({ line: 1, column: '', words: 'the codebook continues a version that the survey does not have' });
	}
	if (problems.length > 0 || instrument === undefined) return rejection(problems);

	const readers = codebook.variables.map((variable) => cellReader(variable, instrument, places, problems));
	if (problems.length > 0) return rejection(problems);
	const questions = new Map(questionsOf(instrument).map((question) => [String(question.id), question]));
	const waves = new Map<string, { answers: Record<string, Answer>; weight: number | null }[]>();
	let failures = 0;
	const report = (problem: RowProblem): void => {
		failures++;
		if (problems.length < problemsShown) problems.push(problem);
	};
	for (const { fields, line } of records) {
		const value = fields[places.get(codebook.wave.column) ?? -1]?.trim() ?? '';
		if (value === '') report({ line, column: codebook.wave.column, words: 'empty: every row must tell its wave' });
		const cells = new Map<string, Cell>();
		for (const read of readers) {
			const cell = read(fields, line, report);
			if (cell !== undefined) cells.set(cell.name, cell.cell);
		}
		const answers = answersOf(instrument, cells);
		for (const [id, answer] of Object.entries(answers)) {
			const question = questions.get(id);
			if (question !== undefined && !acceptsAnswer(question, answer, { [id]: 'treatment' })) {
				report({ line, column: id, words: `${JSON.stringify(answer)} is not an answer that this question can have` });
			}
		}
		const interviews = waves.get(value) ?? [];
		interviews.push({ answers, weight: readWeight(fields, codebook.weight, places, line, report) });
		waves.set(value, interviews);
	}
	const dated = [...waves].map(([value, interviews]) => ({
		value,
		label: codebook.wave.labels[value] ?? value,
		closedOn: codebook.wave.closedOn[value] ?? (/^\d{4}$/.test(value) ? `${value}-12-31` : ''),
		interviews,
	}));
	for (const wave of dated.filter(({ closedOn }) => closedOn === '')) {
		report({
			line: 1,
			column: codebook.wave.column,
			words: `wave "${wave.value}" needs a day under wave.closedOn in the codebook`,
		});
	}
	if (failures > 0) return { kind: 'rejected', problems, more: failures - problems.length };
	return { kind: 'read', instrument, waves: dated.sort((a, b) => (a.closedOn < b.closedOn ? -1 : 1)) };
}

type Report = (problem: RowProblem) => void;
type CellReader = (fields: readonly string[], line: number, report: Report) => { name: string; cell: Cell } | undefined;

function cellReader(
	variable: NewVariable | KnownVariable,
	instrument: Instrument,
	places: ReadonlyMap<string, number>,
	problems: RowProblem[],
): CellReader {
	const described = variablesIn(instrument).find((candidate) => candidate.name === variable.name);
	if (described === undefined) {
		problems.push({ line: 1, column: variable.column, words: `the survey has no variable ${variable.name}` });
		return () => undefined;
	}
	const place = places.get(variable.column) ?? -1;
	const missing = new Map(Object.entries(variable.missing));
	const codes = spellingsOf(variable, described);
	return (fields, line, report) => {
		const spelt = fields[place]?.trim() ?? '';
		const reason = missing.get(spelt) ?? (spelt === '' ? variable.empty : undefined);
		if (reason !== undefined) return { name: variable.name, cell: { missing: reason } };
		if (described.type === 'text') return { name: variable.name, cell: spelt };
		const value =
			described.type === 'code' ? codes.get(spelt) : /^[+-]?\d*\.?\d+$/.test(spelt) ? Number(spelt) : undefined;
		if (value === undefined) {
			const expected = described.type === 'code' ? 'a value or missing reason of the codebook' : 'a number';
			report({ line, column: variable.column, words: `"${spelt.slice(0, 60)}" is not ${expected}` });
			return undefined;
		}
		return { name: variable.name, cell: value };
	};
}

function spellingsOf(variable: NewVariable | KnownVariable, described: Variable): Map<string, number> {
	const codes = new Map<string, number>();
	for (const { code, label } of described.values) {
		codes.set(String(code), code);
		for (const words of Object.values(label)) codes.set(words, code);
	}
	if ('type' in variable && variable.type.kind === 'code') {
		for (const value of variable.type.values) for (const spelt of value.spellings ?? []) codes.set(spelt, value.code);
	}
	if ('spellings' in variable) for (const [spelt, code] of Object.entries(variable.spellings)) codes.set(spelt, code);
	return codes;
}

function readWeight(
	fields: readonly string[],
	column: string | null,
	places: ReadonlyMap<string, number>,
	line: number,
	report: Report,
): number | null {
	if (column === null) return null;
	const weight = Number(fields[places.get(column) ?? -1]?.trim() || NaN);
	if (Number.isFinite(weight) && weight >= 0) return weight;
	report({ line, column, words: 'the weight is not a number of 0 or more' });
	return null;
}

function parseRows(csv: string): { records: { fields: string[]; line: number }[] } | { problem: RowProblem } {
	try {
		const records: { fields: string[]; line: number }[] = [];
		parse(csv, {
			bom: true,
			skip_empty_lines: true,
			on_record: (fields: string[], { lines }) => {
				records.push({ fields, line: lines });
				return null;
			},
		});
		return { records };
	} catch (error) {
		const words = error instanceof Error ? error.message : String(error);
		const line = /line (\d+)/.exec(words)?.[1];
		return { problem: { line: Number(line ?? 1), column: '', words: `not a well-formed CSV file: ${words}` } };
	}
}

function rejection(problems: readonly RowProblem[]): ReadWaves {
	return {
		kind: 'rejected',
		problems: problems.slice(0, problemsShown),
		more: Math.max(0, problems.length - problemsShown),
	};
}
