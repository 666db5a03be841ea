import { acceptsAnswer, codebook as variablesIn, questionsOf } from '#core/instrument/index.ts';
import type { Answer, Cell, Instrument, SurveySlug, Variable } from '#core/instrument/index.ts';
import { answerReader } from './answers.ts';
import type { KnownVariable, NewVariable, WaveCodebook } from './codebook.ts';
import { instrumentOf } from './instrument.ts';
import type { Limits, Sheet, SheetCell, WaveFile } from './sheet.ts';
import { sheetOf } from './sheet.ts';

/**
 * Something in the data file that cannot be taken in. `line` counts from 1 and includes the header of a CSV; in a .sav it
 * is the case, and 0 where no case is to blame.
 */
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
	| {
			readonly kind: 'read';
			readonly instrument: Instrument;
			readonly waves: readonly ReadWave[];
			/** What the file says of the columns that were read, by the variable that each holds. */
			readonly columns: ReadonlyMap<string, { readonly column: string; readonly wording: string }>;
	  }
	| { readonly kind: 'rejected'; readonly problems: readonly RowProblem[]; readonly more: number };

const problemsShown = 20;

/**
 * Reads a contractor's CSV or .sav by its codebook. Either every row is understood, or nothing is and the first problems
 * are told with line and column. `existing` is the instrument version that the codebook continues. Waves come in order of
 * date.
 */
export async function readWaves(
	file: WaveFile,
	codebook: WaveCodebook,
	survey: SurveySlug,
	existing: Instrument | undefined,
	{ limits, between = async () => {} }: Reading = {},
): Promise<ReadWaves> {
	const told = 'column' in codebook.wave ? codebook.wave : null;
	const tells = told === null ? [] : [told.column];
	const weights = codebook.weight === null ? [] : [codebook.weight];
	const needed = [...tells, ...weights, ...codebook.variables.map((variable) => variable.column)];
	const wanted = new Set(needed);
	const sheet = await sheetOf(file, { wanted: (name) => wanted.has(name), limits });
	if (sheet.kind === 'no-sheet') {
		return { kind: 'rejected', problems: [{ line: sheet.line, column: '', words: sheet.words }], more: 0 };
	}
	const problems: RowProblem[] = [];
	const { places, header } = sheet;
	for (const column of needed) {
		if (!places.has(column)) problems.push({ line: header, column, words: 'the file has no such column' });
	}
	if (sheet.rows === 0) problems.push({ line: header, column: tells[0] ?? '', words: 'the file has no rows' });
	const instrument = 'creates' in codebook ? instrumentOf(codebook, survey) : existing;
	if (instrument === undefined) {
		problems.push({
			line: header,
			column: '',
			words: 'the codebook continues a version that the survey does not have',
		});
	}
	if (problems.length > 0 || instrument === undefined) return rejection(problems);

	const readers = codebook.variables.map((variable) => cellReader(variable, instrument, sheet, problems));
	if (problems.length > 0) return rejection(problems);
	const answersOf = answerReader(instrument);
	const questions = new Map(questionsOf(instrument).map((question) => [String(question.id), question]));
	const waves = new Map<string, { named: SheetCell; interviews: ReadWave['interviews'][number][] }>();
	let failures = 0;
	const report = (problem: RowProblem): void => {
		failures++;
		if (problems.length < problemsShown) problems.push(problem);
	};
	const waveOf = told === null ? () => unnamed : cellsIn(sheet, told.column);
	for (let row = 0; row < sheet.rows; row++) {
		if (row % rowsAtOnce === 0) await between(row, sheet.rows);
		const line = sheet.line(row);
		const named = waveOf(row);
		if (told !== null && (named.text === '' || named.isUserMissing)) {
			report({ line, column: told.column, words: 'empty: every row must tell its wave' });
		}
		const cells = new Map<string, Cell>();
		for (const read of readers) {
			const cell = read(row, line, report);
			if (cell !== undefined) cells.set(cell.name, cell.cell);
		}
		const answers = answersOf(cells);
		for (const [id, answer] of Object.entries(answers)) {
			const question = questions.get(id);
			if (question !== undefined && !acceptsAnswer(question, answer, { [id]: 'treatment' })) {
				report({ line, column: id, words: `${JSON.stringify(answer)} is not an answer that this question can have` });
			}
		}
		const wave = waves.get(named.text) ?? { named, interviews: [] };
		wave.interviews.push({ answers, weight: readWeight(row, codebook.weight, sheet, report) });
		waves.set(named.text, wave);
	}
	await between(sheet.rows, sheet.rows);
	const dated = [...waves].map(([value, { named, interviews }]) => ({
		value,
		...('column' in codebook.wave ? dateOf(named, codebook.wave) : codebook.wave),
		interviews,
	}));
	for (const wave of dated.filter(({ closedOn }) => closedOn === '')) {
		report({
			line: header,
			column: tells[0] ?? '',
			words: `wave "${wave.value}" needs a day under wave.closedOn in the codebook`,
		});
	}
	if (failures > 0) return { kind: 'rejected', problems, more: failures - problems.length };
	const words = new Map(sheet.columns.map((column) => [column.name, column.words]));
	return {
		kind: 'read',
		instrument,
		waves: dated
			.map(({ value, label, closedOn, interviews }) => ({ value, label, closedOn, interviews }))
			.sort((a, b) => (a.closedOn < b.closedOn ? -1 : 1)),
		columns: new Map(
			codebook.variables.map(({ name, column }) => [name, { column, wording: words.get(column) ?? '' }]),
		),
	};
}

/** How a file is read. */
export interface Reading {
	readonly limits?: Limits | undefined;
	/** Called every few thousand rows with how many of all are done; others have their turn while it is awaited. */
	readonly between?: ((done: number, all: number) => Promise<void>) | undefined;
}

const rowsAtOnce = 2000;
const unnamed: SheetCell = { text: '', spellings: [''], isUserMissing: false };

function cellsIn(sheet: Sheet, column: string): (row: number) => SheetCell {
	const place = sheet.places.get(column) ?? -1;
	return (row) => sheet.cell(row, place);
}

function dateOf(
	named: SheetCell,
	{ labels, closedOn }: Extract<WaveCodebook['wave'], { column: string }>,
): { label: string; closedOn: string } {
	return {
		label: spelt(named, labels) ?? named.spellings[0] ?? named.text,
		closedOn: spelt(named, closedOn) ?? (/^\d{4}$/.test(named.text) ? `${named.text}-12-31` : ''),
	};
}

type Report = (problem: RowProblem) => void;
type CellReader = (row: number, line: number, report: Report) => { name: string; cell: Cell } | undefined;

/** What the codebook says under the first spelling of a cell that it knows. */
function spelt(cell: SheetCell, said: Readonly<Record<string, string>>): string | undefined {
	const known = cell.spellings.find((spelling) => Object.hasOwn(said, spelling));
	return known === undefined ? undefined : said[known];
}

function cellReader(
	variable: NewVariable | KnownVariable,
	instrument: Instrument,
	sheet: Sheet,
	problems: RowProblem[],
): CellReader {
	const { name, column } = variable;
	const described = variablesIn(instrument).find((candidate) => candidate.name === name);
	if (described === undefined) {
		problems.push({ line: sheet.header, column, words: `the survey has no variable ${name}` });
		return () => undefined;
	}
	const place = sheet.places.get(column) ?? -1;
	const missing = new Map(Object.entries(variable.missing));
	const codes = spellingsOf(variable, described);
	const meanings = 'meanings' in variable ? new Map(Object.entries(variable.meanings ?? {})) : undefined;
	return (row, line, report) => {
		const cell = sheet.cell(row, place);
		const { text } = cell;
		const meaning = meanings?.get(text);
		if (meaning !== undefined) return { name, cell: typeof meaning === 'number' ? meaning : { missing: meaning } };
		const reason = firstOf(cell, missing) ?? (text === '' ? variable.empty : undefined);
		if (reason !== undefined) return { name, cell: { missing: reason } };
		const shown = `"${cell.spellings.join(', ').slice(0, 60)}"`;
		if (cell.isUserMissing) {
			report({ line, column, words: `${shown} is declared missing in the file; the codebook must give its reason` });
			return undefined;
		}
		if (described.type === 'text') return { name, cell: text };
		const value =
			described.type === 'code' ? firstOf(cell, codes) : /^[+-]?\d*\.?\d+$/.test(text) ? Number(text) : undefined;
		if (value === undefined) {
			const expected = described.type === 'code' ? 'a value or missing reason of the codebook' : 'a number';
			report({ line, column, words: `${shown} is not ${expected}` });
			return undefined;
		}
		return { name, cell: value };
	};
}

/** What stands under the first of a cell's spellings that is there. */
function firstOf<Meaning>(cell: SheetCell, meanings: ReadonlyMap<string, Meaning>): Meaning | undefined {
	for (const spelling of cell.spellings) {
		const meaning = meanings.get(spelling);
		if (meaning !== undefined) return meaning;
	}
	return undefined;
}

function spellingsOf(variable: NewVariable | KnownVariable, described: Variable): Map<string, number> {
	const codes = new Map<string, number>();
	if ('meanings' in variable && variable.meanings !== undefined) return codes;
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

function readWeight(row: number, column: string | null, sheet: Sheet, report: Report): number | null {
	if (column === null) return null;
	const { text, isUserMissing } = sheet.cell(row, sheet.places.get(column) ?? -1);
	const weight = Number(text || NaN);
	if (!isUserMissing && Number.isFinite(weight) && weight >= 0) return weight;
	report({ line: sheet.line(row), column, words: 'the weight is not a number of 0 or more' });
	return null;
}

function rejection(problems: readonly RowProblem[]): ReadWaves {
	return {
		kind: 'rejected',
		problems: problems.slice(0, problemsShown),
		more: Math.max(0, problems.length - problemsShown),
	};
}
