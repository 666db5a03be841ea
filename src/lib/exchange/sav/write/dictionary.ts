import type { DataFile } from '../../data-file/data-file.ts';
import { bias, extension, highest, levels, lowest, recordType, systemMissing } from '../format.ts';
import { cut, extensionRecord, floats, integers, longIntegers, padded, text } from './fields.ts';
import type { Plan, PlannedColumn } from './plan.ts';
import { elementsOf } from './plan.ts';

/** SPSS keeps at most so many bytes of a label. */
const [longestLabel, longestValueLabel] = [255, 120];
const line = 80;
/** Kinds of format, and how a column is aligned. */
const kindOf = { text: 1, number: 5 } as const;
const aligned = { left: 0, right: 1 } as const;
const utf8 = 65_001;

/** Everything that stands before the cases. A label that SPSS would cut ends in …, and is told in full in the documents. */
export function* dictionaryBytes(
	file: DataFile,
	plan: Plan,
	{ form, writtenAt }: { form: 'sav' | 'zsav'; writtenAt: Date },
): Generator<Uint8Array> {
	const notes = [file.title, ...file.notes, ...plan.notes];
	const fitted = (words: string, most: number, of: string): Uint8Array => {
		const bytes = text(words);
		if (bytes.length <= most) return bytes;
		notes.push(`${of}: ${words}`);
		return text(`${new TextDecoder().decode(cut(bytes, most - 3))}…`);
	};
	const segments = segmentsOf(plan.columns);
	yield* header(file, segments, { form, writtenAt });
	for (const segment of segments) {
		const { column, shortName, bytes, isFirst } = segment;
		const label = isFirst ? fitted(column.label, longestLabel, `Label of ${column.name}`) : text('');
		yield* variableRecord(column, shortName, bytes, label, isFirst);
	}
	const firsts = segments.filter(({ isFirst }) => isFirst);
	for (const { column, place } of firsts) {
		const { name, valueLabels } = column;
		if (valueLabels.length === 0 || column.data.kind === 'text') continue;
		yield integers(recordType.labels, valueLabels.length);
		for (const { code, label } of valueLabels) {
			const words = fitted(label, longestValueLabel, `Label of ${name} = ${code}`);
			yield* [floats(code), Uint8Array.of(words.length), words, new Uint8Array(padding(words.length + 1, 8))];
		}
		yield integers(recordType.labelled, 1, place);
	}
	const lines = notes.flatMap(linesOf);
	yield integers(recordType.documents, lines.length);
	for (const words of lines) yield padded(words, line);
	yield* extensionRecord(extension.integers, 4, integers(1, 0, 0, -1, 1, 1, 2, utf8));
	yield* extensionRecord(extension.floats, 8, floats(systemMissing, highest, lowest));
	yield* extensionRecord(extension.display, 4, integers(...segments.flatMap(({ column }) => displayOf(column))));
	const longNames = firsts.map(({ column, shortName }) => `${shortName}=${column.name}`).join('\t');
	yield* extensionRecord(extension.longNames, 1, text(longNames));
	const longTexts = firsts
		.filter(({ column }) => column.segments.length > 1)
		.map(({ column, shortName }) => `${shortName}=${String(column.format.width).padStart(5, '0')}\0\t`);
	if (longTexts.length > 0) yield* extensionRecord(extension.longStrings, 1, text(longTexts.join('')));
	yield* extensionRecord(extension.cases, 8, longIntegers(1, file.rows));
	yield* extensionRecord(extension.encoding, 1, text('UTF-8'));
	yield integers(recordType.end, 0);
}

/** A variable of the file: a column, or one of the segments that a very long text is kept in. */
interface Segment {
	readonly column: PlannedColumn;
	readonly isFirst: boolean;
	/** Of text; 0 for a number. */
	readonly bytes: number;
	/** For tools older than names of 64 bytes; all others take the long one. */
	readonly shortName: string;
	/** Place among the variable records, from 1; there is one for each 8 bytes. */
	readonly place: number;
}

function segmentsOf(columns: readonly PlannedColumn[]): Segment[] {
	let place = 1;
	let number = 0;
	return columns.flatMap((column) =>
		column.segments.map((bytes, of) => {
			const segment = { column, isFirst: of === 0, bytes, shortName: `V${++number}`, place };
			place += elementsOf([bytes]);
			return segment;
		}),
	);
}

function* header(
	{ title, rows, weight, columns }: DataFile,
	segments: readonly Segment[],
	{ form, writtenAt }: { form: 'sav' | 'zsav'; writtenAt: Date },
): Generator<Uint8Array> {
	yield text(form === 'zsav' ? '$FL3' : '$FL2');
	yield padded('@(#) SPSS DATA FILE Soundings', 60);
	const weightColumn = columns.findIndex(({ name }) => name === weight);
	const weightPlace = segments.filter(({ isFirst }) => isFirst)[weightColumn]?.place ?? 0;
	const elements = elementsOf(segments.map(({ bytes }) => bytes));
	yield integers(2, elements, form === 'zsav' ? 2 : 1, weightPlace, rows < 2 ** 31 ? rows : -1);
	yield floats(bias);
	const [, day = '', month = '', year = '', time = ''] =
		/^\w+, (\d\d) (\w{3}) \d\d(\d\d) (\S+)/.exec(writtenAt.toUTCString()) ?? [];
	yield padded(`${day} ${month} ${year}`, 9);
	yield padded(time, 8);
	yield padded(title, 64);
	yield new Uint8Array(3);
}

/** A record for the segment, and one that says no more than that it goes on for each further 8 bytes of text. */
function* variableRecord(
	{ missing, format, data }: PlannedColumn,
	shortName: string,
	bytes: number,
	label: Uint8Array,
	isFirst: boolean,
): Generator<Uint8Array> {
	const [first = 0, last = 0] = [missing[0], missing.at(-1)];
	const isRange = missing.length > 3;
	const shown =
		data.kind === 'text'
			? kindOf.text * 2 ** 16 + bytes * 2 ** 8
			: kindOf.number * 2 ** 16 + format.width * 2 ** 8 + format.decimals;
	yield integers(recordType.variable, bytes, isFirst ? 1 : 0, isRange ? -2 : missing.length, shown, shown);
	yield padded(shortName, 8);
	if (isFirst) yield* [integers(label.length), label, new Uint8Array(padding(label.length, 4))];
	yield isRange ? floats(first, last) : floats(...missing);
	for (let more = 1; more < elementsOf([bytes]); more++) {
		yield integers(recordType.variable, -1, 0, 0, 0, 0);
		yield padded('', 8);
	}
}

function displayOf({ level, format, data }: PlannedColumn): number[] {
	const width = Math.min(40, Math.max(8, format.width));
	return [levels.indexOf(level), width, data.kind === 'text' ? aligned.left : aligned.right];
}

/** A note in lines of at most 80 bytes, broken between words where there are any. */
function linesOf(note: string): string[] {
	return note.split(/\r?\n/).flatMap((paragraph) => {
		const lines: string[] = [];
		let rest = paragraph.trimEnd();
		while (text(rest).length > line) {
			const most = new TextDecoder().decode(cut(text(rest), line));
			const space = most.lastIndexOf(' ');
			const end = space > 0 ? space : most.length;
			lines.push(rest.slice(0, end));
			rest = rest.slice(end).trimStart();
		}
		return [...lines, rest];
	});
}

function padding(length: number, unit: number): number {
	return (unit - (length % unit)) % unit;
}
