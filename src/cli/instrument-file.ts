import { open } from 'node:fs/promises';
import { parseInstrument } from '#core/instrument/index.ts';
import type { Instrument, Misfit } from '#core/instrument/index.ts';

/** The largest instrument file that is read, in bytes; real ones are under a tenth of it. */
const largest = 2 * 1024 * 1024;

interface Unreadable {
	readonly kind: 'unreadable';
	/** One line without the file's name. */
	readonly words: string;
}

export type InstrumentFile =
	| Unreadable
	| { readonly kind: 'instrument'; readonly instrument: Instrument }
	| { readonly kind: 'misfits'; readonly misfits: readonly Misfit[] };

/** Reads one instrument file, however hostile. */
export async function readInstrumentFile(path: string): Promise<InstrumentFile> {
	const file = await readJsonFile(path);
	return file.kind === 'json' ? parseInstrument(file.value) : file;
}

/** Reads a file of an author's as JSON, whatever it says, however hostile. */
export async function readJsonFile(path: string): Promise<Unreadable | { kind: 'json'; value: unknown }> {
	const bytes = await readBounded(path);
	if (typeof bytes === 'string') return { kind: 'unreadable', words: bytes };
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return { kind: 'unreadable', words: 'is not text in UTF-8' };
	}
	try {
		const value: unknown = JSON.parse(text);
		return { kind: 'json', value };
	} catch (error) {
		return {
			kind: 'unreadable',
			words: `is not JSON: ${error instanceof Error ? oneLine(error.message) : 'unreadable'}`,
		};
	}
}

/** The file's bytes, or why there are none. Reads no more than the bound, also from what has no size, such as a pipe. */
async function readBounded(path: string): Promise<Uint8Array | string> {
	try {
		const file = await open(path);
		try {
			if ((await file.stat()).isDirectory()) return 'is a folder, not a file';
			const chunks: Buffer[] = [];
			let size = 0;
			for await (const chunk of file.createReadStream({ end: largest, autoClose: false })) {
				if (!(chunk instanceof Buffer)) continue;
				chunks.push(chunk);
				size += chunk.length;
			}
			return size > largest ? 'is larger than 2 MB, which no questionnaire is' : Buffer.concat(chunks);
		} finally {
			await file.close();
		}
	} catch (error) {
		return failureWords(error);
	}
}

function failureWords(error: unknown): string {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
	if (code === 'EACCES') return 'this account may not read it';
	return `cannot be read (${String(code ?? error)})`;
}

function oneLine(words: string): string {
	const line = words.replace(/\s+/g, ' ');
	return line.length > 160 ? `${line.slice(0, 157)}…` : line;
}
