import { existsSync, readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Wave } from '#core/fieldwork/index.ts';
import { SurveySlug } from '#core/instrument/index.ts';
import { WaveCodebook } from '#exchange/waves/index.ts';
import { trendOf } from '#server/workflows/analysis/index.ts';
import { makeExport } from '#server/workflows/export/index.ts';
import { importWaves } from '#server/workflows/import-waves.ts';
import { bringInDraft } from '#server/workflows/imports/bring-in-draft.ts';
import type { TypedMatching, TypedVariable } from '#server/workflows/imports/change-draft.ts';
import { changeDraft } from '#server/workflows/imports/change-draft.ts';
import { draftPageOf, draftVariableOf } from '#server/workflows/imports/draft-page.ts';
import { closedImportOf, importsPageOf } from '#server/workflows/imports/imports-page.ts';
import { importLimits } from '#server/workflows/imports/limits.ts';
import { receiveFile } from '#server/workflows/imports/receive-file.ts';
import { takeBackImport } from '#server/workflows/imports/take-back-import.ts';
import { throwAwayDraft } from '#server/workflows/imports/throw-away.ts';
import { listWaves } from '#server/workflows/list-waves.ts';
import { saveView } from '#server/workflows/saved-views.ts';
import { storeWaves } from '#server/workflows/store-responses.ts';
import { codes, dataFile, numbers, written } from '../unit/exchange/sav-examples.ts';
import { asks, tiny } from './instruments/tiny.ts';
import type { TestSite } from './site.ts';
import { openTestSite } from './site.ts';

const survey = 'worries';
const by = 'Ann Analyst';
const actor = { id: 'ann', name: by };
const worried = ['Very worried', 'Fairly worried', 'Not very worried', 'Not at all worried'];
const yesNo = ['Yes', 'No'];
const en = (words: string) => ({ en: words, gd: words });
const single = (id: string, text: string, labels: readonly string[]) =>
	asks({
		...{ id, kind: 'single', text: en(text) },
		options: labels.map((label, at) => ({ code: at + 1, label: en(label) })),
		dontKnow: { offered: true, inBase: false },
	});
const share = (variable: string) => ({
	...{ id: variable, label: en(variable), base: en('All'), objective: null },
	...{ statistic: 'share', variables: [variable], codes: [1] },
});
const instrument = tiny(
	survey,
	[
		single('worry', 'How worried are you about organised crime?', worried),
		single('bought', 'Have you bought fakes?', yesNo),
		single('report', 'Would you report a seller?', yesNo),
		asks({ id: 'age', kind: 'number', text: en('How old are you?'), least: 18, most: 99, required: false }),
	],
	{ measures: ['worry', 'bought', 'report'].map(share) },
);

/** A site with one wave of our own, of 2026. */
async function siteWithWave(): Promise<TestSite> {
	const opened = await openTestSite();
	const { site } = opened;
	const wave = Wave.parse({
		...{ id: 'worries.own', survey, number: 1, label: '2026', state: 'closed', origin: 'fielded' },
		...{ instrumentVersion: 1, identityMode: 'anonymous', modes: ['telephone'], sampleType: 'probability' },
		...{ languages: ['en'], opensOn: '2026-01-01', closesOn: '2026-01-31', weighting: null },
	});
	const responses = Array.from({ length: 100 }, (_, at) => ({
		answers: {
			...{ worry: { code: (at % 4) + 1 }, bought: { code: (at % 2) + 1 }, report: { code: at % 5 === 0 ? 1 : 2 } },
			age: { number: 20 + (at % 60) },
		},
		arms: {},
	}));
	await storeWaves(site, { instrument, waves: [{ wave, responses }] });
	return opened;
}

const labelled = (labels: readonly string[]) => labels.map((label, at) => ({ code: at + 1, label }));
/** Two earlier waves as an institute handed them over. Its scale of worry ran the other way, and its fakes were bags only. */
async function institute(rows = 120): Promise<Uint8Array> {
	const each = Array.from({ length: rows }, (_, at) => at);
	return written(
		dataFile([
			codes(
				'year',
				each.map((at) => 2024 + (at % 2)),
			),
			codes(
				'q1',
				each.map((at) => 4 - (at % 4)),
				{
					label: 'Q1. How worried are you about organised crime?',
					values: labelled(worried.toReversed()),
				},
			),
			codes(
				'BOUGHT',
				each.map((at) => (at % 3 === 0 ? 1 : 2)),
				{
					label: 'Have you bought fake bags?',
					values: labelled(yesNo),
				},
			),
			codes(
				'report',
				each.map((at) => (at % 10 === 0 ? -99 : (at % 2) + 1)),
				{
					label: 'Would you report a seller?',
					values: labelled(yesNo),
					missing: [{ code: -99, label: 'Interviewer error' }],
				},
			),
			numbers(
				'age',
				each.map((at) => 18 + (at % 70)),
				[],
				{ label: 'How old are you?' },
			),
			numbers(
				'w',
				each.map((at) => 0.5 + (at % 3) / 2),
				[],
				{ label: 'Weight' },
			),
		]),
		'zsav',
	);
}

async function received({ site }: TestSite, bytes: Uint8Array, fileName = 'C:\\tracker 2024.sav'): Promise<string> {
	const answer = await receiveFile(site, { survey, fileName, bytes, actor });
	if (answer.kind !== 'received') throw new Error(answer.kind);
	return answer.id;
}

async function pageOf({ site }: TestSite, id: string) {
	const page = await draftPageOf(site, { survey, id });
	if (page.kind !== 'open') throw new Error(page.kind);
	return page;
}

const typing = (variables: Record<string, TypedVariable>, more: Partial<TypedMatching> = {}): TypedMatching => ({
	...more,
	variables: new Map(Object.entries(variables)),
});
const kept = ({ folder }: TestSite) =>
	existsSync(join(folder, 'imports')) ? readdirSync(join(folder, 'imports')) : [];
const decided = typing(
	{
		worry: { verdict: 'equivalent', reason: 'The scale was turned round; a pilot found no step.' },
		bought: { verdict: 'break', reason: 'It asked of bags only.' },
		report: { verdict: 'identical', meanings: new Map([[0, 'not-asked']]) },
	},
	{ waveColumn: 'year', mode: 'telephone', sampleType: 'probability', weight: 'w' },
);

describe('a file of others', () => {
	it('is lined up by name, words and labels, and nothing is decided that its own words do not', async () => {
		const opened = await siteWithWave();
		const id = await received(opened, await institute());
		const page = await pageOf(opened, id);
		expect(page.file).toMatchObject({ fileName: 'tracker 2024.sav', rows: 120, columns: 6, createdBy: by });
		expect(page.variables.map(({ name, column, by: found, verdict }) => [name, column, found, verdict])).toEqual([
			['worry', 'q1', 'wording', null],
			['bought', 'BOUGHT', 'name', null],
			['report', 'report', 'name', null],
			['age', 'age', 'name', 'identical'],
		]);
		expect(page.variables[0]?.theirs).toMatchObject({
			likeness: 'the same words but for capitals, punctuation or a question number',
			differences: [
				'question: “Q1. How worried are you about organised crime?” → “How worried are you about organised crime?”',
				'options: 4, 3, 2, 1 → 1, 2, 3, 4',
			],
		});
		expect(page.variables[0]?.theirs?.values.map(({ value, label, meaning }) => [value, label, meaning])).toEqual([
			['1', 'Not at all worried', 4],
			['2', 'Not very worried', 3],
			['3', 'Fairly worried', 2],
			['4', 'Very worried', 1],
		]);
		expect(page.variables[2]?.theirs?.values[0]).toMatchObject({
			label: 'Interviewer error',
			isMissing: true,
			isOpen: true,
		});
		expect(page.problems.map(({ kind }) => kind)).toEqual([
			...['wave-label-missing', 'wave-day-missing', 'mode-missing', 'sample-missing'],
			...['verdict-missing', 'verdict-missing', 'verdict-missing'],
		]);
		const [file = ''] = kept(opened);
		expect(file).toMatch(/^[0-9a-f]{64}$/);
		expect(statSync(join(opened.folder, 'imports', file)).mode & 0o777).toBe(0o600);
	});

	it('is brought in with verdicts and weights: breaks are gaps, what is equivalent is noted, codes are turned round', async () => {
		const opened = await siteWithWave();
		const { site } = opened;
		const id = await received(opened, await institute());
		expect(await bringInDraft(site, { survey, id, actor })).toMatchObject({ kind: 'not-ready' });
		expect(await changeDraft(site, { survey, id, typed: decided })).toEqual({ kind: 'saved' });
		const page = await pageOf(opened, id);
		expect(page.problems).toEqual([]);
		expect(page.waves.several).toEqual([
			{ value: '2024', named: '', count: 60, label: '2024', closedOn: '2024-12-31' },
			{ value: '2025', named: '', count: 60, label: '2025', closedOn: '2025-12-31' },
		]);
		const variable = await draftVariableOf(site, { survey, id, variable: 'report' });
		expect(variable).toMatchObject({
			result: [
				{ label: '1 Yes', count: 48 },
				{ label: '2 No', count: 60 },
				{ reason: 'not-asked', count: 12 },
			],
		});

		const begun = await bringInDraft(site, { survey, id, actor: { id: 'ben', name: 'Ben Boss' } });
		if (begun.kind !== 'begun') throw new Error(begun.kind);
		expect(await bringInDraft(site, { survey, id, actor })).toEqual({ kind: 'under-way' });
		expect(await throwAwayDraft(site, { survey, id, actor })).toEqual({ kind: 'under-way' });
		await begun.finished;
		expect((await listWaves(site, { survey })).map(({ label, number, origin }) => [number, label, origin])).toEqual([
			[1, '2024', 'imported'],
			[2, '2025', 'imported'],
			[3, '2026', 'fielded'],
		]);
		expect(kept(opened)).toEqual([]);
		expect(await bringInDraft(site, { survey, id, actor })).toEqual({ kind: 'closed' });

		const trend = await trendOf(site, { survey });
		if (trend.kind !== 'trend') throw new Error(trend.kind);
		const points = (measure: string) =>
			trend.report.measures.find((one) => one.id === measure)?.series[0]?.points ?? [];
		expect(points('bought').map(({ breakBefore }) => breakBefore?.map(({ words }) => words) ?? null)).toEqual([
			...[null, null],
			[
				'"bought" was brought in from “Have you bought fake bags?” (column BOUGHT) as not comparable: It asked of bags only',
			],
		]);
		expect(points('worry').map(({ breakBefore }) => breakBefore)).toEqual([null, null, null]);
		expect(trend.report.measures.find(({ id: of }) => of === 'worry')?.notes).toEqual([
			'2026: "worry" was brought in from “Q1. How worried are you about organised crime?” (column q1) as equivalent: The scale was turned round; a pilot found no step.',
		]);
		// In 2024 only rows 0, 2, 4 … of the file: their 4 and 2, ours 1 and 3; weights 0.5, 1, 1.5 by turns.
		expect(points('worry')[0]?.estimate).toMatchObject({ kind: 'estimate', base: { n: 60 } });
		expect(points('report')[1]?.estimate).toMatchObject({ base: { n: 60 } });
		expect(points('report')[0]?.estimate).toMatchObject({ base: { n: 48 } });
		expect(trend.report.waves[0]?.weighting).toMatchObject({ kind: 'supplied' });

		const list = await importsPageOf(site, { survey });
		expect(list).toMatchObject({
			drafts: [],
			waves: [
				{ label: '2024', breaks: 1, equivalent: 1, from: { id, by: 'Ben Boss', on: '2026-03-02', interviews: 60 } },
				{ label: '2025', breaks: 1, equivalent: 1 },
			],
		});
	});

	it('is taken back whole as long as nothing was made of it, on record, and is lined up as it was when it comes again', async () => {
		const opened = await siteWithWave();
		const { site, goTo } = opened;
		const bytes = await institute();
		const id = await received(opened, bytes);
		await changeDraft(site, { survey, id, typed: decided });
		const begun = await bringInDraft(site, { survey, id, actor });
		if (begun.kind === 'begun') await begun.finished;
		const [wave] = await listWaves(site, { survey });
		const page = await draftPageOf(site, { survey, id });
		if (page.kind !== 'closed') throw new Error(page.kind);
		const found = await closedImportOf(site, { survey, waves: page.record.waves.map((one) => one.id) });
		expect(found.map(({ variable, column, verdict, decidedBy }) => [variable, column, verdict, decidedBy])).toEqual([
			['worry', 'q1', 'equivalent', by],
			['bought', 'BOUGHT', 'break', by],
			['report', 'report', 'identical', by],
			['age', 'age', 'identical', by],
		]);

		goTo('2026-03-03');
		const take = (reason: string) => takeBackImport(site, { survey, id, actor, reason });
		expect(await take(' ')).toEqual({ kind: 'reason-missing' });
		const address = `/analyse/${survey}/crosstab?wave=${wave?.id}`;
		await saveView(site, { survey, report: 'Board', name: 'By age', address, note: '', actor });
		expect(await take('The wrong file.')).toEqual({ kind: 'in-use', by: [{ kind: 'saved-view', name: 'By age' }] });
		expect(await listWaves(site, { survey })).toHaveLength(3);

		const other = await siteWithWave();
		const again = await received(other, bytes);
		await changeDraft(other.site, { survey, id: again, typed: decided });
		const job = await bringInDraft(other.site, { survey, id: again, actor });
		if (job.kind === 'begun') await job.finished;
		await trendOf(other.site, { survey });
		const columns = () => readdirSync(join(other.folder, 'columns')).filter((name) => name !== 'worries.own.columns');
		expect(columns()).toHaveLength(2);
		expect(await takeBackImport(other.site, { survey, id: again, actor, reason: 'The wrong file.' })).toEqual({
			kind: 'taken-back',
			responses: 120,
		});
		expect((await listWaves(other.site, { survey })).map(({ label, number }) => [number, label])).toEqual([
			[1, '2026'],
		]);
		expect(columns()).toEqual([]);
		expect(await importsPageOf(other.site, { survey })).toMatchObject({
			waves: [],
			takenBack: [{ id: again, reason: 'The wrong file.', by, waves: ['2024', '2025'] }],
		});
		expect(await takeBackImport(other.site, { survey, id: again, actor, reason: 'Again.' })).toEqual({
			kind: 'unknown-import',
		});
		const third = await received(other, bytes);
		expect((await pageOf(other, third)).problems).toEqual([]);
		const last = await bringInDraft(other.site, { survey, id: third, actor });
		if (last.kind === 'begun') await last.finished;
		expect(await listWaves(other.site, { survey })).toHaveLength(3);
	});

	it('says what still stands in the way, variable by variable', async () => {
		const opened = await siteWithWave();
		const { site } = opened;
		const id = await received(opened, await institute());
		const change = (typed: TypedMatching) => changeDraft(site, { survey, id, typed });
		const kinds = async () => (await pageOf(opened, id)).problems.map(({ kind }) => kind);
		await change(
			typing({ worry: { verdict: 'break' }, bought: { verdict: 'identical' }, report: { verdict: 'identical' } }),
		);
		expect(await kinds()).toEqual([
			...['wave-label-missing', 'wave-day-missing', 'mode-missing', 'sample-missing'],
			...['reason-missing', 'not-identical', 'values-open'],
		]);
		await change(
			typing({}, { one: { label: '2026', closedOn: '2020-02-29' }, mode: 'web', sampleType: 'panel', weight: 'q1' }),
		);
		await change(typing({ worry: { column: 'BOUGHT' } }));
		expect((await pageOf(opened, id)).variables[0]).toMatchObject({ column: 'BOUGHT', verdict: null, reason: '' });
		await change(typing({ worry: { verdict: 'break', reason: 'Another question.' } }));
		expect(await kinds()).toEqual(['wave-label-taken', 'not-identical', 'column-twice', 'values-open']);
		expect(
			await change(typing({ worry: { column: 'no_such' } }, { one: { label: 'x', closedOn: '2020-02-30' } })),
		).toEqual({
			kind: 'saved-in-part',
			problems: [
				{ kind: 'unknown-column', variable: 'worry', column: 'no_such' },
				{ kind: 'not-a-day', at: null, typed: '2020-02-30' },
			],
		});
		const leaving = { verdict: 'leave-out' };
		await change(typing({ worry: leaving, bought: leaving, report: leaving, age: { column: '' } }));
		expect(await kinds()).toEqual(['nothing-matched']);
		expect(await throwAwayDraft(site, { survey, id, actor })).toEqual({
			kind: 'thrown-away',
			fileName: 'tracker 2024.sav',
		});
		expect(kept(opened)).toEqual([]);
		expect((await draftPageOf(site, { survey, id })).kind).toBe('unknown-draft');
	});

	it('that made a survey stays, since nothing would be left', async () => {
		const { site } = await openTestSite();
		const codebook = WaveCodebook.parse(JSON.parse(readFileSync('tests/fixtures/gss/codebook.json', 'utf8')));
		const csv = readFileSync('tests/fixtures/gss/gss-2000-2014-part.csv', 'utf8').split('\n').slice(0, 9).join('\n');
		await importWaves(site, { survey: SurveySlug.parse('gss'), csv, codebook, fileName: 'gss.csv' });
		const page = await importsPageOf(site, { survey: 'gss' });
		const from = page?.waves[0]?.from;
		expect(from).toMatchObject({ fileName: 'gss.csv', by: 'Command line' });
		const taken = await takeBackImport(site, { survey: 'gss', id: from?.id ?? '', actor, reason: 'A trial.' });
		expect(taken).toEqual({ kind: 'only-waves' });
	});

	it('tells in every exported file what was found not comparable', async () => {
		const opened = await siteWithWave();
		const { site } = opened;
		const id = await received(opened, await institute());
		await changeDraft(site, { survey, id, typed: decided });
		const begun = await bringInDraft(site, { survey, id, actor });
		if (begun.kind === 'begun') await begun.finished;
		const request = { survey, where: [], text: false, by, format: 'csv' as const, show: 'codes' as const };
		const waves = (await listWaves(site, { survey })).map(({ id: of }) => String(of));
		const made = await makeExport(site, { ...request, waves });
		if (made.kind !== 'bundle') throw new Error(made.kind);
		expect(made.bundle.warnings).toContain(
			'2024, 2025: bought was found not comparable with other waves: It asked of bags only.',
		);
	});

	it('left over from a power cut is removed when the next one comes, unless a draft needs it', async () => {
		const opened = await siteWithWave();
		await received(opened, await institute(10));
		const [needed = ''] = kept(opened);
		for (const name of ['f'.repeat(64), `${'e'.repeat(64)}.1234`])
			writeFileSync(join(opened.folder, 'imports', name), 'x');
		for (const name of kept(opened)) utimesSync(join(opened.folder, 'imports', name), 1, 1);
		await received(opened, await institute(10));
		expect(kept(opened)).toEqual([needed]);
	});

	it('keeps a file that two drafts need until both are done with it', async () => {
		const opened = await siteWithWave();
		const bytes = await institute(10);
		const [first, second] = [await received(opened, bytes), await received(opened, bytes)];
		await throwAwayDraft(opened.site, { survey, id: first, actor });
		expect(kept(opened)).toHaveLength(1);
		await throwAwayDraft(opened.site, { survey, id: second, actor });
		expect(kept(opened)).toEqual([]);
	});

	it.each([
		['nothing', new Uint8Array(), { kind: 'empty' }],
		[
			'a program',
			Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 0, 0xff]),
			{ words: 'it is neither an SPSS file nor a CSV in UTF-8' },
		],
		[
			'a CSV in another alphabet',
			Buffer.from('a,b\ncaf\xe9,2\n', 'latin1'),
			{ words: 'it is neither an SPSS file nor a CSV in UTF-8' },
		],
		['half an SPSS file', Buffer.from('$FL2@(#) SPSS DATA FILE'), { kind: 'unreadable', line: 0 }],
		['a CSV with ragged rows', Buffer.from('a,b\n1\n'), { kind: 'unreadable', line: 2 }],
		['far too many columns', Buffer.from(`${'a,'.repeat(importLimits.columns)}a\n`), { kind: 'unreadable' }],
		['too many bytes', new Uint8Array(importLimits.bytes + 1), { kind: 'too-large', most: importLimits.bytes }],
	])('that is %s is refused with a line, and nothing is kept of it', async (_, bytes, answer) => {
		const opened = await siteWithWave();
		expect(await receiveFile(opened.site, { survey, fileName: 'x.sav', bytes, actor })).toMatchObject(answer);
		expect(kept(opened)).toEqual([]);
		expect(await importsPageOf(opened.site, { survey })).toMatchObject({ drafts: [] });
	});
});
