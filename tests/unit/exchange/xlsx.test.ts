import { readFileSync } from 'node:fs';
import { constants, deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSampleXlsx } from '../../../src/lib/exchange/sample/sample-xlsx.ts';
import { shownNumber } from '../../../src/lib/exchange/xlsx/number-format.ts';
import { readXlsx } from '../../../src/lib/exchange/xlsx/read-xlsx.ts';
import { driven, typed, workbook } from './workbooks.ts';

const limits = { rows: 1000, columns: 60, characters: 8 << 20 };
const read = (bytes: Uint8Array, sheet?: string) => driven(readXlsx(bytes, { sheet, limits }));
const people = readFileSync(new URL('../../fixtures/xlsx/people.xlsx', import.meta.url));

describe('a workbook', () => {
	it('as exceljs writes it is read as its cells show', () => {
		expect(read(people, ' people ')).toEqual({
			kind: 'sheet',
			name: 'People',
			sheets: ['Notes', 'People'],
			rows: [
				{ row: 1, cells: ['E-mail', 'Name', 'Code', 'Joined', 'Region', 'Share', 'Visits', 'Rich'] },
				{
					row: 2,
					cells: ['ann@example.org', 'Ann Mac"Quote', '00123', '01/05/2024', 'North', '12.5%', '1,234,567', 'a b'],
				},
				{
					row: 4,
					cells: [
						'bob@example.org',
						'Bob, of\nTwo lines',
						'00007',
						'2023-12-31 13:05',
						'TRUE',
						'25%',
						'-2.50',
						'ünï 🙂',
					],
				},
				{ row: 5, cells: ['cat@example.org', 'Cat'] },
			],
		});
	});

	it('is read from its first sheet unless another is asked for', () => {
		expect(read(people)).toMatchObject({ name: 'Notes', rows: [{ row: 1, cells: ['Read me'] }] });
		expect(read(people, 'Nobody')).toEqual({ kind: 'no-xlsx', why: 'no-such-sheet', sheets: ['Notes', 'People'] });
	});

	it('becomes a CSV whose lines are the rows of the sheet', () => {
		const csv = driven(readSampleXlsx(people, { sheet: 'People' }));
		expect(csv).toMatchObject({ kind: 'csv', sheet: 'People' });
		const lines = csv.kind === 'csv' ? csv.text.split('\n') : [];
		expect(lines[2]).toBe('');
		expect(lines[3]).toMatch(/^bob@example\.org,"Bob, of Two lines",00007,/);
		expect(lines).toHaveLength(5);
	});

	it('without names of cells is read by their order', () => {
		const bytes = workbook(
			'<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row>',
		);
		expect(read(bytes)).toMatchObject({
			rows: [
				{ row: 1, cells: ['a', '1'] },
				{ row: 2, cells: ['2'] },
			],
		});
	});
});

// As Excel 365 shows them with British settings.
it.each([
	[45413, 'dd/mm/yyyy', '01/05/2024'],
	[45413.5, 'd mmm yy h:mm AM/PM', '1 May 24 12:00 PM'],
	[45413, 'dddd, mmmm d', 'Wednesday, May 1'],
	[1, 'yyyy-mm-dd', '1900-01-01'],
	[61, 'yyyy-mm-dd', '1900-03-01'],
	[0.75, 'hh:mm:ss', '18:00:00'],
	[7, '00000', '00007'],
	[1234.5, '#,##0.00', '1,234.50'],
	[1234.5, '0.0##', '1234.5'],
	[-5, '0;(0)', '(5)'],
	[0, '0;-0;"none"', 'none'],
	[0.1 + 0.2, 'General', '0.3'],
	[441_234_567_890, 'General', '441234567890'],
	[0.5, '0%', '50%'],
	[3, '[$£-809]#,##0.00', '£3.00'],
	[0.5, '# ?/?', '0.5'],
	[-1, 'dd/mm/yyyy', '-1'],
])('%f in the format %s shows as %s', (value, format, shown) => {
	expect(shownNumber(value, format, { since1904: false })).toBe(shown);
});

describe('a workbook that nobody should read', () => {
	const rows = (count: number) => Array.from({ length: count }, (_, k) => `<row r="${k + 1}"><c><v>1</v></c></row>`);
	it.each([
		['is from before 2007', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0), { why: 'old-xls' }],
		[
			'has a password',
			Buffer.concat([
				Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
				Buffer.from('EncryptedPackage', 'utf16le'),
			]),
			{ why: 'encrypted' },
		],
		['holds macros', workbook('', { 'xl/vbaProject.bin': 'x' }), { why: 'macros' }],
		['is a text', new TextEncoder().encode('email,name'), { why: 'other' }],
		['is another zip', zipSync({ 'a.txt': new Uint8Array(3) }), { why: 'other' }],
		[
			'is an OpenDocument sheet',
			zipSync({ mimetype: new Uint8Array(1), 'content.xml': new Uint8Array(1) }),
			{ why: 'ods' },
		],
		['is cut off', workbook('<row/>').subarray(0, 300), { why: 'broken' }],
		['is no XML', workbook('<row>'), { why: 'broken' }],
		[
			'brings entities that grow',
			workbook('', { 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>' }),
			{ why: 'broken' },
		],
		['nests without end', workbook('<row>'.repeat(100_000)), { why: 'broken' }],
		['has very many rows', workbook(rows(1002).join('')), { why: 'too-many-rows', sheet: 'People' }],
		[
			'has very many columns',
			workbook(`<row r="3">${typed('XFD3', 'x')}</row>`),
			{ why: 'too-many-columns', cell: 'XFD3' },
		],
		['says it has a row without end', workbook(`<row r="1e9">${typed('A1', 'x')}</row>`), { rows: [{ row: 1 }] }],
		[
			'has an error in a cell',
			workbook('<row r="7"><c r="C7" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'),
			{ why: 'error-cell', sheet: 'People', cell: 'C7', shown: '#DIV/0!' },
		],
		[
			'has a formula that was never worked out',
			workbook('<row r="2"><c r="AB2"><f>A1</f></c></row>'),
			{ why: 'no-value', sheet: 'People', cell: 'AB2' },
		],
		['has a sheet elsewhere', workbook('', { 'xl/_rels/workbook.xml.rels': '<Relationships/>' }), { why: 'no-sheets' }],
	])('because it %s is refused with the reason', (_, bytes, refusal) => {
		expect(read(bytes)).toMatchObject(refusal);
	});

	it('because it unpacks to gigabytes is given up with little of it held', { timeout: 30_000 }, () => {
		// Four gigabytes of spaces after the root element, packed to four megabytes.
		const bomb = bombOf(Buffer.alloc(16 << 20, 0x20), 256);
		const before = process.memoryUsage().rss;
		expect(read(bomb)).toMatchObject({ why: 'too-much' });
		expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20);
	});
});

/** A workbook whose sheet unpacks to so many times `block`, which no size in it admits. */
function bombOf(block: Buffer, times: number): Uint8Array {
	const packed = deflateRawSync(block, { finishFlush: constants.Z_SYNC_FLUSH });
	const head = deflateRawSync('<worksheet><sheetData/>', { finishFlush: constants.Z_SYNC_FLUSH });
	const stream = Buffer.concat([head, ...Array.from({ length: times }, () => packed), Buffer.of(3, 0)]);
	return withPart(workbook(''), 'xl/worksheets/sheet1.xml', stream);
}

/** The same zip with the packed bytes of a part replaced; its directory is written anew. */
function withPart(zip: Uint8Array, name: string, packed: Buffer): Uint8Array {
	const bytes = Buffer.from(zip);
	const listed = bytes.indexOf(name, bytes.indexOf(Buffer.of(0x50, 0x4b, 1, 2))) - 46;
	const end = bytes.lastIndexOf(Buffer.of(0x50, 0x4b, 5, 6));
	const local = bytes.indexOf(name) - 30;
	const header = Buffer.from(bytes.subarray(local, local + 30 + name.length));
	header.writeUInt16LE(8, 8);
	const start = bytes.readUInt32LE(end + 16);
	const body = Buffer.concat([bytes.subarray(0, start), header, packed]);
	const directory = Buffer.from(bytes.subarray(start, end));
	directory.writeUInt16LE(8, listed - start + 10);
	directory.writeUInt32LE(packed.length, listed - start + 20);
	directory.writeUInt32LE(start, listed - start + 42);
	const tail = Buffer.from(bytes.subarray(end));
	tail.writeUInt32LE(body.length, 16);
	return Buffer.concat([body, directory, tail]);
}
