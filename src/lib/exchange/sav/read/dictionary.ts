import { extension, highest, levels, lowest, segmentWidth, systemMissing, widthPerSegment } from '../format.ts';
import type { SavColumn, SavFile, SavValue, UserMissing } from '../sav-file.ts';
import { viewOf } from './bytes.ts';
import type { Decode } from './encoding.ts';
import { decoderOf } from './encoding.ts';
import type { LabelsRecord, Records, VariableRecord } from './records.ts';
import { Unreadable } from './unreadable.ts';

/** What the file says about its cases, before the first of them. */
export interface Dictionary extends Pick<SavFile, 'label' | 'weight'> {
	readonly columns: readonly DescribedColumn[];
	readonly decode: Decode;
	/** The number that stands for system-missing in the cases. */
	readonly systemMissing: number;
}

export interface DescribedColumn extends Omit<SavColumn, 'cells'> {
	/** The pieces of the column in a case: one, or the segments of a very long string. Bytes of each; 0 for a number. */
	readonly segments: readonly number[];
}

/** A column while it is put together; `places` are those of its segments among the variable records. */
interface Draft {
	name: string;
	readonly shortName: string;
	readonly places: number[];
	readonly segments: number[];
	readonly record: VariableRecord;
	width: number;
	valueLabels: readonly { value: SavValue; label: string }[];
	missing: UserMissing;
	level: (typeof levels)[number];
}

const widestString = 32_767;
const formats: Readonly<Record<number, string>> = {
	...{ 1: 'A', 2: 'AHEX', 3: 'COMMA', 4: 'DOLLAR', 5: 'F', 6: 'IB', 7: 'PIBHEX', 8: 'P', 9: 'PIB', 10: 'PK', 11: 'RB' },
	...{ 12: 'RBHEX', 15: 'Z', 16: 'N', 17: 'E', 20: 'DATE', 21: 'TIME', 22: 'DATETIME', 23: 'ADATE', 24: 'JDATE' },
	...{ 25: 'DTIME', 26: 'WKDAY', 27: 'MONTH', 28: 'MOYR', 29: 'QYR', 30: 'WKYR', 31: 'PCT', 32: 'DOT', 33: 'CCA' },
	...{ 34: 'CCB', 35: 'CCC', 36: 'CCD', 37: 'CCE', 38: 'EDATE', 39: 'SDATE', 40: 'MTIME', 41: 'YMDHMS' },
};

/** Puts the records together. Extensions that make no sense are passed over, as the format asks; throws `Unreadable`. */
export function dictionaryOf(records: Records): Dictionary {
	const decode = decoderOf(records);
	const { header, extensions } = records;
	const { littleEndian } = header;
	const drafts = draftsOf(records, decode);
	giveLevels(drafts, extensions.get(extension.display), littleEndian);
	const columns = withLongStrings(drafts, decode(extensions.get(extension.longStrings) ?? new Uint8Array(0)));
	giveNames(columns, decode(extensions.get(extension.longNames) ?? new Uint8Array(0)));
	const byPlace = new Map(columns.map((column) => [column.places[0] ?? 0, column]));
	for (const record of records.labels) giveLabels(record, byPlace, decode, littleEndian);
	const byName = new Map(columns.flatMap((column) => [column.shortName, column.name].map((name) => [name, column])));
	giveLongStringLabels(byName, extensions.get(extension.longStringLabels), decode, littleEndian);
	giveLongStringMissing(byName, extensions.get(extension.longStringMissing), decode, littleEndian);
	const floats = extensions.get(extension.floats);
	const weight = byPlace.get(header.weight);
	return {
		label: decode(header.label),
		weight: weight?.width === 0 ? weight.name : null,
		columns: columns.map(({ name, record, level, width, valueLabels, missing, segments }) => ({
			...{ name, level, width, valueLabels, missing, segments },
			label: decode(record.label),
			format: formatOf(record.format, width),
		})),
		decode,
		systemMissing:
			floats === undefined || floats.length < 8 ? systemMissing : viewOf(floats).getFloat64(0, littleEndian),
	};
}

/** One draft for each string or number; what continues a string must follow it. */
function draftsOf({ variables, header }: Records, decode: Decode): Draft[] {
	const drafts: Draft[] = [];
	for (let place = 0; place < variables.length;) {
		const record = variables[place];
		if (record === undefined) break;
		const { width } = record;
		if (width < 0 || width > segmentWidth) throw new Unreadable(`variable ${place + 1} has a width of ${width} bytes`);
		const elements = Math.max(1, Math.ceil(width / 8));
		for (let more = 1; more < elements; more++) {
			if (variables[place + more]?.width !== -1)
				throw new Unreadable(`variable ${place + 1} is not as wide as it says`);
		}
		const shortName = decode(record.name);
		drafts.push({
			...{ name: shortName, shortName: shortName.toUpperCase(), record, width },
			places: [place + 1],
			segments: [width],
			valueLabels: [],
			missing: missingOf(record, decode, header.littleEndian),
			level: 'unknown',
		});
		place += elements;
	}
	if (drafts.length === 0) throw new Unreadable('it has no variables');
	return drafts;
}

function missingOf(
	{ missing, missingCount, width }: VariableRecord,
	decode: Decode,
	littleEndian: boolean,
): UserMissing {
	const all = Array.from({ length: Math.abs(missingCount) }, (_, place) => missing.subarray(8 * place, 8 * place + 8));
	const values = all.map((value) => valueOf(value, width, decode, littleEndian));
	if (missingCount >= 0) return { values, range: null };
	const [from, to, ...single] = values;
	if (typeof from !== 'number' || typeof to !== 'number')
		throw new Unreadable('a string has a range of missing values');
	const low = from === systemMissing || from === lowest ? -Infinity : from;
	return { values: single, range: { low, high: to === highest ? Infinity : to } };
}

function valueOf(bytes: Uint8Array, width: number, decode: Decode, littleEndian: boolean): SavValue {
	return width === 0 ? viewOf(bytes).getFloat64(0, littleEndian) : decode(bytes.subarray(0, Math.min(8, width)));
}

/** The display record has two or three numbers for each variable; the first is the level. */
function giveLevels(drafts: readonly Draft[], record: Uint8Array | undefined, littleEndian: boolean): void {
	if (record === undefined) return;
	const each = record.length / 4 / drafts.length;
	if (each !== 2 && each !== 3) return;
	const view = viewOf(record);
	for (const [place, draft] of drafts.entries()) {
		draft.level = levels[view.getInt32(4 * each * place, littleEndian)] ?? 'unknown';
	}
}

/** Joins the segments of very long strings, told as SHORT=00300 with a zero and a tab between. */
function withLongStrings(drafts: readonly Draft[], told: string): Draft[] {
	const widths = new Map<string, number>();
	for (const entry of told.split('\t')) {
		const [name = '', width = ''] = entry.replaceAll('\0', '').split('=');
		if (/^\d{1,5}$/.test(width)) widths.set(name.toUpperCase(), Number(width));
	}
	const columns: Draft[] = [];
	for (let place = 0; place < drafts.length;) {
		const draft = drafts[place];
		if (draft === undefined) break;
		const width = widths.get(draft.shortName) ?? 0;
		widths.delete(draft.shortName);
		place++;
		columns.push(draft);
		if (width <= segmentWidth) continue;
		if (width > widestString) throw new Unreadable(`${draft.shortName} has a width of ${width} bytes`);
		draft.width = width;
		for (let more = 1; more < Math.ceil(width / widthPerSegment); more++) {
			const segment = drafts[place++];
			if (segment === undefined || segment.width === 0) {
				throw new Unreadable(`${draft.shortName} is not as wide as it says`);
			}
			draft.places.push(...segment.places);
			draft.segments.push(segment.width);
		}
	}
	return columns;
}

/** Long names, told as SHORT=long with tabs between. A name that two columns share gets a number. */
function giveNames(columns: readonly Draft[], told: string): void {
	const names = new Map<string, string>();
	for (const entry of told.split('\t')) {
		const [short = '', ...long] = entry.split('=');
		if (long.length > 0) names.set(short.trim().toUpperCase(), long.join('=').replaceAll('\0', '').trim());
	}
	const used = new Set<string>();
	for (const [place, column] of columns.entries()) {
		let name = names.get(column.shortName) || column.name || `v${place + 1}`;
		while (used.has(name)) name = `${name}_${place + 1}`;
		column.name = name;
		used.add(name);
	}
}

function giveLabels(
	{ labels, variables }: LabelsRecord,
	byPlace: ReadonlyMap<number, Draft>,
	decode: Decode,
	littleEndian: boolean,
): void {
	const ofWidth = new Map<number, Draft['valueLabels']>();
	for (const place of variables) {
		const column = byPlace.get(place);
		if (column === undefined || column.width > 8) continue;
		const { width } = column;
		const decoded =
			ofWidth.get(width) ??
			labels.map(({ value, label }) => ({ value: valueOf(value, width, decode, littleEndian), label: decode(label) }));
		ofWidth.set(width, decoded);
		column.valueLabels = decoded;
	}
}

/** Labels of strings of more than 8 bytes: name, width, and pairs of value and label, each with its length before it. */
function giveLongStringLabels(
	byName: ReadonlyMap<string, Draft>,
	record: Uint8Array | undefined,
	decode: Decode,
	littleEndian: boolean,
): void {
	const fields = fieldsOf(record, littleEndian);
	while (!fields.done()) {
		const column = byName.get(decode(fields.text()));
		fields.integer();
		const count = fields.integer();
		const labels: { value: string; label: string }[] = [];
		for (let place = 0; place < count && !fields.done(); place++) {
			labels.push({ value: decode(fields.text()), label: decode(fields.text()) });
		}
		if (column !== undefined && column.width > 8) column.valueLabels = labels;
	}
}

/** Missing values of strings of more than 8 bytes: name, count in one byte, length, values. */
function giveLongStringMissing(
	byName: ReadonlyMap<string, Draft>,
	record: Uint8Array | undefined,
	decode: Decode,
	littleEndian: boolean,
): void {
	const fields = fieldsOf(record, littleEndian);
	while (!fields.done()) {
		const column = byName.get(decode(fields.text()));
		const count = fields.byte();
		const length = fields.integer();
		const values: string[] = [];
		for (let place = 0; place < count && !fields.done(); place++) {
			// Old versions of PSPP repeated the length before each value.
			if (place > 0 && fields.peek() === length) fields.integer();
			values.push(decode(fields.bytes(length)));
		}
		if (column !== undefined && column.width > 8) column.missing = { values, range: null };
	}
}

/** Steps through a record of fields; past its end there are zeros and nothing, and a negative length ends it. */
function fieldsOf(record: Uint8Array | undefined, littleEndian: boolean) {
	const data = record ?? new Uint8Array(0);
	const view = viewOf(data);
	let at = 0;
	const peek = (): number => (at + 4 <= data.length ? view.getInt32(at, littleEndian) : 0);
	const integer = (): number => {
		const value = peek();
		at += 4;
		return value;
	};
	const bytes = (length: number): Uint8Array => {
		const from = at;
		at = length < 0 ? data.length : at + length;
		return data.subarray(from, at);
	};
	return {
		done: () => at >= data.length,
		peek,
		integer,
		bytes,
		byte: () => bytes(1)[0] ?? 0,
		text: () => bytes(integer()),
	};
}

/** Type, width and decimals in one number each; a kind that there is not is shown as plain numbers or text. */
function formatOf(packed: number, width: number): string {
	const kind = formats[(packed >> 16) & 255] ?? (width === 0 ? 'F' : 'A');
	const decimals = packed & 255;
	const shown = width > segmentWidth ? width : (packed >> 8) & 255;
	return decimals === 0 && kind !== 'F' ? `${kind}${shown}` : `${kind}${shown}.${decimals}`;
}
