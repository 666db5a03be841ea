import { strToU8, zipSync } from 'fflate';
import { printable } from '../data-file/printable.ts';
import type { Sheet, SheetCell } from './sheets.ts';
import { sheetsOf } from './sheets.ts';
import type { StatisticalTables } from './statistical-tables.ts';

/**
 * The tables as an OpenDocument spreadsheet (ODF 1.3). Each table has one header row, marked as such and as a named range;
 * nothing is merged, frozen, hidden or empty, and text wraps in its cell. Read back by tests/unit/exchange/ods.test.ts.
 */
export function writeOds(tables: StatisticalTables, { made }: { readonly made: Date }): Uint8Array {
	const sheets = sheetsOf(tables);
	const file = (xml: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
	return zipSync(
		{
			// First and not compressed, so that the kind of file can be told from its first bytes.
			mimetype: [strToU8(mimetype), { level: 0 }],
			'META-INF/manifest.xml': file(manifest),
			'content.xml': file(content(sheets)),
			'styles.xml': file(styles),
			'meta.xml': file(meta(tables.title, made)),
		},
		{ mtime: made, level: 6 },
	);
}

const mimetype = 'application/vnd.oasis.opendocument.spreadsheet';

const spaces = [
	['office', 'office'],
	['table', 'table'],
	['text', 'text'],
	['style', 'style'],
	['number', 'datastyle'],
	['fo', 'xsl-fo-compatible'],
	['meta', 'meta'],
]
	.map(([prefix, name]) => `xmlns:${prefix}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
	.concat('xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"')
	.join(' ');

const manifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">${[
	['/', mimetype],
	['content.xml', 'text/xml'],
	['styles.xml', 'text/xml'],
	['meta.xml', 'text/xml'],
]
	.map(([path, type]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`)
	.join('')}</manifest:manifest>`;

const wrapped = '<style:table-cell-properties fo:wrap-option="wrap" style:vertical-align="top"/>';

const styles = `<office:document-styles ${spaces} office:version="1.3"><office:styles>
<style:default-style style:family="table-cell"><style:text-properties fo:font-family="Arial" fo:font-size="12pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Default" style:family="table-cell">${wrapped}</style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="no-wrap"/><style:text-properties fo:font-size="16pt" fo:font-weight="bold"/></style:style>
</office:styles></office:document-styles>`;

const automaticStyles = `<office:automatic-styles>
<style:style style:name="narrow" style:family="table-column"><style:table-column-properties style:column-width="3.6cm"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties style:column-width="9cm"/></style:style>
<style:style style:name="row" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>
<number:percentage-style style:name="n-share"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:number-style style:name="n-count"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:number-style style:name="n-number"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1"/></number:number-style>
<style:style style:name="line" style:family="table-cell" style:parent-style-name="Default"><style:table-cell-properties fo:wrap-option="no-wrap"/></style:style>
<style:style style:name="header" style:family="table-cell" style:parent-style-name="Default">${wrapped}<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="text" style:family="table-cell" style:parent-style-name="Default">${wrapped}</style:style>
<style:style style:name="share" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="n-share"/>
<style:style style:name="points" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="n-share"/>
<style:style style:name="count" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="n-count"/>
<style:style style:name="number" style:family="table-cell" style:parent-style-name="Default" style:data-style-name="n-number"/>
</office:automatic-styles>`;

function meta(title: string, made: Date): string {
	return `<office:document-meta ${spaces} office:version="1.3"><office:meta><meta:generator>Soundings</meta:generator><dc:title>${escaped(title)}</dc:title><dc:language>en-GB</dc:language><dc:date>${made.toISOString().slice(0, 19)}</dc:date></office:meta></office:document-meta>`;
}

function content(sheets: readonly Sheet[]): string {
	return `<office:document-content ${spaces} office:version="1.3">${automaticStyles}<office:body><office:spreadsheet>${sheets.map(sheetXml).join('')}<table:database-ranges>${sheets.map(rangeXml).join('')}</table:database-ranges></office:spreadsheet></office:body></office:document-content>`;
}

function sheetXml({ name, lines, table }: Sheet): string {
	const columns = table === null ? 1 : table.headers.length;
	const widths = Array.from({ length: columns }, (_, k) => {
		const wide = table?.rows.some((row) => (wordsOf(row[k]).length ?? 0) > 24) ?? true;
		return `<table:table-column table:style-name="${wide ? 'wide' : 'narrow'}" table:default-cell-style-name="Default"/>`;
	});
	const rows = [
		...lines.map((line) => rowXml([cellXml(line, 'line')])),
		...(table === null
			? []
			: [
					`<table:table-header-rows>${rowXml(table.headers.map((header) => cellXml({ kind: 'text', text: header }, 'header')))}</table:table-header-rows>`,
					...table.rows.map((row) => rowXml(row.map((cell) => cellXml(cell, 'text')))),
				]),
	];
	return `<table:table table:name="${escaped(name)}">${widths.join('')}${rows.join('')}</table:table>\n`;
}

function rowXml(cells: readonly string[]): string {
	return `<table:table-row table:style-name="row">${cells.join('')}</table:table-row>\n`;
}

function cellXml(cell: SheetCell, style: 'line' | 'header' | 'text'): string {
	switch (cell.kind) {
		case 'heading':
			return `<table:table-cell table:style-name="Heading_20_1" office:value-type="string">${paragraphs(cell.text)}</table:table-cell>`;
		case 'text':
			return `<table:table-cell table:style-name="${style}" office:value-type="string">${paragraphs(cell.text)}</table:table-cell>`;
		case 'link':
			return `<table:table-cell table:style-name="${style}" office:value-type="string"><text:p><text:a xlink:type="simple" xlink:href="#${escaped(cell.to)}.A1">${spaced(cell.text)}</text:a></text:p></table:table-cell>`;
		case 'number': {
			const type = cell.as === 'share' || cell.as === 'points' ? 'percentage' : 'float';
			return `<table:table-cell table:style-name="${cell.as}" office:value-type="${type}" office:value="${cell.value}"><text:p>${wordsOf(cell)}</text:p></table:table-cell>`;
		}
	}
}

/** What a reader sees in the cell. */
function wordsOf(cell: SheetCell | undefined): string {
	if (cell === undefined) return '';
	if (cell.kind !== 'number') return cell.text;
	switch (cell.as) {
		case 'share':
		case 'points':
			return `${(cell.value * 100).toFixed(1)}%`;
		case 'count':
			return cell.value.toFixed(0);
		case 'number':
			return cell.value.toFixed(2);
	}
}

function paragraphs(words: string): string {
	return words
		.split(/\r\n|\r|\n/)
		.map((line) => `<text:p>${spaced(line)}</text:p>`)
		.join('');
}

/** Spaces that XML would run together are told by number. */
function spaced(words: string): string {
	return escaped(words)
		.replaceAll('\t', '<text:tab/>')
		.replaceAll(/^ +| {2,}/g, (run) => `<text:s text:c="${run.length}"/>`);
}

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
};

function escaped(words: string): string {
	return printable(words).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The table of a sheet as a range with a name, by which programs find it and readers are told of its headers. */
function rangeXml({ name, lines, table }: Sheet): string {
	if (table === null) return '';
	const [first, last] = [lines.length + 1, lines.length + 1 + table.rows.length];
	const range = `${name}.A${first}:${name}.${letters(table.headers.length)}${last}`;
	return `<table:database-range table:name="${escaped(name)}_data" table:target-range-address="${range}" table:contains-header="true" table:display-filter-buttons="false"/>`;
}

/** The letters of a column that is counted from 1. */
function letters(column: number): string {
	const rest = Math.floor((column - 1) / 26);
	return (rest === 0 ? '' : letters(rest)) + String.fromCharCode(65 + ((column - 1) % 26));
}
