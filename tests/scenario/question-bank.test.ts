import { describe, expect, it } from 'vitest';
import { valueAt } from '#core/authoring/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '#server/site.ts';
import { insertVersions } from '#server/storage/index.ts';
import {
	questionInBank,
	readDraft,
	searchQuestionBank,
	startDraft,
	takeQuestion,
	undo,
} from '#server/workflows/authoring/index.ts';
import { storedVersionOf } from '#server/workflows/load-surveys.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { openTestSite } from './site.ts';

const actor = { id: 'u1', name: 'First Author' };

const goods = tiny('goods', [choice('bought'), choice('why', 3, { askIf: { question: 'bought', is: 1 } })]);
const drugs = tiny('drugs', [choice('offered', 2)]);

async function published(...instruments: readonly Instrument[]): Promise<Site> {
	const { site } = await openTestSite();
	await insertVersions(site.storage.writer, { versions: instruments.map(storedVersionOf) });
	return site;
}

/** The same site on behalf of somebody with one role in one survey. */
function asked(site: Site, role: 'author' | 'fieldwork', survey: string): Site {
	const person = { id: 'u2', name: 'Second', email: 'second@example.org', session: 's', twoFactor: false };
	return { ...site, asker: { ...person, administrator: false, grants: [{ role, survey }] } };
}

const wordsFind = async (site: Site, words: string) =>
	(await searchQuestionBank(site, { search: { words }, page: 1 })).questions.map(({ id }) => id);

async function aDraft(site: Site, survey: string) {
	const started = await startDraft(site, { actor, survey, source: { kind: 'blank', title: 'Another' } });
	if (started.kind !== 'started') throw new Error(started.kind);
	return started.draft;
}

describe('the question bank', () => {
	it('has what is published and the standard items, and learns of a version and of a wave at once', async () => {
		const site = await published(goods);
		expect(await wordsFind(site, 'bought')).toEqual(['goods/bought']);
		expect(await wordsFind(site, 'offered')).toEqual([]);
		expect((await wordsFind(site, 'agree5'))[0]).toBe('standard/agree5');
		await insertVersions(site.storage.writer, { versions: [storedVersionOf(drugs)] });
		expect(await wordsFind(site, 'offered')).toEqual(['drugs/offered']);

		expect(await questionInBank(site, { id: 'goods/bought' })).toMatchObject({ uses: [{ waves: [] }], trends: [] });
		const opened = await openWave(site, { actor, survey: 'goods', label: 'Spring' });
		expect(opened.kind).toBe('opened');
		expect(await questionInBank(site, { id: 'goods/bought' })).toMatchObject({
			uses: [{ survey: 'goods', version: 1, likeness: 'same', waves: [{ label: 'Spring', simulated: false }] }],
			trends: [{ survey: 'goods', lastWave: 'Spring', completed: 0, columns: [{ name: 'bought' }] }],
		});
	});

	it('shows nobody the questions of a survey that they may not see', async () => {
		const site = await published(goods, drugs);
		const author = asked(site, 'author', 'goods');
		expect(await wordsFind(author, 'question')).toEqual(expect.arrayContaining(['goods/bought']));
		expect(await wordsFind(author, 'offered')).toEqual([]);
		expect(await questionInBank(author, { id: 'drugs/offered' })).toBeUndefined();
		expect((await searchQuestionBank(author, { search: {}, page: 1 })).surveys).toEqual([
			{ survey: 'goods', title: 'The survey goods' },
		]);
		const fieldwork = asked(site, 'fieldwork', 'goods');
		expect(await questionInBank(fieldwork, { id: 'goods/bought' })).toBeUndefined();
		expect(await questionInBank(fieldwork, { id: 'standard/sex' })).toMatchObject({ id: 'standard/sex' });
	});

	it('comes in pages, and a page past the last is the last', async () => {
		const site = await published(
			tiny(
				'long',
				Array.from({ length: 45 }, (_, at) => choice(`q${at}`)),
			),
		);
		const page = (number: number) => searchQuestionBank(site, { search: { from: 'long' }, page: number });
		expect(await page(1)).toMatchObject({ total: 45, page: 1, pages: 3 });
		expect((await page(3)).questions.map(({ id }) => id)).toEqual([40, 41, 42, 43, 44].map((at) => `long/q${at}`));
		expect((await page(99)).page).toBe(3);
	});
});

describe('a question of the bank', () => {
	const where = { list: 'sections/#questions/questions', after: '#first_question' };

	it('is added to a draft as an edit of its author’s that undo takes back', async () => {
		const site = await published(goods);
		const draft = await aDraft(site, 'another');
		const outcome = await takeQuestion(site, { actor, draft, id: 'standard/age-band', where });
		expect(outcome).toMatchObject({ kind: 'added', taken: { id: 'age_band', notes: [] } });
		const now = await readDraft(site, { id: draft.id });
		expect(valueAt(now?.document ?? null, 'questions/#age_band/item')).toBe('standard/age-band');
		expect(await undo(site, { actor, id: draft.id })).toMatchObject({ kind: 'changed' });
		const back = await readDraft(site, { id: draft.id });
		expect(back?.document).toEqual(draft.document);
	});

	it('brings its routing where what it follows was added before it, and leaves it behind otherwise', async () => {
		const site = await published(goods);
		const draft = await aDraft(site, 'another');
		const alone = await takeQuestion(site, { actor, draft, id: 'goods/why', where });
		expect(alone).toMatchObject({
			taken: { notes: [{ kind: 'routing-left', missing: ['bought'] }, { kind: 'languages-left' }] },
		});
		await undo(site, { actor, id: draft.id });
		await takeQuestion(site, { actor, draft, id: 'goods/bought', where });
		const now = (await readDraft(site, { id: draft.id })) ?? draft;
		await takeQuestion(site, { actor, draft: now, id: 'goods/why', where: { ...where, after: '#bought' } });
		const both = await readDraft(site, { id: draft.id });
		expect(valueAt(both?.document ?? null, 'questions/#why/askIf')).toEqual({ question: 'bought', is: 1 });
	});

	it('is not added twice under one id by two authors at once: the second is told', async () => {
		const site = await published(goods);
		const draft = await aDraft(site, 'another');
		await takeQuestion(site, { actor, draft, id: 'standard/sex', where });
		const second = await takeQuestion(site, { actor: { id: 'u9', name: 'Ninth' }, draft, id: 'standard/sex', where });
		expect(second).toMatchObject({ kind: 'taken', key: '#sex' });
	});

	it('is followed from then on: once published, the other survey is where it was asked', async () => {
		const site = await published(goods, tiny('other', [choice('purchased', 4, { item: 'goods/bought' })]));
		expect(await questionInBank(site, { id: 'goods/bought' })).toMatchObject({
			uses: [
				{ survey: 'goods', likeness: 'same', changes: [] },
				{
					survey: 'other',
					question: 'purchased',
					likeness: 'changed',
					changes: expect.arrayContaining([expect.stringContaining('Option 4')]),
				},
			],
		});
	});

	it.each(['bank', 'standard'])('never has its address or its name taken by a survey called %s', async (survey) => {
		const { site } = await openTestSite();
		const source = { kind: 'blank', title: 'Mine' } as const;
		expect(await startDraft(site, { actor, survey, source })).toEqual({ kind: 'not-a-name' });
	});

	it('that is not there is not added', async () => {
		const site = await published(goods);
		const draft = await aDraft(site, 'another');
		expect(await takeQuestion(site, { actor, draft, id: 'goods/nothing', where })).toEqual({
			kind: 'unknown-question',
		});
	});
});
