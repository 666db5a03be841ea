import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { ColumnSource } from 'hyparquet-writer';
import { codebookJson } from '../data-file/codebook.ts';
import type { DataColumn, DataFile } from '../data-file/data-file.ts';
import { missingShift } from '../data-file/missing-shift.ts';

export interface DataParquetOptions {
	/** What a column of codes holds: the numbers, or their words as a dictionary. */
	readonly show: 'codes' | 'labels';
	/** Told of the rows written so far, once a row group. */
	readonly progress?: ((rows: number) => void) | undefined;
}

/**
 * The rows as Parquet, a chunk for each row group. Codes are integers, of 16 bits where that is enough, numbers doubles, texts and labels UTF-8;
 * nothing is null, as missing reasons stand in the columns by their export codes. The codebook, as `codebookJson` gives
 * it, is in the file's metadata under `soundings.codebook`; title and notes are there by themselves too.
 */
export function* dataParquet(file: DataFile, { show, progress }: DataParquetOptions): Generator<Uint8Array> {
	const columns = file.columns.map((column) => (show === 'labels' ? asWords(column) : asCodes(column)));
	const writer = new ByteWriter();
	const parquet = new ParquetWriter({
		writer,
		createdBy: 'Soundings',
		schema: [
			{ name: 'rows', num_children: columns.length },
			...columns.map(({ schema }, k) => ({ ...schema, name: file.columns[k]?.name ?? '' })),
		],
		kvMetadata: [
			{ key: 'title', value: file.title },
			{ key: 'notes', value: file.notes.join('\n') },
			{ key: 'soundings.codebook', value: codebookJson(file) },
		],
	});
	const group = rowsInGroup(columns.length);
	for (let from = 0; from < file.rows; from += group) {
		const to = Math.min(from + group, file.rows);
		const columnData = columns.map(({ rows }, k): ColumnSource => ({
			name: file.columns[k]?.name ?? '',
			data: rows(from, to),
		}));
		void parquet.write({ columnData, rowGroupSize: group });
		yield taken(writer);
		progress?.(to);
	}
	void parquet.finish();
	yield taken(writer);
}

/** As many rows as take a tenth of a second or so to encode, since nobody else is served meanwhile. */
function rowsInGroup(columns: number): number {
	return Math.min(100_000, Math.max(5_000, Math.floor(400_000 / Math.max(1, columns))));
}

/** What the writer has gathered, after which it starts afresh where it stood in the file. */
function taken(writer: ByteWriter): Uint8Array {
	const bytes = writer.getBytes().slice();
	writer.index = 0;
	return bytes;
}

type Rows = ColumnSource['data'];

interface Encoded {
	readonly schema: Omit<ParquetWriter['schema'][number], 'name'>;
	readonly rows: (from: number, to: number) => Rows;
}

const short = { type: 'INT32', converted_type: 'INT_16', repetition_type: 'REQUIRED' } as const;
const integer = { type: 'INT32', repetition_type: 'REQUIRED' } as const;
const double = { type: 'DOUBLE', repetition_type: 'REQUIRED' } as const;
const words = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' } as const;

function asCodes(column: DataColumn): Encoded {
	const { data } = column;
	switch (data.kind) {
		case 'code':
			return {
				schema: data.codes.BYTES_PER_ELEMENT <= 2 ? short : integer,
				rows: (from, to) => Int32Array.from(data.codes.subarray(from, to)),
			};
		case 'number': {
			const shift = missingShift(column);
			return {
				schema: double,
				rows: (from, to) => {
					const values = data.values.slice(from, to);
					for (let i = 0; i < values.length; i++) {
						const reason = data.missing[from + i] ?? 0;
						if (reason !== 0) values[i] = reason + shift;
					}
					return values;
				},
			};
		}
		case 'text':
			return asTexts(data, String);
	}
}

/** Texts as they are, and where there is none the words for why. */
function asTexts(
	{ texts, missing }: Extract<DataColumn['data'], { kind: 'text' }>,
	wordsOf: (reason: number) => string,
): Encoded {
	return {
		schema: words,
		rows: (from, to) =>
			texts.slice(from, to).map((text, i) => {
				const reason = missing[from + i] ?? 0;
				return reason === 0 ? text : wordsOf(reason);
			}),
	};
}

function asWords(column: DataColumn): Encoded {
	const { data, values, missing } = column;
	if (data.kind === 'number') return asCodes(column);
	const labels = new Map([...missing, ...values].map(({ code, label }) => [code, label]));
	const wordsOf = (code: number) => labels.get(code) ?? String(code);
	switch (data.kind) {
		case 'code':
			return { schema: words, rows: (from, to) => Array.from(data.codes.subarray(from, to), wordsOf) };
		case 'text':
			return asTexts(data, wordsOf);
	}
}
