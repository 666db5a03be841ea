import { describe, expect, it } from 'vitest';
import type { WantedChange } from '#core/coding/index.ts';
import type { WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '#server/site.ts';
import { changeWave, listAudit, listCodings } from '#server/storage/index.ts';
import { crosstabOf, trendOf } from '#server/workflows/analysis/index.ts';
import { defineVariable } from '#server/workflows/analysis/define-variable.ts';
import { changeFrame } from '#server/workflows/coding/change-frame.ts';
import { codingPageOf, confirmLater, saveCoding } from '#server/workflows/coding/code-answers.ts';
import { codingListOf } from '#server/workflows/coding/coding-list.ts';
import { agreeOn, comparisonOfCodings } from '#server/workflows/coding/compare-codings.ts';
import { framePageOf } from '#server/workflows/coding/frame-page.ts';
import { makeExport } from '#server/workflows/export/index.ts';
import { prepareExport } from '#server/workflows/export/prepare.ts';
import { packedWaves } from '#server/workflows/r-pack.ts';
import { adding, parts } from '../unit/coding/frames.ts';
import { gathered } from '../unit/exchange/sample-file.ts';
import { responseId, siteWithAnswers } from './answered.ts';

const survey = 'tiny';
const variable = 'why';
const ann = { id: 'ann', name: 'Ann' };
const bea = { id: 'bea', name: 'Bea' };

const price = 'It is far too dear';
const quality = 'It breaks at once';
const danger = 'Ring me on 07700 900123, it caught fire';
const both = 'Dear and it breaks';
const said = [price, quality, danger, both, '', 'it is FAR too dear!'];

interface Coded {
	readonly site: Site;
	readonly first: WaveId;
	readonly second: WaveId;
	readonly change: (wanted: WantedChange) => Promise<Awaited<ReturnType<typeof changeFrame>>>;
}

/** Two closed waves with these answers, and a frame of three codes. */
async function withFrame(...more: readonly WantedChange[]): Promise<Coded> {
	const people = said.map((why) => ({ why }));
	const { site, waves } = await siteWithAnswers([people, people]);
	const [first, second] = waves;
	if (first === undefined || second === undefined) throw new Error('there are two waves');
	let after = 0;
	const change: Coded['change'] = async (wanted) => {
		const done = await changeFrame(site, { actor: ann, survey, variable, after, wanted });
		if (done.kind === 'changed') after++;
		return done;
	};
	for (const wanted of [...adding('Price', 'Quality', 'Danger'), ...more])
		expect(await change(wanted)).toEqual({ kind: 'changed' });
	return { site, first, second, change };
}

async function next(site: Site, wave: WaveId, actor = ann) {
	const page = await codingPageOf(site, { actor, survey, variable, wave });
	if (page.kind !== 'page') throw new Error(page.kind);
	return page;
}

/** Codes everything that waits for somebody by what it says. */
async function codeAll(site: Site, wave: WaveId, actor: typeof ann, codesOf: (words: string) => readonly number[]) {
	for (;;) {
		const { answer, seen } = await next(site, wave, actor);
		if (answer === null) return;
		const codes = codesOf(answer.words);
		const given = { codes, none: codes.length === 0, seen, alike: false, response: answer.id };
		expect(await saveCoding(site, { ...given, actor, survey, variable, wave })).toEqual({ kind: 'saved', answers: 1 });
	}
}

const usual = (words: string) => [
	...(/dear/i.test(words) ? [1] : []),
	...(/breaks/.test(words) ? [2] : []),
	...(/fire/.test(words) ? [3] : []),
];

async function countsOf(site: Site, wave: WaveId) {
	const list = await codingListOf(site, { survey });
	return list?.questions[0]?.waves.find(({ id }) => id === wave)?.counts;
}

async function columnsOf(site: Site, wave: string): Promise<Record<string, number[]>> {
	const request = { survey, waves: [wave], where: [], text: false, by: 'Ann' } as const;
	const prepared = await prepareExport(site, request);
	if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
	return Object.fromEntries(
		prepared.file.columns.flatMap(({ name, data }) =>
			name.startsWith('why_') && data.kind === 'code' ? [[name, [...data.codes]]] : [],
		),
	);
}

async function trendOfCode(site: Site, name: string) {
	const answer = await trendOf(site, { survey, subject: { kind: 'variable', name } });
	if (answer.kind !== 'trend') throw new Error(answer.kind);
	const series = answer.report.measures[0]?.series.find(({ group }) => group?.code === 1);
	return series?.points ?? [];
}

function sharesIn(points: Awaited<ReturnType<typeof trendOfCode>>): (number | string)[] {
	return points.map(({ estimate }) => (estimate.kind === 'estimate' ? estimate.value : estimate.reason));
}

describe('two people code the answers of a wave', () => {
	it('each without seeing what the other gave; where they differ it is agreed on by name; then it counts everywhere', async () => {
		const { site, first } = await withFrame();
		expect(await countsOf(site, first)).toEqual({ answers: 5, coded: 0, unread: 0, oneOfTwo: 0, differ: 0 });
		await codeAll(site, first, ann, usual);
		expect(await countsOf(site, first)).toMatchObject({ coded: 0, oneOfTwo: 5 });
		expect(await columnsOf(site, 'Wave 1')).toMatchObject({ why_c1: [-2, -2, -2, -2, -1, -2] });

		const blind = await next(site, first, bea);
		expect(JSON.stringify(blind)).not.toContain('Ann');
		expect(blind).toMatchObject({ done: 0, left: 5, answer: { given: null, before: null } });
		// Bea sees no price in what both is.
		await codeAll(site, first, bea, (words) => (words === both ? [2] : usual(words)));
		expect(await countsOf(site, first)).toMatchObject({ coded: 4, oneOfTwo: 0, differ: 1 });
		expect((await next(site, first, { id: 'cal', name: 'Cal' })).left).toBe(0);

		const page = await comparisonOfCodings(site, { survey, variable, wave: first });
		expect(page?.pairs).toHaveLength(1);
		expect(page?.pairs[0]?.agreement).toMatchObject({
			n: 5,
			alike: 0.8,
			codes: [{ code: 1, first: 3, second: 2 }, {}, {}],
		});
		expect(page?.differences.map(({ words, sides }) => [words, sides.map(({ codes }) => codes)])).toEqual([
			[both, [[1, 2], [2]]],
		]);
		const response = page?.differences[0]?.id ?? '';
		const agree = (codes: readonly number[], more = {}) =>
			agreeOn(site, {
				actor: bea,
				survey,
				variable,
				wave: first,
				response,
				codes,
				none: false,
				seen: 3,
				alike: false,
				...more,
			});
		expect(await agree([])).toEqual({ kind: 'nothing-chosen' });
		expect(await agree([1], { none: true })).toEqual({ kind: 'none-and-codes' });
		expect(await agree([9])).toEqual({ kind: 'frame-changed' });
		expect(await agree([1], { response: responseId(2, 0) })).toEqual({ kind: 'not-compared' });
		expect(await agree([1, 2])).toEqual({ kind: 'agreed' });
		const after = await comparisonOfCodings(site, { survey, variable, wave: first });
		expect(after).toMatchObject({
			differences: [],
			agreedInAll: 1,
			agreed: [{ agreed: { codes: [1, 2], by: 'Bea' } }],
		});
		// Who differed has differed: agreeing changes no kappa.
		expect(after?.pairs[0]?.agreement.alike).toBe(0.8);

		expect(await columnsOf(site, 'Wave 1')).toEqual({
			why_c1: [1, 0, 0, 1, -1, 1],
			why_c2: [0, 1, 0, 1, -1, 0],
			why_c3: [0, 0, 1, 0, -1, 0],
		});
		const sides = { survey, wave: first, rows: ['why_c1'], columns: ['one'], layer: [], at: undefined } as const;
		const shown = { show: 'count', compare: 'none', intervals: false, sort: null } as const;
		const table = await crosstabOf(site, { ...sides, ...shown, rowNets: [], columnNets: [], from: 0, across: 0 });
		expect(JSON.stringify(table)).toContain('Mentioned');
		expect(sharesIn(await trendOfCode(site, 'why_c1'))).toEqual([expect.closeTo(0.6, 12), 'not-asked']);
		const [packed] = await packedWaves(site, { survey, subject: { kind: 'variable', name: 'why_c1' } });
		expect(packed?.dataset.columns.has('why_c1')).toBe(true);

		const deeds = await listAudit(site.storage.reader, { survey, action: 'coding.', limit: 20 });
		expect(deeds.map(({ action, byName }) => [action, byName])).toContainEqual(['coding.agreed', 'Bea']);
		expect(JSON.stringify(deeds)).not.toContain('dear');
	});

	it('agree on answers of the very same words at once, where they want to', async () => {
		const { site, first } = await withFrame();
		await codeAll(site, first, ann, usual);
		await codeAll(site, first, bea, () => [3]);
		const compared = () => comparisonOfCodings(site, { survey, variable, wave: first });
		const dear = (await compared())?.differences.find(({ words }) => words === price);
		expect(dear?.alike).toBe(1);
		const chosen = { response: dear?.id ?? '', codes: [1], none: false, seen: 3 };
		const by = { actor: bea, survey, variable, wave: first };
		expect(await agreeOn(site, { ...chosen, ...by, alike: true })).toEqual({ kind: 'agreed' });
		expect(await compared()).toMatchObject({ agreedInAll: 2, counts: { differ: 2 } });
	});

	it('files have the columns with their labels, may be filtered by them, and list them in the codebook', async () => {
		const { site, first } = await withFrame({ kind: 'shared', share: 0 });
		await codeAll(site, first, ann, usual);
		const wanted = {
			survey,
			waves: 'all',
			where: [{ variable: 'why_c1', codes: [1] }],
			text: false,
			by: 'Ann',
		} as const;
		const made = await makeExport(site, { ...wanted, format: 'csv', show: 'labels' });
		if (made.kind !== 'bundle') throw new Error(made.kind);
		const [data, codebook] = made.bundle.parts;
		if (data === undefined || codebook === undefined) throw new Error('data come with their codebook');
		const csv = (await gathered(data.content())).toString('utf8');
		const [head = '', ...rows] = csv.trim().split(/\r?\n/);
		expect(head).toContain('why_c1');
		expect(rows).toHaveLength(3);
		expect(rows.every((row) => row.includes('Mentioned'))).toBe(true);
		expect((await gathered(codebook.content())).toString('utf8')).toContain('why_c1');
	});

	it('nobody sees a personal detail, on the pages of the frame or of coding', async () => {
		const { site, first } = await withFrame();
		const frame = await framePageOf(site, { survey, variable, seed: 3 });
		expect(frame?.sample).toMatchObject({ of: 10 });
		expect(frame?.sample.words).toHaveLength(10);
		expect((await framePageOf(site, { survey, variable, seed: 3 }))?.sample.words).toEqual(frame?.sample.words);
		expect((await framePageOf(site, { survey, variable, seed: 4 }))?.sample.words).not.toEqual(frame?.sample.words);
		await codeAll(site, first, ann, usual);
		await codeAll(site, first, bea, () => []);
		const compared = await comparisonOfCodings(site, { survey, variable, wave: first });
		const shown = JSON.stringify([frame, compared]);
		expect(shown).toContain('it caught fire');
		expect(shown).not.toContain('900123');
	});

	it('answers of a wave that goes on are nobody’s to read', async () => {
		const { site, first } = await withFrame();
		await changeWave(site.storage.writer, {
			id: first,
			change: (wave) => ({ ...wave, state: 'open', closesOn: null }),
		});
		expect(await codingPageOf(site, { actor: ann, survey, variable, wave: first })).toEqual({ kind: 'goes-on' });
		expect(await countsOf(site, first)).toBeNull();
		expect((await framePageOf(site, { survey, variable, seed: 1 }))?.sample.of).toBe(5);
	});
});

describe('what a coder gives', () => {
	it('is a code, or that none fits, of the frame as it stood; others’ answers are not theirs to change', async () => {
		const { site, first, change } = await withFrame();
		const { answer } = await next(site, first);
		const save = (codes: readonly number[], more = {}) =>
			saveCoding(site, {
				...{ actor: ann, survey, variable, wave: first, response: answer?.id ?? '', codes, none: false, seen: 3 },
				...{ alike: false, ...more },
			});
		expect(await save([])).toEqual({ kind: 'nothing-chosen' });
		expect(await save([1], { none: true })).toEqual({ kind: 'none-and-codes' });
		expect(await save([7])).toEqual({ kind: 'frame-changed' });
		expect(await save([1], { seen: 9 })).toEqual({ kind: 'frame-changed' });
		expect(await save([1], { response: responseId(1, 4) })).toEqual({ kind: 'not-waiting' });
		expect(await save([1], { wave: 'tiny.9' })).toEqual({ kind: 'unknown' });
		// Somebody merges the code while it is being given: it is given by the frame that its coder saw, and followed.
		await change({ kind: 'merged', from: [1], into: 2 });
		expect(await save([1])).toEqual({ kind: 'saved', answers: 1 });
		expect(await save([1], { seen: 4 })).toEqual({ kind: 'frame-changed' });
		expect(await save([], { none: true, seen: 4 })).toEqual({ kind: 'saved', answers: 1 });
		expect(await save([2], { actor: bea, seen: 4 })).toEqual({ kind: 'saved', answers: 1 });
		expect(await save([2], { seen: 4 })).toEqual({ kind: 'not-waiting' });
		const stored = await listCodings(site.storage.reader, { wave: first, variable });
		expect(stored.map(({ coder, coding }) => [coder, coding.codes]).toSorted()).toEqual([
			['ann', []],
			['bea', [2]],
		]);
	});

	it('can be given to all answers of the very same words at once, and is offered when they come again', async () => {
		const { site, first } = await withFrame({ kind: 'shared', share: 0 });
		let page = await next(site, first);
		while (page.answer !== null && !/too dear/i.test(page.answer.words)) {
			const one = { response: page.answer.id, codes: [2], none: false, seen: page.seen, alike: true };
			expect(await saveCoding(site, { ...one, actor: ann, survey, variable, wave: first })).toMatchObject({
				answers: 1,
			});
			page = await next(site, first);
		}
		expect(page.answer).toMatchObject({ alike: 1, before: null });
		const one = { response: page.answer?.id ?? '', codes: [1], none: false, seen: page.seen };
		const by = { actor: ann, survey, variable, wave: first };
		expect(await saveCoding(site, { ...one, ...by, alike: false })).toEqual({ kind: 'saved', answers: 1 });
		while (page.answer !== null && !/too dear/i.test((page = await next(site, first)).answer?.words ?? 'too dear')) {
			const other = { response: page.answer?.id ?? '', codes: [2], none: false, seen: page.seen, alike: true };
			await saveCoding(site, { ...other, ...by });
		}
		expect(page.answer).toMatchObject({ alike: 0, before: [1] });
	});
});

describe('a frame that is carried from wave to wave', () => {
	async function codedTwice(): Promise<Coded> {
		const coded = await withFrame({ kind: 'shared', share: 0 });
		await codeAll(coded.site, coded.first, ann, usual);
		await codeAll(coded.site, coded.second, ann, usual);
		return coded;
	}
	const isBroken = async (site: Site, name: string) => {
		return JSON.stringify(await trendOfCode(site, name)).includes('to be read again');
	};

	it('keeps its trends when a code is renamed or merged: all waves follow', async () => {
		const { site, change } = await codedTwice();
		expect(await isBroken(site, 'why_c1')).toBe(false);
		await change({ kind: 'described', code: 1, label: 'Cost', description: '', net: '', meaning: 'same' });
		await change({ kind: 'merged', from: [1], into: 2 });
		expect(await isBroken(site, 'why_c2')).toBe(false);
		expect(await columnsOf(site, 'Wave 2')).toEqual({
			why_c2: [1, 1, 0, 1, -1, 1],
			why_c3: [0, 0, 1, 0, -1, 0],
		});
		const answer = await trendOf(site, { survey, subject: { kind: 'variable', name: 'why_c1' } });
		expect(answer).toEqual({ kind: 'unknown-variable', variable: 'why_c1' });
	});

	it('says which wave has to be read again after a split, and has the trend back once both are', async () => {
		const { site, first, second, change } = await codedTwice();
		await change({ kind: 'split', code: 1, into: parts('Too dear', 'Bad value') });
		expect(await countsOf(site, first)).toMatchObject({ coded: 5, unread: 3 });
		expect(await columnsOf(site, 'Wave 1')).toMatchObject({ why_c4: [-2, 0, 0, -2, -1, -2] });
		expect(await isBroken(site, 'why_c4')).toBe(true);
		expect(await isBroken(site, 'why_c2')).toBe(false);
		const split = (words: string) => [
			...(/dear/i.test(words) ? [4] : []),
			...usual(words).filter((code) => code !== 1),
		];
		const { answer, left } = await next(site, first);
		expect(left).toBe(3);
		expect(answer?.unread).toEqual([4, 5]);
		await codeAll(site, first, ann, split);
		const half = JSON.stringify(await trendOfCode(site, 'why_c4'));
		expect(half).toContain('Wave 2: 3 coded answers have to be read again');
		expect(half).not.toContain('Wave 1: ');
		await codeAll(site, second, ann, split);
		expect(await isBroken(site, 'why_c4')).toBe(false);
		expect(await columnsOf(site, 'Wave 2')).toMatchObject({ why_c4: [1, 0, 0, 1, -1, 1], why_c5: [0, 0, 0, 0, -1, 0] });
	});

	it('asks that answers be read for a code that came later, or that their coder says none is about it', async () => {
		const { site, first, second, change } = await codedTwice();
		await change({ kind: 'added', label: 'Other', description: '', net: '' });
		expect(await isBroken(site, 'why_c4')).toBe(true);
		const { later, left } = await next(site, first);
		expect([left, later?.answers, later?.codes.map(({ code }) => code)]).toEqual([5, 5, [4]]);
		for (const wave of [first, second])
			expect(await confirmLater(site, { actor: ann, survey, variable, wave, seen: 5 })).toEqual({
				...{ kind: 'confirmed', answers: 5 },
			});
		expect(await confirmLater(site, { actor: ann, survey, variable, wave: first, seen: 4 })).toEqual({
			kind: 'frame-changed',
		});
		expect(await isBroken(site, 'why_c4')).toBe(false);
		expect(await columnsOf(site, 'Wave 1')).toMatchObject({ why_c1: [1, 0, 0, 1, -1, 1], why_c4: [0, 0, 0, 0, -1, 0] });
	});

	it('breaks the trend of a code that gets a new meaning, and of what is derived from it, until answers are read for it', async () => {
		const { site, first, change } = await codedTwice();
		const label = { en: 'Any' };
		const net = {
			kind: 'net',
			label,
			sources: ['why_c1', 'why_c3'],
			codes: [1],
			yes: label,
			no: { en: 'None' },
		} as const;
		const definition = { ...net, sources: [...net.sources], codes: [...net.codes] };
		const defined = await defineVariable(site, { survey, name: 'any_reason', basedOn: 0, definition, actor: ann });
		expect(defined).toEqual({ kind: 'saved', version: 1 });
		expect(await isBroken(site, 'any_reason')).toBe(false);
		const taken = await defineVariable(site, { survey, name: 'why_c2', basedOn: 0, definition, actor: ann });
		expect(taken).toEqual({ kind: 'refused', problems: [{ kind: 'name-taken' }] });
		await change({ kind: 'described', code: 1, label: 'Thrift', description: '', net: '', meaning: 'new' });
		expect(await isBroken(site, 'why_c1')).toBe(true);
		expect(await isBroken(site, 'any_reason')).toBe(true);
		const { later } = await next(site, first);
		expect(later).toBeNull();
	});

	it('is changed by one person at a time', async () => {
		const { site } = await withFrame();
		const wanted = { kind: 'retired', code: 1 } as const;
		const change = (after: number) => changeFrame(site, { actor: bea, survey, variable, after, wanted });
		expect(await change(2)).toEqual({ kind: 'changed-meanwhile' });
		expect(await change(3)).toEqual({ kind: 'changed' });
		expect(await change(4)).toEqual({ kind: 'refused', problem: { kind: 'unknown-code', code: 1 } });
		expect(await changeFrame(site, { actor: bea, survey, variable: 'one', after: 0, wanted })).toEqual({
			kind: 'unknown-question',
		});
	});
});
