import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Column, Dataset } from '#core/dataset/index.ts';
import type { Instrument, Variable } from '#core/instrument/index.ts';
import { codebook } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';

/** A wave's answers as columns, and the weights that came with them, one a row; null where none did. */
export interface KeptColumns {
	readonly dataset: Dataset;
	readonly supplied: Float64Array | null;
}

/** Rises when the same answers would make other columns. */
const format = 1;
const Header = z.strictObject({
	madeFrom: z.string(),
	rows: z.int().min(0),
	columns: z.array(z.strictObject({ name: z.string(), kind: z.enum(['code', 'number']) })),
	supplied: z.boolean(),
	/** Of all that follows the header. */
	bytes: z.int().min(0),
});
const alignment = 8;

/**
 * Reads the columns of a wave that were kept on disk, a hundred times as fast as building them from its responses;
 * undefined when there are none, or when they were made from something else than `madeFrom` says.
 */
export async function readColumns(
	site: Site,
	args: { wave: string; instrument: Instrument; madeFrom: string },
): Promise<KeptColumns | undefined> {
	const bytes = await readFile(pathOf(site, args.wave)).catch(() => undefined);
	if (bytes === undefined || bytes.length < alignment) return undefined;
	const start = alignment + bytes.readUInt32LE(0);
	const header = Header.safeParse(parsed(bytes.toString('utf8', alignment, start)));
	if (!header.success || header.data.madeFrom !== `${format} ${args.madeFrom}`) return undefined;
	if (bytes.length !== aligned(start) + header.data.bytes) return undefined;
	const { rows, supplied } = header.data;
	const variables = new Map(codebook(args.instrument).map((variable) => [variable.name, variable]));
	const take = reader(bytes, aligned(start));
	const columns = new Map<string, Column>();
	for (const { name, kind } of header.data.columns) {
		const variable = variables.get(name);
		if (variable === undefined) return undefined;
		columns.set(name, columnFrom(variable, kind, rows, take));
	}
	return { dataset: { rows, columns }, supplied: supplied ? new Float64Array(take(rows * 8)) : null };
}

/** Keeps the columns of a wave, in place of what was kept of it before; readable by the owner of the process alone. */
export async function keepColumns(
	site: Site,
	args: { wave: string; madeFrom: string; columns: KeptColumns },
): Promise<void> {
	const { dataset, supplied } = args.columns;
	const columns = [...dataset.columns].map(([name, column]) => ({ name, column }));
	const arrays: TypedArray[] = columns.flatMap(({ column }) => arraysOf(column));
	if (supplied !== null) arrays.push(supplied);
	const parts = arrays.map(bytesOf).flatMap(padded);
	const header = Buffer.from(
		JSON.stringify({
			madeFrom: `${format} ${args.madeFrom}`,
			rows: dataset.rows,
			columns: columns.map(({ name, column: { kind } }) => ({ name, kind })),
			supplied: supplied !== null,
			bytes: parts.reduce((sum, part) => sum + part.length, 0),
		} satisfies z.input<typeof Header>),
	);
	const length = Buffer.alloc(alignment);
	length.writeUInt32LE(header.length);
	const path = pathOf(site, args.wave);
	await mkdir(folderOf(site), { recursive: true, mode: 0o700 });
	const unfinished = `${path}.${process.pid}`;
	await writeFile(unfinished, Buffer.concat([...padded(Buffer.concat([length, header])), ...parts]), { mode: 0o600 });
	await rename(unfinished, path).catch(() => rm(unfinished, { force: true }));
}

function columnFrom(
	variable: Variable,
	kind: Column['kind'],
	rows: number,
	take: (bytes: number) => ArrayBuffer,
): Column {
	switch (kind) {
		case 'code':
			return { kind, variable, codes: new Int16Array(take(rows * 2)) };
		case 'number':
			return { kind, variable, values: new Float64Array(take(rows * 8)), missing: new Int8Array(take(rows)) };
	}
}

/** Hands out one part after another, each a copy that begins where any typed array may. */
function reader(bytes: Buffer, start: number): (length: number) => ArrayBuffer {
	let at = start;
	return (length) => {
		const part = new ArrayBuffer(length);
		new Uint8Array(part).set(bytes.subarray(at, at + length));
		at = aligned(at + length);
		return part;
	};
}

type TypedArray = Int16Array | Float64Array | Int8Array;

function arraysOf(column: Column): TypedArray[] {
	return column.kind === 'code' ? [column.codes] : [column.values, column.missing];
}

function bytesOf(array: TypedArray): Buffer {
	return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
}

function padded(part: Buffer): Buffer[] {
	return [part, Buffer.alloc(aligned(part.length) - part.length)];
}

function aligned(place: number): number {
	return Math.ceil(place / alignment) * alignment;
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

function folderOf(site: Site): string {
	return join(site.env.SOUNDINGS_DATA, 'columns');
}

function pathOf(site: Site, wave: string): string {
	return join(folderOf(site), `${encodeURIComponent(wave)}.columns`);
}
