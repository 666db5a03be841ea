import { BrokenPart, TooMuchUnpacked, zipParts, type ZipPart } from '../zip/zip-parts.ts';
import { readSheetCells, type SheetLimits, type SheetTrouble } from './sheet-cells.ts';
import { readFormats, readStrings, readWorkbook, workbookPart } from './workbook.ts';
import { BrokenXml } from './xml.ts';

/** A sheet as its cells show it: rows that are not empty, by their number in the sheet. */
export interface XlsxSheet {
	readonly kind: 'sheet';
	readonly name: string;
	/** All sheets of the workbook in their order. */
	readonly sheets: readonly string[];
	readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

export type NoXlsx =
	/** An `.xls` of before 2007, an `.xlsb`, an OpenDocument file or anything else. */
	| { readonly kind: 'no-xlsx'; readonly why: 'old-xls' | 'xlsb' | 'ods' | 'other' }
	| { readonly kind: 'no-xlsx'; readonly why: 'encrypted' | 'macros' | 'broken' | 'too-much' | 'no-sheets' }
	| { readonly kind: 'no-xlsx'; readonly why: 'no-such-sheet'; readonly sheets: readonly string[] }
	| ({ readonly kind: 'no-xlsx'; readonly sheet: string } & SheetTrouble);

const unpackedAtMost = { sheet: 96 << 20, strings: 32 << 20 } as const;

/** Whether a file is one of those that `readXlsx` has words for: a zip, or what Office wrapped its files in before. */
export function isWorkbook(bytes: Uint8Array): boolean {
	return startsWith(bytes, zipped) || startsWith(bytes, compound);
}

/**
 * Reads a sheet of an Excel workbook, the first unless `sheet` names another. Numbers and days are what their cell shows, a
 * formula is the value that was saved with it, and text is text: nothing is worked out, followed or run. Yields every
 * quarter of a megabyte, so that whoever drives it can serve others; holds what the sheet's limits allow and no more.
 *
 * @source ECMA-376 part 1 (2016), sections 18.2 to 18.8
 */
export function* readXlsx(
	bytes: Uint8Array,
	{ sheet: wanted, limits }: { sheet: string | undefined; limits: SheetLimits },
): Generator<void, XlsxSheet | NoXlsx> {
	if (startsWith(bytes, compound)) return no(holds(bytes, 'EncryptedPackage') ? 'encrypted' : 'old-xls');
	const parts = zipParts(bytes);
	if (parts === undefined) return no(startsWith(bytes, zipped) ? 'broken' : 'other');
	const unfit = whyUnfit(parts);
	if (unfit !== undefined) return no(unfit);
	try {
		return yield* sheetOf(parts, wanted?.trim() ?? '', limits);
	} catch (thrown) {
		if (thrown instanceof TooMuchUnpacked) return no('too-much');
		if (thrown instanceof BrokenPart || thrown instanceof BrokenXml) return no('broken');
		throw thrown;
	}
}

function* sheetOf(
	parts: ReadonlyMap<string, ZipPart>,
	wanted: string,
	limits: SheetLimits,
): Generator<void, XlsxSheet | NoXlsx> {
	const at = yield* workbookPart(parts);
	if (at === undefined) return no('other');
	if (at.endsWith('.bin')) return no('xlsb');
	const workbook = yield* readWorkbook(parts, at);
	if (workbook === undefined) return no('broken');
	const sheets = workbook.sheets.map(({ name }) => name);
	const same = (name: string) => name.trim().toLowerCase() === wanted.toLowerCase();
	const found = wanted === '' ? workbook.sheets[0] : workbook.sheets.find(({ name }) => same(name));
	if (found === undefined) {
		return wanted === '' ? no('no-sheets') : { kind: 'no-xlsx', why: 'no-such-sheet', sheets };
	}
	const part = parts.get(found.part);
	if (part === undefined) return no('broken');
	const shared = workbook.strings === undefined ? undefined : parts.get(workbook.strings);
	const read = yield* readSheetCells(part, {
		strings: yield* readStrings(shared, { bytes: unpackedAtMost.strings }),
		formats: yield* readFormats(workbook.styles === undefined ? undefined : parts.get(workbook.styles)),
		since1904: workbook.since1904,
		bytes: unpackedAtMost.sheet,
		limits,
	});
	if ('why' in read) return { kind: 'no-xlsx', sheet: found.name, ...read };
	return { kind: 'sheet', name: found.name, sheets, rows: read.rows };
}

function whyUnfit(parts: ReadonlyMap<string, ZipPart>): 'encrypted' | 'ods' | 'other' | 'macros' | undefined {
	if ([...parts.values()].some(({ isEncrypted }) => isEncrypted)) return 'encrypted';
	if (parts.has('content.xml') && parts.has('mimetype')) return 'ods';
	if (!parts.has('[Content_Types].xml')) return 'other';
	return [...parts.keys()].some((name) => name.toLowerCase().endsWith('vbaproject.bin')) ? 'macros' : undefined;
}

const zipped = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);
const compound = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);

function startsWith(bytes: Uint8Array, signature: Uint8Array): boolean {
	return signature.every((byte, at) => bytes[at] === byte);
}

/** Whether the directory of a compound file names a stream so: in UTF-16. */
function holds(bytes: Uint8Array, name: string): boolean {
	return new TextDecoder('latin1').decode(bytes).includes([...name].join('\u0000'));
}

function no(why: Exclude<NoXlsx, { sheet: string } | { sheets: readonly string[] }>['why']): NoXlsx {
	return { kind: 'no-xlsx', why };
}
