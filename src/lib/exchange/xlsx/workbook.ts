import type { ZipPart } from '../zip/zip-parts.ts';
import { formatOf } from './number-format.ts';
import { readXml } from './xml.ts';

type Parts = ReadonlyMap<string, ZipPart>;

/** What a workbook says of itself: its sheets in their order with the parts that hold them, and how days are counted. */
export interface Workbook {
	readonly sheets: readonly { readonly name: string; readonly part: string }[];
	readonly since1904: boolean;
	readonly strings: string | undefined;
	readonly styles: string | undefined;
}

const most = { bytes: 4 << 20, sheets: 500, formats: 70_000, strings: 3_000_000 } as const;

/** Which part holds the workbook itself; undefined where none does. */
export function* workbookPart(parts: Parts): Generator<void, string | undefined> {
	const related = yield* relationsOf(parts, '_rels/.rels', '');
	return [...related.values()].find(({ type }) => type === 'officeDocument')?.target;
}

export function* readWorkbook(parts: Parts, at: string): Generator<void, Workbook | undefined> {
	const part = parts.get(at);
	if (part === undefined) return undefined;
	const folder = at.slice(0, at.lastIndexOf('/') + 1);
	const related = yield* relationsOf(parts, `${folder}_rels/${at.slice(folder.length)}.rels`, folder);
	const sheets: { name: string; part: string }[] = [];
	let since1904 = false;
	const reader = {
		open(name: string, attributes: Readonly<Record<string, string>>) {
			if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
			if (name !== 'sheet' || sheets.length >= most.sheets) return;
			const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
			const { target, type } = related.get(id) ?? {};
			// A chart of its own is a sheet without cells.
			if (target !== undefined && type === 'worksheet') sheets.push({ name: attributes['name'] ?? '', part: target });
		},
	};
	yield* readXml(part, reader, { most: most.bytes });
	const of = (type: string) => [...related.values()].find((one) => one.type === type)?.target;
	return { sheets, since1904, strings: of('sharedStrings'), styles: of('styles') };
}

/** The texts that cells name by number. */
export function* readStrings(part: ZipPart | undefined, { bytes }: { bytes: number }): Generator<void, string[]> {
	const strings: string[] = [];
	if (part === undefined) return strings;
	const text = textReader();
	const reader = {
		open(name: string) {
			if (name === 'si') text.start();
			text.open(name);
		},
		text: (words: string) => text.text(words),
		close(name: string) {
			text.close(name);
			if (name === 'si' && strings.length < most.strings) strings.push(text.read());
		},
	};
	yield* readXml(part, reader, { most: bytes });
	return strings;
}

/** The format of each style that a cell may have. */
export function* readFormats(part: ZipPart | undefined): Generator<void, string[]> {
	const formats: string[] = [];
	if (part === undefined) return formats;
	const own = new Map<number, string>();
	let isInCells = false;
	const reader = {
		open(name: string, attributes: Readonly<Record<string, string>>) {
			const id = Number(attributes['numFmtId'] ?? 0);
			if (name === 'numFmt' && own.size < most.formats) own.set(id, attributes['formatCode'] ?? '');
			if (name === 'cellXfs') isInCells = true;
			if (name === 'xf' && isInCells && formats.length < most.formats) formats.push(formatOf(id, own));
		},
		close(name: string) {
			if (name === 'cellXfs') isInCells = false;
		},
	};
	yield* readXml(part, reader, { most: most.bytes });
	return formats;
}

/** Gathers the runs of a text, without how its characters are read aloud. */
export function textReader() {
	let gathered = '';
	let isIn = false;
	let isAloud = false;
	return {
		start() {
			gathered = '';
		},
		open(name: string) {
			if (name === 'rPh') isAloud = true;
			if (name === 't') isIn = !isAloud;
		},
		text(words: string) {
			if (isIn && gathered.length < longestText) gathered += words.slice(0, longestText);
		},
		close(name: string) {
			if (name === 'rPh') isAloud = false;
			if (name === 't') isIn = false;
		},
		read: () => unescaped(gathered),
	};
}

/** What a cell can hold at most. */
const longestText = 32_767;

/** Control characters stand in the file as _x000D_. */
function unescaped(text: string): string {
	return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

interface Relation {
	readonly type: string;
	readonly target: string;
}

/** What a part is related to, by id; targets outside of the file are left out. */
function* relationsOf(parts: Parts, at: string, folder: string): Generator<void, ReadonlyMap<string, Relation>> {
	const found = new Map<string, Relation>();
	const part = parts.get(at);
	if (part === undefined) return found;
	const reader = {
		open(name: string, { Id: id, Type: type = '', Target: target = '', TargetMode: mode }: Record<string, string>) {
			if (name !== 'Relationship' || id === undefined || mode === 'External' || found.size >= most.formats) return;
			found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: pathOf(target, folder) });
		},
	};
	yield* readXml(part, reader, { most: most.bytes });
	return found;
}

function pathOf(target: string, folder: string): string {
	const path: string[] = [];
	for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
		if (step === '..') path.pop();
		else if (step !== '' && step !== '.') path.push(step);
	}
	return path.join('/');
}
