import type { TheirColumn, TheirValue } from '#core/comparability/index.ts';
import type { Reading } from './read.ts';
import type { Sheet, SheetColumn, WaveFile } from './sheet.ts';
import { sheetOf } from './sheet.ts';

/** What a data file of others holds, column by column. */
export interface FileColumns {
	readonly kind: 'columns';
	readonly rows: number;
	readonly columns: readonly TheirColumn[];
	/** The column that the file itself names as its weight; null where it names none. */
	readonly weight: string | null;
}

export type ReadColumns =
	| FileColumns
	/** One line that says what is wrong, to follow the name of the file; `line` is 0 where none is to blame. */
	| { readonly kind: 'unreadable'; readonly line: number; readonly words: string };

/** A column with more different values than this is one of numbers or words, not of codes. */
const mostListed = 120;
/** Rows counted before others have their turn. */
const rowsAtOnce = 20_000;

/** Reads a whole file to see what its columns are: their words, their values with labels and counts. */
export async function fileColumns(
	file: WaveFile,
	{ limits, between = async () => {} }: Reading = {},
): Promise<ReadColumns> {
	const sheet = await sheetOf(file, { limits });
	if (sheet.kind === 'no-sheet') return { kind: 'unreadable', line: sheet.line, words: sheet.words };
	const names = sheet.columns.map(({ name }) => name);
	const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
	if (twice !== undefined) {
		return { kind: 'unreadable', line: sheet.header, words: `two of its columns are called ${twice}` };
	}
	if (sheet.rows === 0) return { kind: 'unreadable', line: sheet.header, words: 'it has no rows' };
	const columns: TheirColumn[] = [];
	for (const [place, column] of sheet.columns.entries()) {
		if (column.name === '') continue;
		const counts = new Map<string, number>();
		const missing = new Set<string>();
		for (let row = 0; row < sheet.rows; row++) {
			if (row % rowsAtOnce === 0) await between(place, sheet.columns.length);
			const { text, isUserMissing } = sheet.cell(row, place);
			if (isUserMissing) missing.add(text);
			counts.set(text, (counts.get(text) ?? 0) + 1);
		}
		columns.push(theirColumn(sheet, column, { counts, missing }));
	}
	return { kind: 'columns', rows: sheet.rows, columns, weight: sheet.weight };
}

/** How often each value occurs, and which of them the file declares missing. */
interface Found {
	readonly counts: ReadonlyMap<string, number>;
	readonly missing: ReadonlySet<string>;
}

function theirColumn({ header }: Sheet, column: SheetColumn, { counts, missing }: Found): TheirColumn {
	const named = new Map(column.named.map((value) => [value.value, value]));
	// A CSV has no labels: what stands in its cells in words are labels themselves.
	const isLabel = (value: string) => header === 1 && value !== '' && numberIn(value) === undefined;
	const all = [...new Set([...named.keys(), ...counts.keys()])].map((value): TheirValue => ({
		value,
		label: named.get(value)?.label ?? (isLabel(value) ? value : ''),
		isMissing: named.get(value)?.isMissing ?? missing.has(value),
		count: counts.get(value) ?? 0,
	}));
	const answers = all.filter(({ value, isMissing, count }) => value !== '' && !isMissing && count > 0);
	const numbers = answers.map(({ value }) => numberIn(value));
	const hasMore = all.length > mostListed;
	return {
		name: column.name,
		words: column.words,
		values: (hasMore
			? all.filter(({ value, isMissing }) => value === '' || isMissing || named.has(value))
			: all
		).toSorted(byValue),
		numbers: rangeOf(numbers),
		hasMore,
	};
}

function rangeOf(numbers: readonly (number | undefined)[]): TheirColumn['numbers'] {
	if (numbers.length === 0) return null;
	let [least, most] = [Infinity, -Infinity];
	for (const number of numbers) {
		if (number === undefined) return null;
		if (number < least) least = number;
		if (number > most) most = number;
	}
	return { least, most };
}

function numberIn(value: string): number | undefined {
	const number = Number(value === '' ? NaN : value);
	return Number.isFinite(number) ? number : undefined;
}

/** Numbers by size, then words; the empty cell last. */
function byValue(a: TheirValue, b: TheirValue): number {
	if (a.value === '' || b.value === '') return a.value === '' ? 1 : -1;
	const [first, second] = [numberIn(a.value), numberIn(b.value)];
	if (first !== undefined && second !== undefined) return first - second;
	if (first !== undefined || second !== undefined) return first !== undefined ? -1 : 1;
	return a.value.localeCompare(b.value, 'en');
}
