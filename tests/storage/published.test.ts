import { describe, expect, it } from 'vitest';
import { listAudit } from '../../src/lib/server/storage/index.ts';
import { publishedPageOf } from '../../src/lib/server/workflows/published/published-page.ts';
import {
	listPublished,
	putBackFigure,
	putBackRound,
	saveFigures,
	saveRound,
	takeAwayFigure,
	takeAwayRound,
} from '../../src/lib/server/workflows/published/published-rounds.ts';
import type { FigureFacts } from '../../src/lib/server/workflows/published/published-rounds.ts';
import { readTable, saveTable } from '../../src/lib/server/workflows/published/pasted-table.ts';
import type { TypedTable } from '../../src/lib/server/workflows/published/pasted-table.ts';
import { figureFrom } from '../../src/lib/server/workflows/published/typed-figure.ts';
import type { TypedFigure } from '../../src/lib/server/workflows/published/typed-figure.ts';
import { loadSurveys } from '../../src/lib/server/workflows/load-surveys.ts';
import { deedWords } from '../../src/lib/ui/staff/deed-words.ts';
import { openTestSite } from '../scenario/site.ts';

const survey = 'drugs-and-organised-crime';
const by = 'Ann Analyst';
const actor = { id: 'ann', name: by };
const bea = { id: 'bea', name: 'Bea' };
const typed = {
	...{ label: '2013', opensOn: '2013-04-29', closesOn: '2013-05-05' },
	...{ modes: ['telephone'], sampleType: 'panel' },
};
const figure: FigureFacts = {
	...{ share: 0.81, n: 900, deft: { kind: 'undeclared' }, rounding: 0.01 },
	source: 'Public perceptions of organised crime in Scotland (2013)',
};

async function withRounds(...labels: readonly string[]) {
	const opened = await openTestSite();
	const { site } = opened;
	await loadSurveys(site, { folder: 'surveys' });
	const ids: string[] = [];
	for (const label of labels) {
		const saved = await saveRound(site, { survey, id: null, typed: { ...typed, label }, actor });
		if (saved.kind !== 'saved') throw new Error(saved.kind);
		ids.push(saved.id);
	}
	const page = async () => {
		const found = await publishedPageOf(site, { survey });
		if (found === undefined) throw new Error('the survey is there');
		return found;
	};
	return { ...opened, ids, page };
}

describe('a published round', () => {
	it('is added, changed under its id, taken away with its figures and put back', async () => {
		const { site, ids, goTo } = await withRounds('2013');
		const [id = ''] = ids;
		await saveFigures(site, { survey, round: id, figures: { 'would-report': figure }, actor });
		const changed = await saveRound(site, {
			survey,
			id,
			typed: { ...typed, label: 'Spring 2013', closesOn: '' },
			actor,
		});
		expect(changed).toEqual({ kind: 'saved', id });
		const [round] = await listPublished(site, { survey });
		expect(round).toMatchObject({ id, label: 'Spring 2013', closesOn: null, modes: ['telephone'] });
		expect(round?.figures['would-report']).toEqual({ ...figure, entered: { by, on: '2026-03-02' } });
		const gone = await takeAwayRound(site, { survey, id, actor });
		expect(gone).toEqual({ kind: 'round-taken-away', round });
		expect(await takeAwayRound(site, { survey, id, actor })).toEqual({ kind: 'unknown-round' });
		goTo('2026-03-05');
		const back = { survey, round: JSON.parse(JSON.stringify(round)), actor: bea };
		expect(await putBackRound(site, back)).toEqual({ kind: 'put-back', id });
		expect(await putBackRound(site, back)).toEqual({ kind: 'already-there' });
		const [again] = await listPublished(site, { survey });
		expect(again?.figures['would-report']?.entered).toEqual({ by: 'Bea', on: '2026-03-05' });
		expect(await putBackRound(site, { survey, round: { id }, actor })).toEqual({ kind: 'not-a-round' });
		expect(await putBackRound(site, { ...back, survey: 'sector-awareness' })).toEqual({ kind: 'not-a-round' });
	});

	it('of another survey stays as it is, whoever puts a round back under its id', async () => {
		const { site } = await withRounds('2013');
		const [theirs] = await listPublished(site, { survey });
		const round = { ...theirs, survey: 'sector-awareness', label: 'Not theirs' };
		expect(await putBackRound(site, { survey: 'sector-awareness', round, actor })).toEqual({ kind: 'already-there' });
		expect(await listPublished(site, { survey })).toEqual([theirs]);
		expect(await listPublished(site, { survey: 'sector-awareness' })).toEqual([]);
	});

	it('loses a figure and has it again', async () => {
		const { site, ids } = await withRounds('2013');
		const [round = ''] = ids;
		await saveFigures(site, { survey, round, figures: { 'would-report': figure }, actor });
		const gone = await takeAwayFigure(site, { survey, round, measure: 'would-report', actor });
		expect(gone).toMatchObject({ kind: 'figure-taken-away', round: { label: '2013' }, figure });
		expect((await listPublished(site, { survey }))[0]?.figures).toEqual({});
		expect(await takeAwayFigure(site, { survey, round, measure: 'would-report', actor })).toEqual({
			kind: 'unknown-figure',
		});
		const back = { survey, round, measure: 'would-report', figure: JSON.parse(JSON.stringify(figure)), actor: bea };
		expect(await putBackFigure(site, { ...back, figure: { share: 81 } })).toEqual({ kind: 'not-a-figure' });
		expect(await putBackFigure(site, back)).toEqual({ kind: 'put-back', id: round });
		expect(await putBackFigure(site, back)).toEqual({ kind: 'already-there' });
		expect((await listPublished(site, { survey }))[0]?.figures).toMatchObject({
			'would-report': { ...figure, entered: { by: 'Bea' } },
		});
		expect(await saveFigures(site, { survey, round: 'none', figures: {}, actor })).toEqual({ kind: 'unknown-round' });
	});

	it.each([
		[{ label: ' ' }, 'label'],
		[{ label: '2017' }, 'label'],
		[{ opensOn: '', closesOn: '' }, 'opensOn'],
		[{ opensOn: '29 April' }, 'opensOn'],
		[{ closesOn: '2013-04-01' }, 'closesOn'],
		[{ modes: [] }, 'mode-web'],
		[{ modes: ['letter'] }, 'mode-web'],
		[{ sampleType: '' }, 'sample-probability'],
	])('with %o is refused at the field %s', async (wrong, control) => {
		const { site } = await withRounds('2017');
		const refused = await saveRound(site, { survey, id: null, typed: { ...typed, ...wrong }, actor });
		expect(refused).toMatchObject({ kind: 'refused', problems: [{ control }] });
	});

	it('needs a survey, and for a change a round', async () => {
		const { site } = await withRounds();
		expect(await saveRound(site, { survey: 'other', id: null, typed, actor })).toEqual({ kind: 'unknown-survey' });
		expect(await saveRound(site, { survey, id: 'none', typed, actor })).toEqual({ kind: 'unknown-round' });
	});
});

it('what is done to published figures stands in the audit log, by whom and to which round', async () => {
	const { site, ids } = await withRounds('2013');
	const [round = ''] = ids;
	await saveFigures(site, { survey, round, figures: { 'would-report': figure }, actor });
	await takeAwayFigure(site, { survey, round, measure: 'would-report', actor });
	await takeAwayRound(site, { survey, id: round, actor: bea });
	await takeAwayRound(site, { survey, id: round, actor: bea });
	const log = await listAudit(site.storage.reader, { survey, limit: 9 });
	expect(log.toReversed().map(({ action, object, byName }) => [action, object, byName])).toEqual([
		['published-round.added', '2013', by],
		['published-figures.put-down', '2013', by],
		['published-figures.taken-away', '2013', by],
		['published-round.taken-away', '2013', 'Bea'],
	]);
	for (const { action } of log) expect(deedWords[action]).toBeDefined();
});

describe('a figure as it is typed', () => {
	const known = { measures: ['would-report'], neighbours: [{ wave: 'w.1', measure: null }] };
	const right: TypedFigure = {
		...{ measure: 'would-report', share: '81', base: '1,001', deft: 'declared', factor: '1.19', neighbour: '' },
		...{ rounding: '1', source: 'Table 3' },
	};

	it('is a share of 0–1 with its base, design factor and step of rounding', () => {
		const read = figureFrom({ ...right, share: '7.6 %', rounding: '0.1' }, known);
		const deft = { kind: 'declared', deft: 1.19 };
		expect(read).toMatchObject({ figure: { share: 0.076, n: 1001, deft, rounding: 0.001, source: 'Table 3' } });
		const taken = figureFrom({ ...right, deft: 'neighbour', neighbour: ' w.1' }, known);
		expect(taken).toMatchObject({ figure: { deft: { kind: 'neighbour', wave: 'w.1', measure: 'would-report' } } });
	});

	it.each([
		[{ measure: 'other' }, 'measure'],
		[{ share: '0.81' }, 'share'],
		[{ share: '181' }, 'share'],
		[{ share: '' }, 'share'],
		[{ base: '0' }, 'base'],
		[{ base: 'all' }, 'base'],
		[{ deft: '' }, 'deft-declared'],
		[{ factor: '0' }, 'factor'],
		[{ deft: 'neighbour', neighbour: ' w.2' }, 'neighbour'],
		[{ rounding: 'no' }, 'rounding'],
		[{ source: ' ' }, 'source'],
	])('with %o is refused at the field %s', (wrong, control) => {
		expect(figureFrom({ ...right, ...wrong }, known)).toMatchObject({ kind: 'refused', problems: [{ control }] });
	});
});

describe('a pasted table', () => {
	const common: Omit<TypedTable, 'text'> = {
		...{ round: '', base: '', deft: 'undeclared', factor: '', neighbour: '', rounding: '1' },
		...{ source: 'Summary table', rows: new Map() },
	};
	const table = ['Statement\t2013\t2017', 'would-report\t81\t75', 'Affects old people\t25\t30', 'n\t900\t987'].join(
		'\n',
	);

	it('of measures by rounds has a row of bases, and rows that somebody has to name', async () => {
		const { site, ids, page } = await withRounds('2013', '2017');
		const first = readTable(await page(), { ...common, text: table }, false);
		expect(first.problems).toEqual([]);
		expect(first.rows.map(({ words, measure }) => [words, measure])).toEqual([
			['would-report', 'would-report'],
			['Affects old people', ''],
		]);
		const refused = await saveTable(site, { page: await page(), typed: { ...common, text: table }, actor });
		expect(refused).toMatchObject({ kind: 'refused', read: { problems: [{ control: 'row-3' }] } });
		const rows = new Map([[3, 'none']]);
		expect(await saveTable(site, { page: await page(), typed: { ...common, text: table, rows }, actor })).toEqual({
			kind: 'saved',
			count: 2,
		});
		const saved = await listPublished(site, { survey });
		expect(ids.map((id) => saved.find((round) => round.id === id)?.figures['would-report'])).toMatchObject([
			{ share: 0.81, n: 900, source: 'Summary table', entered: { by } },
			{ share: 0.75, n: 987 },
		]);
		const again = readTable(await page(), { ...common, text: table, rows }, true);
		expect(again.rows[0]?.figures.map(({ replaces }) => replaces)).toEqual([0.81, 0.75]);
	});

	it('of figures has its own bases, design factors, rounds and sources', async () => {
		const { page } = await withRounds('2013', '2017');
		const text = ['Measure,Wave,%,Base,Deft,Source', 'would-report,2017,75,987,1.2,Page 9', 'affected,2017,..,,,'].join(
			'\n',
		);
		const read = readTable(await page(), { ...common, text }, true);
		expect(read).toMatchObject({ problems: [], empty: 1 });
		expect([...read.figures.values()]).toEqual([
			{
				'would-report': {
					...{ share: 0.75, n: 987, deft: { kind: 'declared', deft: 1.2 }, rounding: 0.01, source: 'Page 9' },
				},
			},
		]);
	});

	it.each([
		['', {}, 'text'],
		['Statement\t2012\nwould-report\t81', {}, 'text'],
		['Statement\t2013\nwould-report\t0.81\nn\t900', {}, 'text'],
		['Measure,Share\nwould-report,0.81', { round: 'no' }, 'round'],
		['Statement\t2013\nwould-report\t81', {}, 'base'],
		['Statement\t2013\nwould-report\t81\nn\t900', { source: '' }, 'source'],
		['Statement\t2013\nwould-report\t81\nn\t900', { deft: '' }, 'deft-declared'],
		['Statement\t2013\nwould-report\t81.4\nn\t900', {}, 'text'],
		['Statement\t2013\nwould-report\tmany\nn\t900', {}, 'text'],
		['Statement\t2013\nwould-report\t81\nwould-report\t82\nn\t900', {}, 'row-3'],
		['Measure,%,Deff\nwould-report,81,1.4', {}, 'text'],
		['Statement\t2013\nOther\t81\nn\t900', { rows: new Map([[2, 'none']]) }, 'text'],
	])('%j with %o is refused at %s', async (text, more, control) => {
		const { page } = await withRounds('2013');
		const { problems } = readTable(await page(), { ...common, text, ...more }, true);
		expect(problems[0]?.control).toBe(control);
	});
});
