import { closeSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Codes, Column, Dataset } from '#core/dataset/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { codebook } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import type { Part } from './column-file-format.ts';
import { aligned, headerBytes, laidOut } from './column-file-format.ts';
import type { OpenFile } from './column-file-reading.ts';
import { bytesAt, columnFrom, doublesIn, isAsWritten, lastWritten, opened } from './column-file-reading.ts';

/** A wave's answers as columns, and the weights that came with them, one a row; null where none did. */
export interface KeptColumns {
	readonly dataset: Dataset;
	readonly supplied: Float64Array | null;
	/** How much of it is in memory now. */
	bytes(): number;
	/** False once somebody has written into the file that it is read from. */
	isIntact(): boolean;
}

type TypedArray = Codes | Float64Array;

const closing = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/**
 * Opens the columns of a wave that were kept on disk: all of the file is checked against its sums, and each column is read
 * when it is first asked for. Undefined when there are none, when they were made from something else than `madeFrom` says,
 * and when a byte is not as it was written; they are then to be built again. A file that is replaced while it is open
 * stays readable to those who opened it.
 */
export async function readColumns(
	site: Site,
	args: { wave: string; instrument: Instrument; madeFrom: string },
): Promise<KeptColumns | undefined> {
	const descriptor = opened(pathOf(site, args.wave));
	if (descriptor === undefined) return undefined;
	const file: OpenFile = { descriptor, bytesRead: 0 };
	const columns = await columnsIn(file, args).catch(() => undefined);
	if (columns === undefined) closeSync(descriptor);
	else closing.register(file, descriptor);
	return columns;
}

async function columnsIn(
	file: OpenFile,
	{ instrument, madeFrom }: { instrument: Instrument; madeFrom: string },
): Promise<KeptColumns | undefined> {
	const since = lastWritten(file);
	const header = laidOut((start, length) => bytesAt(file, start, length), { madeFrom });
	if (header === undefined) return undefined;
	if (!(await isAsWritten(file, header.parts))) return undefined;
	const variables = new Map(codebook(instrument).map((variable) => [variable.name, variable]));
	const find = (column: string | null, holds: Part['holds']) =>
		header.parts.find((part) => part.column === column && part.holds === holds);
	const columns = new Map<string, Column>();
	for (const name of new Set(header.parts.map(({ column }) => column))) {
		if (name === null) continue;
		const variable = variables.get(name);
		const parts = { codes: find(name, 'codes'), values: find(name, 'values'), missing: find(name, 'missing') };
		const column = variable === undefined ? undefined : columnFrom(file, variable, parts);
		if (column === undefined) return undefined;
		columns.set(name, column);
	}
	const weights = find(null, 'weights');
	return {
		dataset: { rows: header.rows, columns },
		supplied: weights === undefined ? null : doublesIn(file, weights),
		bytes: () => file.bytesRead,
		isIntact: () => lastWritten(file) === since,
	};
}

/** Keeps the columns of a wave, in place of what was kept of it before; readable by the owner of the process alone. */
export async function keepColumns(
	site: Site,
	args: { wave: string; madeFrom: string; columns: Pick<KeptColumns, 'dataset' | 'supplied'> },
): Promise<void> {
	const { dataset, supplied } = args.columns;
	const arrays = [...dataset.columns].flatMap(([column, of]) => arraysOf(column, of));
	if (supplied !== null) arrays.push({ column: null, holds: 'weights', array: supplied });
	const header = headerBytes({
		...{ madeFrom: args.madeFrom, rows: dataset.rows },
		parts: arrays.map(({ column, holds, array }) => ({
			...{ column, holds, width: widthOf(array) },
			sum: crc32(bytesOf(array)),
		})),
	});
	const path = pathOf(site, args.wave);
	await mkdir(folderOf(site), { recursive: true, mode: 0o700 });
	const unfinished = `${path}.${process.pid}`;
	const file = await open(unfinished, 'w', 0o600);
	try {
		for (const part of [header, ...arrays.map(({ array }) => bytesOf(array))]) {
			await file.writeFile(part);
			await file.writeFile(Buffer.alloc(aligned(part.length) - part.length));
		}
	} finally {
		await file.close();
	}
	await rename(unfinished, path).catch(() => rm(unfinished, { force: true }));
}

function arraysOf(column: string, of: Column): (Pick<Part, 'column' | 'holds'> & { array: TypedArray })[] {
	if (of.kind === 'code') return [{ column, holds: 'codes', array: of.codes }];
	return [
		{ column, holds: 'values', array: of.values },
		{ column, holds: 'missing', array: of.missing },
	];
}

function widthOf(array: TypedArray): Part['width'] {
	if (array instanceof Int8Array) return 1;
	if (array instanceof Int16Array) return 2;
	return array instanceof Int32Array ? 4 : 8;
}

function bytesOf(array: TypedArray): Buffer {
	return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

/** Removes what was kept of a wave that is not there any more. */
export async function dropColumns(site: Site, { wave }: { wave: string }): Promise<void> {
	await rm(pathOf(site, wave), { force: true });
}

function folderOf(site: Site): string {
	return join(site.env.SOUNDINGS_DATA, 'columns');
}

function pathOf(site: Site, wave: string): string {
	return join(folderOf(site), `${encodeURIComponent(wave)}.columns`);
}
