import { extension, recordType } from '../format.ts';
import type { Bytes } from './bytes.ts';
import { viewOf } from './bytes.ts';
import { Unreadable } from './unreadable.ts';

/** What stands before the cases, record by record, its texts not decoded yet. */
export interface Records {
	readonly header: Header;
	readonly variables: readonly VariableRecord[];
	readonly labels: readonly LabelsRecord[];
	/** By subtype: the extensions that matter here, the first of each. */
	readonly extensions: ReadonlyMap<number, Uint8Array>;
}

export interface Header {
	readonly littleEndian: boolean;
	readonly compression: 'none' | 'bytes' | 'zlib';
	/** Place of the weight among the variable records, from 1; 0 where there is none. */
	readonly weight: number;
	/** Negative where the writer did not know. */
	readonly cases: number;
	readonly bias: number;
	readonly label: Uint8Array;
}

/** One for each 8 bytes of a case. */
export interface VariableRecord {
	/** 0 for numbers, bytes of a string, −1 for what continues a string. */
	readonly width: number;
	readonly name: Uint8Array;
	readonly label: Uint8Array;
	readonly format: number;
	/** As in the file: 1 to 3 values, −2 a range, −3 a range and a value. */
	readonly missingCount: number;
	readonly missing: Uint8Array;
}

export interface LabelsRecord {
	readonly labels: readonly { readonly value: Uint8Array; readonly label: Uint8Array }[];
	/** Places among the variable records, from 1. */
	readonly variables: readonly number[];
}

const compressions = ['none', 'bytes', 'zlib'] as const;
const mostVariables = 1_000_000;
const wanted: ReadonlySet<number> = new Set(Object.values(extension));

/** Reads up to the end of the dictionary. Throws `Unreadable`. */
export async function readRecords(bytes: Bytes): Promise<Records> {
	const header = await readHeader(bytes);
	const { littleEndian } = header;
	const integers = async (count: number): Promise<(place: number) => number> => {
		const view = viewOf(await bytes.take(4 * count));
		return (place) => view.getInt32(4 * place, littleEndian);
	};
	const variables: VariableRecord[] = [];
	const labels: LabelsRecord[] = [];
	const extensions = new Map<number, Uint8Array>();
	for (;;) {
		const type = (await integers(1))(0);
		switch (type) {
			case recordType.variable:
				if (variables.length === mostVariables) throw new Unreadable(`it has more than ${mostVariables} variables`);
				variables.push(await readVariable(bytes, littleEndian));
				break;
			case recordType.labels:
				labels.push(await readLabels(bytes, integers));
				break;
			case recordType.documents:
				await bytes.take(80 * (await integers(1))(0));
				break;
			case recordType.extension: {
				const head = await integers(3);
				const [subtype, size, count] = [head(0), head(1), head(2)];
				if (size < 0 || count < 0) throw new Unreadable(`it has an extension of ${count} times ${size} bytes`);
				const data = await bytes.take(size * count);
				if (wanted.has(subtype) && !extensions.has(subtype)) extensions.set(subtype, data);
				break;
			}
			case recordType.end:
				await bytes.take(4);
				return { header, variables, labels, extensions };
			default:
				throw new Unreadable(`it has a record of an unknown type (${type}) at byte ${bytes.position() - 4}`);
		}
	}
}

async function readHeader(bytes: Bytes): Promise<Header> {
	const magic = String.fromCharCode(...(await start(bytes)));
	if (magic !== '$FL2' && magic !== '$FL3') throw new Unreadable('it is not an SPSS system file');
	const data = await bytes.take(172);
	const view = viewOf(data);
	const layout = view.getInt32(60, true);
	const littleEndian = layout > 0 && layout < 256;
	const compression = compressions[view.getInt32(68, littleEndian)];
	if (compression === undefined || (compression === 'zlib') !== (magic === '$FL3')) {
		throw new Unreadable('its compression is not one of none, byte codes and zlib');
	}
	const bias = view.getFloat64(80, littleEndian);
	if (!Number.isFinite(bias)) throw new Unreadable('its compression bias is not a number');
	return {
		littleEndian,
		compression,
		weight: view.getInt32(72, littleEndian),
		cases: view.getInt32(76, littleEndian),
		bias,
		label: data.subarray(105, 169),
	};
}

/** The first four bytes; an empty file has none. */
async function start(bytes: Bytes): Promise<Uint8Array> {
	const first = await bytes.next(4);
	if (first === undefined) throw new Unreadable('it is empty');
	if (first.length === 4) return first;
	return Uint8Array.of(...first, ...(await bytes.take(4 - first.length)));
}

async function readVariable(bytes: Bytes, littleEndian: boolean): Promise<VariableRecord> {
	const data = await bytes.take(28);
	const view = viewOf(data);
	const integer = (place: number): number => view.getInt32(4 * place, littleEndian);
	const missingCount = integer(2);
	if (missingCount < -3 || missingCount > 3 || missingCount === -1) {
		throw new Unreadable(`a variable has ${missingCount} missing values`);
	}
	let label: Uint8Array = new Uint8Array(0);
	if (integer(1) === 1) {
		const length = viewOf(await bytes.take(4)).getInt32(0, littleEndian);
		label = (await bytes.take(upTo(length, 4))).subarray(0, length);
	}
	return {
		width: integer(0),
		name: data.subarray(20, 28),
		label,
		format: integer(3),
		missingCount,
		missing: await bytes.take(8 * Math.abs(missingCount)),
	};
}

async function readLabels(
	bytes: Bytes,
	integers: (count: number) => Promise<(place: number) => number>,
): Promise<LabelsRecord> {
	const count = (await integers(1))(0);
	const labels: { value: Uint8Array; label: Uint8Array }[] = [];
	for (let place = 0; place < count; place++) {
		const start = await bytes.take(9);
		const length = start[8] ?? 0;
		const label = await bytes.take(upTo(length + 1, 8) - 1);
		labels.push({ value: start.subarray(0, 8), label: label.subarray(0, length) });
	}
	const head = await integers(2);
	if (head(0) !== recordType.labelled) throw new Unreadable('value labels are not followed by their variables');
	const places = await integers(head(1));
	return { labels, variables: Array.from({ length: head(1) }, (_, place) => places(place)) };
}

/** The next multiple of `unit`. */
function upTo(length: number, unit: number): number {
	return Math.ceil(length / unit) * unit;
}
