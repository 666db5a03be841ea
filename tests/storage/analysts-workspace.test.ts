import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/lib/core/dataset/index.ts';
import { Text } from '../../src/lib/core/instrument/index.ts';
import { schemeOf } from '../../src/lib/core/weighting/index.ts';
import type { Site } from '../../src/lib/server/site.ts';
import { insertVersions } from '../../src/lib/server/storage/index.ts';
import { auditPage } from '../../src/lib/server/workflows/audit.ts';
import { defineVariable } from '../../src/lib/server/workflows/analysis/define-variable.ts';
import { listDerived, restoreDerived, retireDerived } from '../../src/lib/server/workflows/derived-variables.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import {
	changeView,
	deleteReport,
	deleteView,
	findSavedView,
	listReports,
	orderViews,
	renameReport,
	reportNames,
	restoreViews,
	saveView,
} from '../../src/lib/server/workflows/saved-views.ts';
import {
	deleteWeightingScheme,
	findWeightingScheme,
	listWeightingSchemes,
	lockWeightingScheme,
	saveWeightingScheme,
} from '../../src/lib/server/workflows/weighting-schemes.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { openTestSite } from '../scenario/site.ts';

const survey = 'tiny';
const by = 'Ann Analyst';
const actor = { id: 'ann', name: by };

/** What the audit log says was done, the oldest first. */
async function deeds(site: Site) {
	const { entries } = await auditPage(site, { survey });
	const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
	return entries
		.toReversed()
		.map(({ byName, action, object, before, after }) => [byName, action, object, parsed(before), parsed(after)]);
}

async function siteWithSurvey() {
	const opened = await openTestSite();
	await insertVersions(opened.site.storage.writer, { versions: [storedVersionOf(tiny(survey, [choice('one')]))] });
	return opened;
}

const recode = (words: string): Definition => ({
	kind: 'recode',
	label: Text.parse({ en: words }),
	source: 'one',
	groups: [{ code: 1, label: Text.parse({ en: 'Either' }), from: [1, 2, -8] }],
});
const proposal = (basedOn: number, words = 'Words') => ({
	...{ survey, name: 'either', basedOn, actor },
	definition: recode(words),
});

describe('derived variables', () => {
	it('are kept in every version, of which the newest counts', async () => {
		const { site, goTo } = await siteWithSurvey();
		expect(await defineVariable(site, proposal(0, 'First'))).toEqual({ kind: 'saved', version: 1 });
		goTo('2026-04-01');
		expect(await defineVariable(site, proposal(1, 'Second'))).toEqual({ kind: 'saved', version: 2 });
		const { inUse, retired } = await listDerived(site, { survey });
		expect(inUse).toEqual([
			{
				...{ name: 'either', version: 2, definition: recode('Second') },
				...{ createdBy: by, createdOn: '2026-04-01', retiredOn: null },
			},
		]);
		expect(retired).toEqual([]);
	});

	it('are not saved over what somebody else saved meanwhile', async () => {
		const { site } = await siteWithSurvey();
		const both = await Promise.all([defineVariable(site, proposal(0)), defineVariable(site, proposal(0))]);
		expect(both).toEqual([
			{ kind: 'saved', version: 1 },
			{ kind: 'changed-meanwhile', version: 1 },
		]);
	});

	it('are refused with what stands against them, and kept while others are made of them', async () => {
		const { site } = await siteWithSurvey();
		expect(await defineVariable(site, { ...proposal(0), name: 'one' })).toEqual({
			kind: 'refused',
			problems: [{ kind: 'name-of-a-question' }],
		});
		await defineVariable(site, proposal(0));
		const groups = [{ code: 3, label: Text.parse({ en: 'Three' }), from: [1] }];
		const onTop: Definition = { kind: 'recode', label: Text.parse({ en: 'On top' }), source: 'either', groups };
		await defineVariable(site, { ...proposal(0), name: 'top', definition: onTop });
		expect(await retireDerived(site, { survey, name: 'either', actor })).toEqual({ kind: 'in-use-by', names: ['top'] });
		await retireDerived(site, { survey, name: 'top', actor });
		expect(await retireDerived(site, { survey, name: 'either', actor })).toEqual({ kind: 'retired' });
		expect(await defineVariable(site, proposal(0))).toEqual({ kind: 'refused', problems: [{ kind: 'name-taken' }] });
	});

	it('are retired and come back as they were', async () => {
		const { site } = await siteWithSurvey();
		await defineVariable(site, proposal(0));
		expect(await retireDerived(site, { survey, name: 'either', actor })).toEqual({ kind: 'retired' });
		expect((await listDerived(site, { survey })).retired.map(({ retiredOn }) => retiredOn)).toEqual(['2026-03-02']);
		expect(await restoreDerived(site, { survey, name: 'either', actor })).toEqual({ kind: 'restored' });
		expect((await listDerived(site, { survey })).inUse).toHaveLength(1);
		expect(await retireDerived(site, { survey, name: 'other', actor })).toEqual({ kind: 'unknown-variable' });
		expect(await defineVariable(site, { ...proposal(0), survey: 'other' })).toEqual({ kind: 'unknown-survey' });
	});
});

describe('what was done to derived variables', () => {
	it('is on record with the definitions before and after', async () => {
		const { site } = await siteWithSurvey();
		await defineVariable(site, proposal(0, 'First'));
		await defineVariable(site, proposal(1, 'Second'));
		await retireDerived(site, { survey, name: 'either', actor });
		await retireDerived(site, { survey, name: 'no such', actor });
		await restoreDerived(site, { survey, name: 'either', actor });
		expect(await deeds(site)).toEqual([
			[by, 'variable.defined', 'either', null, recode('First')],
			[by, 'variable.defined', 'either', recode('First'), recode('Second')],
			[by, 'variable.retired', 'either', recode('Second'), null],
			[by, 'variable.restored', 'either', null, recode('Second')],
		]);
	});
});

describe('weighting schemes', () => {
	const scheme = schemeOf({
		margins: [{ id: 'one', variables: ['one'], targets: [{ codes: [1], share: 1 }] }],
		trim: null,
	});
	const save = { survey, name: ' By one ', scheme, note: 'first try', actor };

	it('come back as they were saved, each saving a version', async () => {
		const { site } = await siteWithSurvey();
		expect(await saveWeightingScheme(site, save)).toEqual({ kind: 'saved', name: 'By one', version: 1 });
		expect(await saveWeightingScheme(site, save)).toEqual({ kind: 'saved', name: 'By one', version: 2 });
		expect((await listWeightingSchemes(site, { survey })).map(({ version }) => version)).toEqual([1, 2]);
		expect(await findWeightingScheme(site, { survey, name: 'By one', version: 2 })).toEqual({
			...{ survey, name: 'By one', version: 2, scheme, locked: false, note: 'first try' },
			...{ createdBy: by, createdOn: '2026-03-02' },
		});
	});

	it('stay for good once locked, and can be deleted before', async () => {
		const { site } = await siteWithSurvey();
		await saveWeightingScheme(site, save);
		await saveWeightingScheme(site, save);
		const [first, second] = [1, 2].map((version) => ({ survey, name: 'By one', version, actor })) as [never, never];
		expect(await lockWeightingScheme(site, first)).toEqual({ kind: 'locked' });
		expect(await lockWeightingScheme(site, first)).toEqual({ kind: 'locked' });
		expect(await deleteWeightingScheme(site, first)).toEqual({ kind: 'locked' });
		expect(await deleteWeightingScheme(site, second)).toMatchObject({ kind: 'deleted', scheme: { version: 2 } });
		expect(await deleteWeightingScheme(site, second)).toEqual({ kind: 'unknown-scheme' });
		expect(await lockWeightingScheme(site, second)).toEqual({ kind: 'unknown-scheme' });
	});

	it('are on record: saved, locked and deleted', async () => {
		const { site } = await siteWithSurvey();
		await saveWeightingScheme(site, save);
		await saveWeightingScheme(site, save);
		await lockWeightingScheme(site, { survey, name: 'By one', version: 1, remark: 'Release 1', actor });
		await deleteWeightingScheme(site, { survey, name: 'By one', version: 1, actor });
		await deleteWeightingScheme(site, { survey, name: 'By one', version: 2, actor });
		const kept = { note: 'first try', scheme };
		expect(await deeds(site)).toEqual([
			[by, 'scheme.saved', 'By one', null, kept],
			[by, 'scheme.saved', 'By one', null, kept],
			[by, 'scheme.locked', 'By one, version 1', null, { remark: 'Release 1' }],
			[by, 'scheme.deleted', 'By one, version 2', kept, null],
		]);
	});

	it.each([
		[{ name: ' ' }, { kind: 'name-missing' }],
		[{ name: 'x'.repeat(81) }, { kind: 'too-long', field: 'name', most: 80 }],
		[{ note: 'x'.repeat(2001) }, { kind: 'too-long', field: 'note', most: 2000 }],
		[{ survey: 'other' }, { kind: 'unknown-survey' }],
	])('are refused with %o', async (more, refusal) => {
		const { site } = await siteWithSurvey();
		expect(await saveWeightingScheme(site, { ...save, ...more })).toEqual(refusal);
	});
});

describe('saved views', () => {
	const view = (name: string, more = {}) => ({
		...{ survey, report: 'Annual', name, address: '/analyse/tiny?variable=one', note: '', actor },
		...more,
	});
	async function siteWithViews() {
		const { site } = await siteWithSurvey();
		const ids: string[] = [];
		for (const name of ['First', 'Second', 'Third']) {
			const saved = await saveView(site, view(name));
			if (saved.kind === 'saved') ids.push(saved.id);
		}
		const names = async () => (await listReports(site, { survey }))[0]?.views.map(({ name }) => name);
		return { site, ids, names };
	}

	it('stand in their report in the order in which they were saved, or put', async () => {
		const { site, ids, names } = await siteWithViews();
		expect(await names()).toEqual(['First', 'Second', 'Third']);
		await orderViews(site, { survey, report: 'Annual', ids: [ids[2] ?? '', ids[0] ?? '', 'no-such'], actor });
		expect(await names()).toEqual(['Third', 'First', 'Second']);
	});

	it('come back where they were when their deletion is undone', async () => {
		const { site, ids, names } = await siteWithViews();
		const deleted = await deleteView(site, { survey, id: ids[1] ?? '', actor });
		if (deleted.kind !== 'deleted') throw new Error(deleted.kind);
		expect(await names()).toEqual(['First', 'Third']);
		expect(await restoreViews(site, { survey, views: [deleted.view], actor })).toEqual({ restored: 1 });
		expect(await names()).toEqual(['First', 'Second', 'Third']);
		expect(await restoreViews(site, { survey, views: [deleted.view], actor })).toEqual({ restored: 0 });
		const away = { ...deleted.view, id: 'abc', address: '/analyse/other' };
		expect(await restoreViews(site, { survey, views: [away], actor })).toEqual({ restored: 0 });
		expect(await deleteView(site, { survey: 'other', id: ids[0] ?? '', actor })).toEqual({ kind: 'unknown-view' });
	});

	it('change their name, note and report', async () => {
		const { site, ids } = await siteWithViews();
		const change = { survey, id: ids[0] ?? '', name: 'Renamed', note: 'why', report: 'Other', actor };
		const changed = await changeView(site, change);
		expect(changed).toMatchObject({ kind: 'changed', before: { name: 'First', note: '', report: 'Annual' } });
		expect(await findSavedView(site, change)).toMatchObject({ name: 'Renamed', note: 'why', report: 'Other' });
		expect(await changeView(site, { ...change, id: 'no-such' })).toEqual({ kind: 'unknown-view' });
		expect((await listReports(site, { survey })).map(({ name }) => name)).toEqual(['Annual', 'Other']);
		expect(await reportNames(site, { survey })).toEqual(['Annual', 'Other']);
	});

	it('stand at the end of the report that they are moved to', async () => {
		const { site, ids, names } = await siteWithViews();
		await saveView(site, view('Elsewhere', { report: 'Other' }));
		for (const report of ['Other', 'Annual'])
			await changeView(site, { survey, id: ids[0] ?? '', name: 'First', note: '', report, actor });
		expect(await names()).toEqual(['Second', 'Third', 'First']);
	});

	it('keep their order when their report is renamed, deleted and brought back', async () => {
		const { site, names } = await siteWithViews();
		const rename = (report: string, name: string) => renameReport(site, { survey, report, name, actor });
		expect(await rename('Annual', ' 2027 ')).toEqual({ kind: 'renamed', name: '2027' });
		expect(await rename('Annual', 'Any')).toEqual({ kind: 'unknown' });
		await saveView(site, view('Elsewhere', { report: 'Other' }));
		expect(await rename('2027', 'Other')).toEqual({ kind: 'taken' });
		expect(await rename('2027', '2027')).toEqual({ kind: 'renamed', name: '2027' });
		expect(await rename('2027', '..')).toEqual({ kind: 'report-missing' });
		const views = await deleteReport(site, { survey, report: '2027', actor });
		expect(await reportNames(site, { survey })).toEqual(['Other']);
		expect(await restoreViews(site, { survey, views, actor })).toEqual({ restored: 3 });
		expect(await names()).toEqual(['First', 'Second', 'Third']);
	});

	it('are on record with their words before and after', async () => {
		const { site, ids } = await siteWithViews();
		const [id = '', second = '', third = ''] = ids;
		const words = (name: string, more = {}) => ({ name, report: 'Annual', note: '', ...more });
		const address = '/analyse/tiny?variable=one';
		await changeView(site, { survey, id, ...words('Renamed', { note: 'why' }), actor });
		await changeView(site, { survey, id: 'no-such', ...words('Other'), actor });
		await orderViews(site, { survey, report: 'Annual', ids: [third, id, second], actor });
		const deleted = await deleteView(site, { survey, id: second, actor });
		if (deleted.kind === 'deleted') await restoreViews(site, { survey, views: [deleted.view], actor });
		await renameReport(site, { survey, report: 'Annual', name: '2027', actor });
		await deleteReport(site, { survey, report: '2027', actor });
		const saved = ['First', 'Second', 'Third'].map((name) => [
			...[by, 'view.saved', name, null],
			{ ...words(name), address },
		]);
		const left = [words('Third'), words('Renamed', { note: 'why' }), words('Second')];
		expect(await deeds(site)).toEqual([
			...saved,
			[by, 'view.changed', 'First', words('First'), words('Renamed', { note: 'why' })],
			[by, 'report.ordered', 'Annual', ['Renamed', 'Second', 'Third'], ['Third', 'Renamed', 'Second']],
			[by, 'view.deleted', 'Second', { ...words('Second'), address }, null],
			[by, 'view.put-back', 'Second', null, { ...words('Second'), address }],
			[by, 'report.renamed', 'Annual', { name: 'Annual' }, { name: '2027' }],
			[by, 'report.deleted', '2027', left.map((one) => ({ ...one, report: '2027', address })), null],
		]);
	});

	it.each([
		'https://elsewhere.example/analyse/tiny',
		'//elsewhere.example/analyse/tiny',
		'/\\elsewhere.example/analyse/tiny',
		'/analyse/tiny/../../admin',
		'/analyse/tinybutother',
		'/analyse/other',
		'javascript:alert(1)',
	])('lead nowhere but to this survey: not to %s', async (address) => {
		const { site } = await siteWithSurvey();
		expect(await saveView(site, view('Away', { address }))).toEqual({ kind: 'address-elsewhere' });
	});

	it('need a name and a report', async () => {
		const { site } = await siteWithSurvey();
		expect(await saveView(site, view(''))).toEqual({ kind: 'name-missing' });
		expect(await saveView(site, view('x', { report: ' ' }))).toEqual({ kind: 'report-missing' });
		expect(await saveView(site, view('x'.repeat(121)))).toEqual({ kind: 'too-long', field: 'name', most: 120 });
		const other = view('x', { survey: 'other', address: '/analyse/other' });
		expect(await saveView(site, other)).toEqual({ kind: 'unknown-survey' });
	});
});
