import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { StatisticalTables } from '../../../src/lib/exchange/ods/statistical-tables.ts';
import { mark, numberCell, textCell } from '../../../src/lib/exchange/ods/statistical-tables.ts';
import { writeOds } from '../../../src/lib/exchange/ods/write-ods.ts';
import { printable } from '../../../src/lib/exchange/data-file/printable.ts';
import { isWellFormed, seen } from './ods-seen.ts';
import { hostile } from './sample-file.ts';

const made = new Date('2026-03-02T12:00:00Z');
const installed = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;

const tables: StatisticalTables = {
	title: 'A survey & its "tables"',
	cover: ['Made by a test', hostile[10]],
	tables: [
		{
			title: 'Share who know',
			lines: ['Base: all adults'],
			headers: ['Wave', 'Estimate', 'Base', 'Change', 'Marks'],
			rows: [
				[
					textCell('2024', ['Simulated']),
					numberCell(0.123456789, 'share'),
					numberCell(1000, 'count'),
					mark('z'),
					mark(),
				],
				[
					textCell('2025', ['Simulated']),
					numberCell(0.0001, 'share'),
					numberCell(12, 'count'),
					mark('c'),
					mark('b', 'u'),
				],
			],
		},
		{
			title: 'Hostile words',
			lines: [],
			headers: ['Words', 'Mean'],
			rows: hostile.map((words, k) => [textCell(words, k === 0 ? ['Another note'] : []), numberCell(k / 3, 'number')]),
		},
	],
};

const bytes = writeOds(tables, { made });
const files = new Map(Object.entries(unzipSync(bytes)).map(([name, file]) => [name, Buffer.from(file).toString()]));
const content = files.get('content.xml') ?? '';

describe('an .ods workbook', () => {
	it('says what it is in its first bytes, and every part is well-formed and listed', () => {
		// ODF 1.3 part 2, 3.3: mimetype first, not compressed, so that it stands at byte 38.
		expect(Buffer.from(bytes.subarray(30, 84)).toString()).toBe(
			'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
		);
		expect([...files.keys()]).toEqual(['mimetype', 'META-INF/manifest.xml', 'content.xml', 'styles.xml', 'meta.xml']);
		for (const [name, xml] of files) {
			if (name === 'mimetype') continue;
			expect(isWellFormed(xml), name).toBe(true);
			if (!name.startsWith('META')) expect(files.get('META-INF/manifest.xml')).toContain(`full-path="${name}"`);
		}
	});

	it('has cover, contents and notes before the tables, one table a sheet, each found by a named range', () => {
		const sheets = seen(content);
		expect([...sheets.keys()]).toEqual(['Cover', 'Contents', 'Notes', 'Table_1', 'Table_2']);
		expect(sheets.get('Contents')?.slice(2)).toEqual([
			['Worksheet', 'What it holds'],
			['Notes', 'Notes and shorthand used in this workbook'],
			['Table_1', 'Share who know'],
			['Table_2', 'Hostile words'],
		]);
		const ranges = [...content.matchAll(/target-range-address="([^"]*)" table:contains-header="true"/g)];
		expect(ranges.map(([, range]) => range)).toEqual([
			'Contents.A3:Contents.B6',
			'Notes.A5:Notes.B12',
			'Table_1.A6:Table_1.E8',
			`Table_2.A5:Table_2.B${5 + hostile.length}`,
		]);
		expect(content.match(/<table:table-header-rows>/g)).toHaveLength(4);
	});

	it('keeps numbers whole behind what is shown, and says by shorthand why one is not there', () => {
		const rows = seen(content).get('Table_1')?.slice(-2);
		expect(rows).toEqual([
			['2024 [note 1]', '12.3%', '1000', '[z]', '–'],
			['2025 [note 1]', '[low]', '12', '[c]', '[b] [u]'],
		]);
		expect(content).toContain('office:value-type="percentage" office:value="0.123456789"');
		const notes = seen(content).get('Notes') ?? [];
		expect(notes.slice(5).map(([name]) => name)).toEqual([
			...['[b]', '[c]', '[low]', '[u]', '[z]', '[note 1]', '[note 2]'],
		]);
		expect(notes.at(-2)).toEqual(['[note 1]', 'Simulated']);
	});

	it('merges, freezes, hides and leaves empty nothing', () => {
		expect(content).not.toMatch(/number-columns-spanned|covered-table-cell|visibility|protected/);
		expect([...files.keys()]).not.toContain('settings.xml');
		for (const rows of seen(content).values())
			for (const cells of rows) for (const cell of cells) expect(cell.trim()).not.toBe('');
	});

	it('shows hostile words as words, and no cell has a formula', () => {
		expect(content).not.toContain('table:formula');
		const words = seen(content)
			.get('Table_2')
			?.slice(-hostile.length)
			.map(([cell]) => cell);
		expect(words).toEqual(
			hostile.map((word, k) => printable(word).replaceAll('\r\n', '\n') + (k === 0 ? ' [note 2]' : '')),
		);
	});

	it.skipIf(!installed('python3', '--version'))('is XML to a real parser (skipped where Python is not there)', () => {
		const folder = mkdtempSync(join(tmpdir(), 'soundings-ods-'));
		writeFileSync(join(folder, 'a.ods'), bytes);
		const script = `import sys, zipfile, xml.dom.minidom as x
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
print(sum(len(x.parseString(z.read(n)).getElementsByTagName('table:table')) for n in z.namelist() if n.endswith('.xml')))`;
		const { stdout, stderr } = spawnSync('python3', ['-c', script, join(folder, 'a.ods')], { encoding: 'utf8' });
		rmSync(folder, { recursive: true });
		expect({ stdout: stdout.trim(), stderr }).toEqual({ stdout: '5', stderr: '' });
	});

	it.skipIf(!installed('soffice', '--version'))('opens in LibreOffice (skipped where that is not installed)', () => {
		const folder = mkdtempSync(join(tmpdir(), 'soundings-ods-'));
		writeFileSync(join(folder, 'a.ods'), bytes);
		const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,4';
		spawnSync('soffice', ['--headless', '--convert-to', filter, '--outdir', folder, join(folder, 'a.ods')]);
		const rows: string[][] = parse(readFileSync(join(folder, 'a-Table_1.csv'), 'utf8'), { relax_column_count: true });
		rmSync(folder, { recursive: true });
		expect(rows.at(-2)?.slice(0, 3)).toEqual(['2024 [note 1]', '12.3%', '1,000']);
	});
});
