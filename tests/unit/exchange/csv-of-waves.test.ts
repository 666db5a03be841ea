import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WaveId } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import { Instrument } from '#core/instrument/index.ts';
import { dataBundle, zipOf } from '#server/workflows/export/bundle.ts';
import { prepareExport } from '#server/workflows/export/prepare.ts';
import type { ExportRequest } from '#server/workflows/export/request.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import { storeWaves } from '#server/workflows/store-responses.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';
import { openTestSite } from '../../scenario/site.ts';
import { gathered } from './sample-file.ts';

const Rows = z.array(z.record(z.string(), z.string()));
const everything: ExportRequest = { survey: 'tiny', waves: 'all', where: [], text: true, by: 'Test Analyst' };

const harm = { sensitivity: 'own-behaviour' };
const relabelled = choice('colour', 2);
const first = tiny('tiny', [
	choice('colour', 2),
	choice('did', 2, harm),
	asks({ id: 'said', kind: 'text', most: 200 }),
	choice('dropped', 2),
]);
const second = Instrument.parse({
	...tiny('tiny', [
		{
			...relabelled,
			options: [
				{ code: 1, label: { en: 'Red', gd: 'Dearg' } },
				{ code: 2, label: { en: 'Blue', gd: 'Gorm' } },
			],
		},
		choice('did', 3, harm),
		asks({ id: 'said', kind: 'text', most: 200 }),
		choice('wave', 2),
	]),
	version: 2,
});

function wave(number: number, instrument: Instrument, more: Partial<Wave> = {}): Wave {
	return {
		id: WaveId.parse(`tiny-${number}`),
		survey: instrument.survey,
		number,
		label: `Year ${number}`,
		state: 'closed',
		origin: 'imported',
		instrumentVersion: instrument.version,
		identityMode: 'anonymous',
		modes: ['web'],
		sampleType: 'probability',
		languages: ['en'],
		opensOn: `202${number}-01-01`,
		closesOn: `202${number}-02-01`,
		timeZone: 'Europe/London',
		paused: false,
		weighting: null,
		...more,
	};
}

/** Two waves, of two versions, whose open texts repeat the codes of their rows. */
async function siteWithTwoWaves(more: Partial<Wave> = {}) {
	const { site } = await openTestSite();
	const answers = (third: string, count: number) =>
		Array.from({ length: count }, (_, k) => ({
			answers: {
				colour: { code: 1 + (k % 2) },
				did: { code: 1 + (k % 2) },
				...(k % 10 === 0 ? {} : { said: { text: `=colour ${1 + (k % 2)}, write to a${k}@b.org` } }),
				[third]: { code: 2 },
			},
			baseWeight: 0.5 + (k % 2),
			seconds: null,
			signals: [],
			arms: {},
		}));
	for (const [number, instrument, third] of [
		[1, first, 'dropped'],
		[2, second, 'wave'],
	] as const) {
		const stored = await storeWaves(site, {
			instrument,
			waves: [{ wave: wave(number, instrument, number === 2 ? more : {}), responses: answers(third, 60 * number) }],
		});
		expect(stored.kind).toBe('stored');
	}
	return site;
}

async function prepared(site: Awaited<ReturnType<typeof siteWithTwoWaves>>, more: Partial<ExportRequest> = {}) {
	const done = await prepareExport(site, { ...everything, ...more });
	if (done.kind !== 'prepared') throw new Error(done.kind);
	const bundle = dataBundle(done, { format: 'csv', show: 'codes' });
	const [data] = bundle.parts;
	const rows = Rows.parse(parse(await gathered(data?.content() ?? []), { columns: true, bom: true }));
	return { done, bundle, rows };
}

describe('the waves of a survey as one file', () => {
	it('stand one under the other by variable, with -2 where a wave did not ask', async () => {
		const { rows, done } = await prepared(await siteWithTwoWaves());
		expect(rows).toHaveLength(180);
		// A question of the survey has the name that the column of the waves would have.
		expect(Object.keys(rows[0] ?? {})).toEqual([
			...['survey_wave', 'colour', 'colour_v1', 'did', 'said', 'wave', 'dropped', 'weight'],
		]);
		const [year1, year2] = ['1', '2'].map((number) => rows.filter((row) => row.survey_wave === number));
		expect(year1).toHaveLength(60);
		expect(year2).toHaveLength(120);
		expect(new Set(year1?.map(({ dropped, wave: of }) => `${dropped} ${of}`))).toEqual(new Set(['2 -2']));
		expect(new Set(year2?.map(({ dropped, wave: of }) => `${dropped} ${of}`))).toEqual(new Set(['-2 2']));
		expect(done.file.columns.find(({ name }) => name === 'dropped')?.missing).toEqual([
			{ code: -2, label: 'Not asked in this wave' },
		]);
	});

	it('never mix codes that mean different things, and tell of what only reads differently', async () => {
		const { rows, done } = await prepared(await siteWithTwoWaves());
		expect(new Set(rows.map(({ survey_wave, colour, colour_v1 }) => `${survey_wave}: ${colour} ${colour_v1}`))).toEqual(
			new Set(['1: -2 1', '1: -2 2', '2: 1 -2', '2: 2 -2']),
		);
		const labels = (name: string) =>
			done.file.columns.find((column) => column.name === name)?.values.map(({ label }) => label);
		expect(labels('colour')).toEqual(['Red', 'Blue']);
		expect(labels('colour_v1')).toEqual(['Option 1', 'Option 2']);
		// did has a third option in version 2: its codes mean the same, and yet it is not comparable.
		expect(done.file.columns.find(({ name }) => name === 'did')?.about?.join()).toContain(
			'Not comparable between versions 1 and 2: option 3',
		);
	});

	it('keep each row together: its codes, its weight and its own words', async () => {
		const { rows } = await prepared(await siteWithTwoWaves());
		for (const { survey_wave, colour, colour_v1, did, said, weight } of rows) {
			const code = survey_wave === '1' ? colour_v1 : colour;
			expect(did).toBe(code);
			expect(weight).toBe(String(Number(code) - 0.5));
			if (said !== '-1') expect(said).toMatch(new RegExp(`^'=colour ${code},`));
		}
		expect(rows.filter(({ said }) => said === '-1')).toHaveLength(18);
	});

	it('have the variables that analysts derived after those that were asked', async () => {
		const site = await siteWithTwoWaves();
		const saved = await defineVariable(site, {
			...{ survey: 'tiny', name: 'ever', basedOn: 0, actor: { id: 'test', name: 'Test Analyst' } },
			definition: {
				...{ kind: 'net', sources: ['did'], codes: [2] },
				...{ label: { en: 'Ever did' }, yes: { en: 'Did' }, no: { en: 'Did not' } },
			},
		});
		expect(saved.kind).toBe('saved');
		const { rows, done } = await prepared(site);
		expect(rows).toHaveLength(180);
		for (const { did, ever } of rows) expect(ever).toBe(did === '2' ? '1' : '0');
		expect(done.file.columns.find(({ name }) => name === 'ever')).toMatchObject({
			label: 'Ever did',
			about: ['Derived, as comparable as what it is made of', expect.stringContaining('Did: 2 of Question did')],
			disclosive: 'sensitive',
		});
	});

	it('are filtered by codes of a variable, missing reasons among them', async () => {
		const site = await siteWithTwoWaves();
		const { rows, done } = await prepared(site, { where: [{ variable: 'colour_v1', codes: [2, -2] }], text: false });
		expect(rows.map(({ survey_wave }) => survey_wave).filter((of) => of === '1')).toHaveLength(30);
		expect(rows).toHaveLength(150);
		expect(done.file.notes).toContain('Filter: colour_v1 is 2 Option 2 or -2 Not asked in this wave');
		const request = { ...everything, text: false };
		expect(await prepareExport(site, { ...request, where: [{ variable: 'shoes', codes: [1] }] })).toEqual({
			kind: 'unknown-variable',
			variable: 'shoes',
		});
		expect(await prepareExport(site, { ...request, where: [{ variable: 'did', codes: [9] }] })).toMatchObject({
			kind: 'unknown-code',
			code: 9,
		});
		const nobody = [
			{ variable: 'did', codes: [1] },
			{ variable: 'colour', codes: [2] },
		];
		expect(await prepareExport(site, { ...request, where: nobody })).toEqual({ kind: 'nobody-left' });
	});

	it('say who, when, which waves, filter and weights, and warn of columns that could tell who somebody is', async () => {
		const { done } = await prepared(await siteWithTwoWaves({ origin: 'simulated' }));
		expect(done.file.title).toBe('The survey tiny: Year 1 to Year 2 (partly SIMULATED)');
		expect(done.file.notes.join('\n')).toMatch(
			/Exported 2026-03-02 12:00 UTC by Test Analyst[^]*Rows: 180[^]*Year 1 60, Year 2 120[^]*Filter: none[^]*Weights: column weight[^]*came with the data/,
		);
		expect(done.file.notes.join('\n')).toContain(
			'Not comparable from Year 1 to Year 2: answers: from people → simulated',
		);
		expect(done.warnings).toEqual([
			'Year 2: SIMULATED, no person gave these answers',
			expect.stringMatching(
				/own words are in said .*; what looked like personal details is masked in 162 of the texts/,
			),
			'answers that could harm somebody are in did',
		]);
		const without = await prepared(await siteWithTwoWaves(), { text: false });
		expect(without.done.file.columns.map(({ name }) => name)).not.toContain('said');
	});

	it('go with a manifest, last in the zip, of rows, bytes and hashes that are those of the files', async () => {
		const { bundle } = await prepared(await siteWithTwoWaves());
		const files = unzipSync(await gathered(zipOf(bundle)));
		const names = ['tiny.csv', 'tiny-codebook.csv', 'tiny-codebook.json', 'manifest.json'];
		expect(Object.keys(files)).toEqual(names);
		const manifest = JSON.parse(Buffer.from(files['manifest.json'] ?? []).toString());
		expect(manifest.rows).toBe(180);
		expect(manifest.files).toEqual(
			names.slice(0, 3).map((name) => {
				const bytes = files[name] ?? new Uint8Array();
				return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
			}),
		);
	});

	it('keep the open text of a wave that takes answers to themselves', async () => {
		const site = await siteWithTwoWaves({ state: 'open' });
		expect(await prepareExport(site, everything)).toEqual({ kind: 'text-of-open-wave', wave: 'Year 2' });
		const { done } = await prepared(site, { waves: ['Year 1'] });
		expect(done.stem).toBe('tiny-wave-1');
		expect(await prepareExport(site, { ...everything, waves: ['Year 3'] })).toEqual({
			kind: 'unknown-wave',
			wave: 'Year 3',
			known: ['1 (Year 1)', '2 (Year 2)'],
		});
	});
});
