import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cellAt, isUserMissing } from '#exchange/sav/index.ts';
import type { DataFile } from '#exchange/data-file/data-file.ts';
import { codes, dataFile, household, numbers, reasons, texts, written, writtenAndRead } from './sav-examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-sav-'));
afterAll(() => rmSync(folder, { recursive: true }));

const runs = (command: string, ...args: string[]) => spawnSync(command, args).status === 0;
const pspp = runs('pspp', '--version');
const haven = runs('Rscript', '-e', 'library(haven); library(jsonlite)');
const forms = ['sav', 'zsav'] as const;

async function fileOf(data: DataFile, form: 'sav' | 'zsav', name: string): Promise<string> {
	const path = join(folder, `${name}.${form}`);
	writeFileSync(path, await written(data, form));
	return path;
}

/** What PSPP prints about a file, as CSV, and its cells as it writes them to a CSV. */
function psppReads(path: string): { printed: string; cells: string[][] } {
	const syntax = join(folder, 'read.sps');
	const csv = join(folder, 'pspp.csv');
	writeFileSync(
		syntax,
		`GET FILE='${path}'.\nSYSFILE INFO FILE='${path}'.\nDISPLAY DOCUMENTS.\n` +
			`SAVE TRANSLATE /OUTFILE='${csv}' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /REPLACE.\n`,
	);
	const printed = execFileSync('pspp', ['-O', 'format=csv', syntax], { encoding: 'utf8', stdio: 'pipe' });
	return { printed, cells: parse(readFileSync(csv), {}) };
}

const HavenColumn = z.object({
	label: z.string(),
	format: z.string(),
	labels: z.record(z.string(), z.number()),
	values: z.array(z.number()),
	range: z.array(z.number()),
	cells: z.array(z.union([z.number(), z.string()]).nullable()),
});
const HavenFile = z.object({
	label: z.string(),
	notes: z.array(z.string()),
	columns: z.record(z.string(), HavenColumn),
});

const havenScript = `
suppressMessages({ library(haven); library(jsonlite) })
d <- read_sav(commandArgs(TRUE)[1], user_na = TRUE)
of <- function(x, what) { found <- attr(x, what, exact = TRUE); if (is.null(found)) list() else found }
columns <- lapply(d, function(x) {
	labels <- attr(x, "labels", exact = TRUE)
	list(label = unbox(attr(x, "label")), format = unbox(attr(x, "format.spss")),
		labels = lapply(setNames(as.list(unname(labels)), names(labels)), unbox),
		values = of(x, "na_values"), range = of(x, "na_range"), cells = as.vector(x))
})
for (n in names(columns)) if (length(columns[[n]]$labels) == 0) columns[[n]]$labels <- setNames(list(), character())
cat(toJSON(list(label = unbox(attr(d, "label")), notes = attr(d, "notes"), columns = columns), digits = NA, na = "null"))
`;

function havenReads(path: string): z.infer<typeof HavenFile> {
	const script = join(folder, 'read.R');
	writeFileSync(script, havenScript);
	return HavenFile.parse(JSON.parse(execFileSync('Rscript', ['--vanilla', script, path], { encoding: 'utf8' })));
}

describe('writing a .sav', () => {
	it.skipIf(!pspp).each(forms)(
		'PSPP reads back names, labels, levels, missing codes and cells of a .%s',
		async (form) => {
			const { printed, cells } = psppReads(await fileOf(household, form, 'household'));
			expect(printed).toContain('Label,Household attitudes\nCreated,02 Mar 26 12:34:56 by Soundings\n');
			expect(printed).toContain(
				`Cases,6\nType,SPSS System File\nWeight,Survey weight\nCompression,${form.toUpperCase()}\n`,
			);
			expect(printed).toContain('Waves: Spring 2014, Spring 2015.\n');
			for (const line of [
				'gender,1,Gender of respondent,Nominal,Input,8,Right,F2.0,F2.0,-2; -1',
				'satisfied,2,"How satisfied are you? (café, naïve, €)",Ordinal,Input,8,Right,F3.0,F3.0,-9 THRU -1',
				'income,3,Monthly income,Scale,Input,13,Right,F13.2,F13.2,-9 THRU -1',
				'change,4,Change in income,Scale,Input,8,Right,F8.1,F8.1,-1002; -1001',
				'with_,5,A word of the language [with],Scale,Input,8,Right,F8.0,F8.0,',
				'v_9th_Question_,6,A name that SPSS refuses [9th-Question.],Nominal,Input,8,Right,F2.0,F2.0,',
				'open,7,In own words,Nominal,Input,29,Left,A29,A29,',
				'longest,8,At length,Nominal,Input,40,Left,A18000,A18000,',
				',-9[a],Not applicable\n,-8[a],Not asked\n,-7[a],Not reached\n,-6[a],Routing error\n,-2[a],Don’t know\n',
			]) {
				expect(printed).toContain(line.startsWith(',') ? line.slice(1) : `${line}\n`);
			}
			const [, ...rows] = cells;
			const long = ['ä'.repeat(9000), '', 'x'.repeat(255), 'y'.repeat(256), 'z'.repeat(511), 'end'];
			expect(rows).toEqual([
				['1', '1', '1200.5', '-5', '0', '0', 'short', long[0], '0.5'],
				['2', '5', '-9', '-1', '1', '1', '', '', '1.25'],
				['2', '-9', '2500.25', '-1001', '2', '0', 'Zoë said “hi”, then left', long[2], '1'],
				['1', '-8', '-1', '12.5', '3', '1', '  two spaces before', long[3], '1.75'],
				['-1', '3', '100000', '-1002', ' ', '0', '日本語', long[4], '0.8'],
				['-2', '500', '1000000000', '-250', ' ', '1', 'ß', 'end', '0.7'],
			]);
		},
	);

	it.skipIf(!haven).each(forms)('haven reads back labels, missing codes and cells of a .%s', async (form) => {
		const read = havenReads(await fileOf(household, form, 'household'));
		expect(read.label).toBe('Household attitudes');
		expect(read.notes.slice(0, 2)).toEqual(['Household attitudes', 'Waves: Spring 2014, Spring 2015.']);
		const ours = await writtenAndRead(household, form);
		expect(Object.keys(read.columns)).toEqual(ours.columns.map(({ name }) => name));
		for (const column of ours.columns) {
			const { range, values } = column.missing;
			expect(read.columns[column.name]).toEqual({
				label: column.label,
				format: column.format,
				labels: Object.fromEntries(column.valueLabels.map(({ value, label }) => [label, value])),
				values,
				range: range === null ? [] : [range.low, range.high],
				cells: Array.from({ length: ours.rows }, (_, row) => cellAt(column.cells, row)),
			});
		}
	});

	it.skipIf(!pspp || !haven)(
		'PSPP and haven both read a file of several compressed blocks to its last row',
		async () => {
			const rows = 70_000;
			const row = Array.from({ length: rows }, (_, at) => at);
			const of = (column: number, at: number): number => ((at * (column + 7)) % 11) + at / 2 ** 17;
			const file = dataFile(
				Array.from({ length: 7 }, (_, column) =>
					numbers(
						`q${column}`,
						row.map((at) => of(column, at)),
					),
				),
			);
			const path = await fileOf(file, 'zsav', 'long');
			const { cells } = psppReads(path);
			expect(cells).toHaveLength(rows + 1);
			expect(cells.at(-1)?.map(Number)).toEqual(
				Array.from({ length: 7 }, (_, column) => expect.closeTo(of(column, rows - 1), 9)),
			);
			const sums = `suppressMessages(library(haven)); d <- read_sav("${path}"); cat(nrow(d), sprintf("%.9f", colSums(d)))`;
			const theirs = execFileSync('Rscript', ['--vanilla', '-e', sums], { encoding: 'utf8' }).split(' ').map(Number);
			const sum = (column: number): number => row.reduce((total, at) => total + of(column, at), 0);
			expect(theirs).toEqual([rows, ...Array.from({ length: 7 }, (_, column) => expect.closeTo(sum(column), 6))]);
		},
	);

	it('keeps an answer of −1 apart from a reason of −1', async () => {
		const { columns } = await writtenAndRead(household, 'sav');
		const change = columns.find(({ name }) => name === 'change')!;
		const cells = Array.from({ length: 6 }, (_, row) => cellAt(change.cells, row) ?? 0);
		expect(cells).toEqual([-5, -1, -1001, 12.5, -1002, -250]);
		expect(cells.map((value) => isUserMissing(change.missing, value))).toEqual([
			false,
			false,
			true,
			false,
			true,
			false,
		]);
	});

	it('makes a missing cell system-missing where no code is left below the answers', async () => {
		const file = dataFile([numbers('balance', [-1e15, 0, 3], [0, -1, 0], { missing: reasons })]);
		const [balance] = (await writtenAndRead(file, 'sav')).columns;
		expect(balance).toMatchObject({ valueLabels: [], missing: { values: [], range: null } });
		expect([0, 1, 2].map((row) => cellAt(balance!.cells, row))).toEqual([-1e15, null, 3]);
	});

	it.each([
		[
			['age', 'AGE', 'age_2'],
			['age', 'AGE_2', 'age_2_2'],
		],
		[
			['q1-a', '1', '', 'to', 'x.', 'Straße'],
			['q1_a', 'v_1', 'v_', 'to_', 'x_', 'Stra_e'],
		],
		[
			['a'.repeat(80), 'a'.repeat(70)],
			['a'.repeat(64), `${'a'.repeat(62)}_2`],
		],
	])('mends the names %j to %j', async (names, mended) => {
		const { columns } = await writtenAndRead(dataFile(names.map((name) => codes(name, [1]))), 'sav');
		expect(columns.map(({ name }) => name)).toEqual(mended);
		for (const [place, { name, label }] of columns.entries()) {
			expect(label).toBe(`Label of ${names[place]}${name === names[place] ? '' : ` [${names[place]}]`}`);
		}
	});

	it('weights by a column whose name was mended', async () => {
		const file = dataFile([texts('open', ['a long enough text', 'b']), numbers('by', [1, 2])], { weight: 'by' });
		expect((await writtenAndRead(file, 'sav')).weight).toBe('by_');
	});

	it('says a label in full in the documents when SPSS has no room for it', async () => {
		const label = 'Wie zufrieden sind Sie? ä'.repeat(20);
		const file = dataFile([codes('q', [1], { label, values: [{ code: 1, label }] })]);
		const [column] = (await writtenAndRead(file, 'sav')).columns;
		expect(column?.label).toMatch(/^Wie zufrieden.*…$/);
		expect(new TextEncoder().encode(column?.label).length).toBeLessThanOrEqual(255);
		expect(new TextEncoder().encode(column?.valueLabels[0]?.label).length).toBeLessThanOrEqual(120);
		const documents = Buffer.from(await written(file, 'sav'))
			.toString('utf8')
			.replace(/\s+/g, ' ');
		expect(documents).toContain(`Label of q: ${label.slice(0, 40)}`);
		expect(documents).toContain('Label of q = 1: Wie');
	});

	it('writes a file of no rows', async () => {
		for (const form of forms) expect(await writtenAndRead(dataFile([codes('q', [])]), form)).toMatchObject({ rows: 0 });
	});
});
