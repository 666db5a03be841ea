import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verb } from '../../src/cli/verbs/import.ts';
import { SurveySlug } from '#core/instrument/index.ts';
import type { DataColumn } from '#exchange/data-file/data-file.ts';
import { readWaves, WaveCodebook } from '#exchange/waves/index.ts';
import { codes, dataFile, numbers, written } from '../unit/exchange/sav-examples.ts';
import { atTerminal } from './at-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-import-'));
beforeAll(() => {
	vi.stubEnv('SOUNDINGS_DATA', join(folder, 'data'));
	vi.stubEnv('SOUNDINGS_LOG_LEVEL', 'silent');
});
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

const gss = 'tests/fixtures/gss';
const csv = readFileSync(join(gss, 'gss-2000-2014-part.csv'), 'utf8');
const gssCodebook = WaveCodebook.parse(JSON.parse(readFileSync(join(gss, 'codebook.json'), 'utf8')));
/** Labels that the General Social Survey has for cells without a substantive answer. */
const absent = ['No answer', "Don't know", 'Refused', 'Not applicable'];

/** The CSV as an institute would hand it over in SPSS: codes with labels, missing ones declared so, gaps system-missing. */
function gssColumns(): DataColumn[] {
	const rows: Record<string, string>[] = parse(csv, { columns: true });
	return Object.keys(rows[0] ?? {}).map((name) => {
		const cells = rows.map((row) => row[name] ?? '');
		if (cells.every((cell) => /^\d*$/.test(cell)))
			return numbers(
				name,
				cells.map((cell) => (cell === '' ? NaN : Number(cell))),
			);
		const labels = [...new Set(cells)].sort();
		const codeOf = (label: string) =>
			absent.includes(label) ? -1 - absent.indexOf(label) : 900 - labels.indexOf(label);
		const pairs = labels.map((label) => ({ code: codeOf(label), label }));
		return codes(name, cells.map(codeOf), {
			values: pairs.filter(({ code }) => code >= 0),
			missing: pairs.filter(({ code }) => code < 0),
		});
	});
}

async function file(name: string, columns: readonly DataColumn[]): Promise<string> {
	const path = join(folder, name);
	writeFileSync(path, await written(dataFile(columns), name.endsWith('zsav') ? 'zsav' : 'sav'));
	return path;
}

const run = (...args: string[]) => atTerminal((io) => verb.run(args, io));

const text = (en: string) => ({ en });
const codebook = {
	creates: {
		title: text('A tracker'),
		summary: text('Earlier waves.'),
		population: text('Adults'),
		unit: 'person',
		source: text('An institute.'),
		measures: [],
	},
	wave: {
		column: 'wave',
		mode: 'web',
		sampleType: 'open-link',
		closedOn: { 'Spring 2014': '2014-05-31', '2': '2015-05-31' },
	},
	weight: 'w',
	variables: [
		{
			...{ column: 'trust', name: 'trust', text: text('Trust'), base: text('All') },
			type: {
				kind: 'code',
				values: [
					{ code: 1, label: text('Yes') },
					{ code: 2, label: text('No') },
				],
			},
			missing: { '-1': 'refused', 'Don’t know': 'dont-know' },
		},
		{
			...{ column: 'age', name: 'age', text: text('Age'), base: text('All') },
			type: { kind: 'number', least: 18, most: 99, decimals: 0 },
			missing: { '-1': 'refused' },
		},
	],
};
const waves = codes('wave', [1, 1, 2, 2], { values: [{ code: 1, label: 'Spring 2014' }] });
const reasons = [
	{ code: -2, label: 'Don’t know' },
	{ code: -1, label: 'Won’t say' },
];
/** In this file 1 is No and 2 is Yes, which their labels tell. */
const trust = codes('trust', [1, 2, -2, -1], {
	values: [
		{ code: 1, label: 'No' },
		{ code: 2, label: 'Yes' },
	],
	missing: reasons,
});
const age = numbers('age', [40, 0, 50, 60], [0, -1, 0, 0], { missing: reasons });
const weight = numbers('w', [0.5, 1, 1.5, 2]);

describe('soundings import of an SPSS file', () => {
	it.each(['sav', 'zsav'] as const)(
		'reads the General Social Survey from a .%s as it does from the CSV',
		async (form) => {
			const survey = SurveySlug.parse('gss');
			const fromCsv = await readWaves({ csv }, gssCodebook, survey, undefined);
			const sav = await written(dataFile(gssColumns()), form);
			const fromSav = await readWaves({ sav }, gssCodebook, survey, undefined);
			expect(fromSav).toEqual({ ...fromCsv, columns: expect.any(Map) });
			expect(fromCsv).toMatchObject({ kind: 'read' });
		},
	);

	it('takes cells by label before code, missing values by the codebook, waves by label or code', async () => {
		const sav = await written(dataFile([waves, trust, age, weight]), 'sav');
		const read = await readWaves({ sav }, WaveCodebook.parse(codebook), SurveySlug.parse('tracker'), undefined);
		expect(read).toMatchObject({
			kind: 'read',
			waves: [
				{
					value: '1',
					label: 'Spring 2014',
					closedOn: '2014-05-31',
					interviews: [
						{ answers: { trust: { code: 2 }, age: { number: 40 } }, weight: 0.5 },
						{ answers: { trust: { code: 1 }, age: { missing: 'refused' } }, weight: 1 },
					],
				},
				{
					value: '2',
					label: '2',
					closedOn: '2015-05-31',
					interviews: [
						{ answers: { trust: { missing: 'dont-know' } }, weight: 1.5 },
						{ answers: { trust: { missing: 'refused' } }, weight: 2 },
					],
				},
			],
		});
	});

	it('brings the waves in, and tells what it did not understand by case and column', async () => {
		const codebookFile = join(folder, 'codebook.json');
		writeFileSync(codebookFile, JSON.stringify(codebook));
		const importing = (data: string) => run('--survey', 'tracker', '--data', data, '--codebook', codebookFile);
		const good = await file('tracker.zsav', [waves, trust, age, weight]);

		const unexplained = await file('unexplained.sav', [
			...[waves, trust, weight],
			numbers('age', [40, 0, 50, 0], [0, -2, 0, -1], { missing: reasons }),
		]);
		expect(await importing(unexplained)).toEqual({
			status: 1,
			out: '',
			err:
				`${unexplained}:2, column age: "Don’t know, -2" is declared missing in the file; the codebook must give its reason\n` +
				'1 problem; nothing was brought in.\n',
		});
		const lacking = await file('lacking.sav', [waves, trust, age]);
		expect(await importing(lacking)).toMatchObject({
			status: 1,
			err: expect.stringContaining(`${lacking}, column w: the file has no such column\n`),
		});
		const cut = join(folder, 'cut.sav');
		writeFileSync(cut, readFileSync(good).subarray(0, 700));
		expect(await importing(cut)).toMatchObject({
			status: 1,
			err: expect.stringMatching(/^\S+cut\.sav: it is cut short: it ends after 700 bytes\n/),
		});
		const text = join(folder, 'text.sav');
		writeFileSync(text, 'wave,trust\n1,Yes\n');
		expect(await importing(text)).toMatchObject({
			status: 1,
			err: expect.stringContaining('text.sav: it is not an SPSS system file\n'),
		});

		expect(await importing(good)).toEqual({
			status: 0,
			out: 'Spring 2014: 2 interviews\n2: 2 interviews\n4 interviews in 2 waves are now in tracker, marked as imported.\n',
			err: '',
		});
		expect(await importing(good)).toMatchObject({ status: 0, out: expect.stringContaining('nothing has changed') });
	});

	it('says in its help which files it takes', () => {
		expect(verb.help).toContain('.sav, compressed or not, or .zsav');
	});
});
