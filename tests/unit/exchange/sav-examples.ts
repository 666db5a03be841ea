import type { DataColumn, DataFile } from '#exchange/data-file/data-file.ts';
import type { SavFile } from '#exchange/sav/index.ts';
import { readSav, writeSav } from '#exchange/sav/index.ts';

const writtenAt = new Date('2026-03-02T12:34:56Z');

/** The nine reasons of an export file. */
export const reasons = [
	{ code: -9, label: 'Not applicable' },
	{ code: -8, label: 'Not asked' },
	{ code: -7, label: 'Not reached' },
	{ code: -6, label: 'Routing error' },
	{ code: -2, label: 'Don’t know' },
	{ code: -1, label: 'Refused' },
];

export function codes(name: string, data: readonly number[], more: Partial<DataColumn> = {}): DataColumn {
	return column(name, { kind: 'code', codes: Int16Array.from(data) }, { level: 'nominal', ...more });
}

export function numbers(
	name: string,
	values: readonly number[],
	missing: readonly number[] = [],
	more: Partial<DataColumn> = {},
): DataColumn {
	const reasonOf = Int8Array.from(values, (_, row) => missing[row] ?? 0);
	return column(name, { kind: 'number', values: Float64Array.from(values), missing: reasonOf }, more);
}

export function texts(name: string, data: readonly string[], more: Partial<DataColumn> = {}): DataColumn {
	return column(
		name,
		{ kind: 'text', texts: data, missing: new Int8Array(data.length) },
		{ level: 'nominal', ...more },
	);
}

function column(name: string, data: DataColumn['data'], more: Partial<DataColumn>): DataColumn {
	return { name, label: `Label of ${name}`, level: 'scale', values: [], missing: [], data, ...more };
}

export function dataFile(columns: readonly DataColumn[], more: Partial<DataFile> = {}): DataFile {
	const [first] = columns;
	const rows =
		first === undefined ? 0 : first.data.kind === 'code' ? first.data.codes.length : first.data.missing.length;
	return { title: 'Household attitudes', notes: [], rows, columns, weight: null, ...more };
}

/** Six interviews with all that a file can hold. */
export const household = dataFile(
	[
		codes('gender', [1, 2, 2, 1, -1, -2], {
			label: 'Gender of respondent',
			values: [
				{ code: 1, label: 'Male' },
				{ code: 2, label: 'Female' },
			],
			missing: reasons.slice(4),
		}),
		codes('satisfied', [1, 5, -9, -8, 3, 500], {
			label: 'How satisfied are you? (café, naïve, €)',
			level: 'ordinal',
			values: [
				{ code: 1, label: 'Very dissatisfied' },
				{ code: 3, label: 'Neither, '.repeat(20).trimEnd() },
				{ code: 5, label: 'Very satisfied' },
				{ code: 500, label: 'More than anybody' },
			],
			missing: reasons,
		}),
		numbers('income', [1200.5, 0, 2500.25, 0, 100_000, 1e9], [0, -9, 0, -1, 0, 0], {
			label: 'Monthly income',
			missing: reasons,
		}),
		numbers('change', [-5, -1, 0, 12.5, 0, -250], [0, 0, -1, 0, -2, 0], {
			label: 'Change in income',
			missing: reasons.slice(4),
		}),
		numbers('with', [0, 1, 2, 3, NaN, Infinity], [], { label: 'A word of the language' }),
		codes('9th-Question.', [0, 1, 0, 1, 0, 1], { label: 'A name that SPSS refuses' }),
		texts('open', ['short', '', 'Zoë said “hi”, then left', '  two spaces before', '日本語', 'ß'], {
			label: 'In own words',
		}),
		texts('longest', ['ä'.repeat(9000), '', 'x'.repeat(255), 'y'.repeat(256), 'z'.repeat(511), 'end'], {
			label: 'At length',
		}),
		numbers('weight', [0.5, 1.25, 1, 1.75, 0.8, 0.7], [], { label: 'Survey weight' }),
	],
	{
		weight: 'weight',
		notes: [
			'Waves: Spring 2014, Spring 2015.',
			'A note that is longer than the eighty bytes that a line of documents has room for.',
		],
	},
);

export async function written(file: DataFile, form: 'sav' | 'zsav'): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of writeSav(file, { form, writtenAt })) pieces.push(piece);
	return Buffer.concat(pieces);
}

export async function writtenAndRead(file: DataFile, form: 'sav' | 'zsav'): Promise<SavFile> {
	const read = await readSav(await written(file, form));
	if (read.kind === 'unreadable') throw new Error(read.words);
	return read.file;
}
