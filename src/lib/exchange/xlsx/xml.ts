import { SaxesParser } from 'saxes';
import { unpacked, type ZipPart } from '../zip/zip-parts.ts';

/** What somebody who reads a part of a workbook wants to know, as it comes. Names are without their prefix. */
export interface XmlReader {
	open?(name: string, attributes: Readonly<Record<string, string>>): void;
	text?(text: string): void;
	close?(name: string): void;
	/** Whether nothing more has to be read. */
	isDone?(): boolean;
}

/** A part is no XML that a workbook can hold: it is not well-formed, brings entities of its own or nests without end. */
export class BrokenXml extends Error {}

const deepest = 64;
const mostAttributes = 200;

/** Reads a part piece by piece; yields after each, so that others can be served in between. */
export function* readXml(part: ZipPart, reader: XmlReader, { most }: { most: number }): Generator<void, void> {
	const parser = new SaxesParser({ xmlns: false, position: false });
	const decoder = new TextDecoder();
	let depth = 0;
	let attributes = 0;
	parser.on('error', () => {
		throw new BrokenXml();
	});
	parser.on('doctype', () => {
		throw new BrokenXml();
	});
	parser.on('attribute', () => {
		if (++attributes > mostAttributes) throw new BrokenXml();
	});
	parser.on('opentag', (tag) => {
		attributes = 0;
		if (++depth > deepest) throw new BrokenXml();
		reader.open?.(plain(tag.name), tag.attributes);
	});
	parser.on('text', (text) => reader.text?.(text));
	parser.on('cdata', (text) => reader.text?.(text));
	parser.on('closetag', ({ name }) => {
		depth--;
		reader.close?.(plain(name));
	});
	for (const chunk of unpacked(part, { most })) {
		// Bytes are not one text at once, however far they unpack.
		for (let at = 0; at < chunk.length; at += piece) {
			parser.write(decoder.decode(chunk.subarray(at, at + piece), { stream: true }));
			if (reader.isDone?.() === true) return;
			yield;
		}
	}
	parser.write(decoder.decode());
	parser.close();
}

const piece = 256 << 10;

function plain(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}
