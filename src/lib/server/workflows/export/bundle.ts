import { createHash } from 'node:crypto';
import { dataCsv } from '#exchange/csv-out/data-csv.ts';
import { codebookCsv, codebookJson } from '#exchange/data-file/codebook.ts';
import { dataParquet } from '#exchange/parquet/data-parquet.ts';
import type { StatisticalTables } from '#exchange/ods/statistical-tables.ts';
import { writeOds } from '#exchange/ods/write-ods.ts';
import { writeSav } from '#exchange/sav/index.ts';
import { zipChunks } from '#exchange/zip/zip-chunks.ts';
import type { Chunks } from '#exchange/zip/zip-chunks.ts';
import type { Prepared } from './request.ts';

export type { Chunks };

/** The files of answers that there can be. */
export const dataFormats = ['csv', 'parquet', 'sav', 'zsav'] as const;
export type DataFormat = (typeof dataFormats)[number];

/** Files that belong together, the first of them the one that was asked for. */
export interface Bundle {
	/** Of the zip, without its ending. */
	readonly stem: string;
	readonly title: string;
	readonly notes: readonly string[];
	readonly warnings: readonly string[];
	readonly made: Date;
	/** Rows and columns of the first file; null where it has tables instead. */
	readonly rows: number | null;
	readonly columns: number | null;
	readonly parts: readonly Part[];
}

/** A file of a bundle; `content` makes it anew each time it is asked for. */
export interface Part {
	readonly name: string;
	/** Whether deflating it saves anything. */
	readonly deflate: boolean;
	readonly content: () => Chunks;
}

/** What can be said of a file once it has been written. */
export interface Written {
	readonly name: string;
	readonly bytes: number;
	readonly sha256: string;
}

export interface DataOptions {
	readonly format: DataFormat;
	readonly show: 'codes' | 'labels';
	readonly progress?: ((rows: number) => void) | undefined;
}

/** The data in one format, with their codebook as CSV and JSON beside them. */
export function dataBundle({ file, stem, warnings, made }: Prepared, { format, ...options }: DataOptions): Bundle {
	const { title, notes, rows } = file;
	const name = `${stem}.${format}`;
	const content = {
		csv: { deflate: true, content: () => dataCsv(file, options) },
		parquet: { deflate: false, content: () => dataParquet(file, options) },
		sav: { deflate: true, content: () => writeSav(file, { form: 'sav', writtenAt: made }) },
		zsav: { deflate: false, content: () => writeSav(file, { form: 'zsav', writtenAt: made }) },
	}[format];
	const parts = [
		{ name, ...content },
		{ name: `${stem}-codebook.csv`, deflate: true, content: () => [Buffer.from(codebookCsv(file))] },
		{ name: `${stem}-codebook.json`, deflate: true, content: () => [Buffer.from(codebookJson(file))] },
	];
	return { stem, title, notes, warnings, made, rows, columns: file.columns.length, parts };
}

/** Tables of figures as one spreadsheet. */
export function tablesBundle(tables: StatisticalTables, { survey, made }: { survey: string; made: Date }): Bundle {
	const part = { name: `${survey}.ods`, deflate: false, content: () => [writeOds(tables, { made })] };
	const { title, cover: notes } = tables;
	return {
		stem: `${survey}-tables`,
		title,
		notes,
		warnings: notCleared,
		made,
		rows: null,
		columns: null,
		parts: [part],
	};
}

const notCleared = ['these tables have not been cleared for release: small groups are not suppressed'];

/** The bundle as one zip. Its last file, `manifest.json`, says of each before it how long it is and its SHA-256. */
export function zipOf(bundle: Bundle): AsyncGenerator<Uint8Array> {
	const { stem, title, notes, made, rows, parts } = bundle;
	const written: Written[] = [];
	const entries = parts.map(({ name, deflate, content }) => ({
		name,
		deflate,
		chunks: () => measured(name, content(), (one) => void written.push(one)),
	}));
	const manifest = {
		name: 'manifest.json',
		deflate: true,
		chunks: () => {
			const told = { name: stem, title, notes, made: made.toISOString(), rows, files: written };
			return [Buffer.from(`${JSON.stringify(told, null, '\t')}\n`)];
		},
	};
	return zipChunks([...entries, manifest], { made });
}

/** The chunks as they are; when the last has gone by, `done` is told how long they were together and their SHA-256. */
export async function* measured(
	name: string,
	chunks: Chunks,
	done: (written: Written) => void,
): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	let bytes = 0;
	for await (const chunk of chunks) {
		hash.update(chunk);
		bytes += chunk.length;
		yield chunk;
	}
	done({ name, bytes, sha256: hash.digest('hex') });
}
