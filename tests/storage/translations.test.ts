import { expect, it, onTestFinished } from 'vitest';
import type { Edit, WordPair } from '#core/authoring/index.ts';
import { progressOf } from '#core/authoring/index.ts';
import { readEnv } from '#server/env.ts';
import { closeSite, openSite } from '#server/site.ts';
import { auditPage } from '#server/workflows/audit.ts';
import {
	completeLanguage,
	draftUnderReview,
	editDraft,
	readDraft,
	reviewTranslation,
	startDraft,
	translationOf,
	undo,
} from '#server/workflows/authoring/index.ts';
import type { DraftSource } from '#server/workflows/authoring/index.ts';
import { loadSurveys } from '#server/workflows/load-surveys.ts';
import { emptyFolder } from './sqlite.ts';

const author = { id: 'u1', name: 'An Author' };
const speaker = { id: 'u2', name: 'A Speaker' };
const language = 'gd';
const blank = { kind: 'blank', title: 'A new survey' } as const;

async function translating(source: DraftSource = blank, survey = 'new-survey') {
	const env = readEnv({ SOUNDINGS_DATA: emptyFolder(), SOUNDINGS_LOG_LEVEL: 'silent' });
	if (env.kind === 'invalid') throw new Error(env.lines.join());
	const opened = await openSite(env.env);
	if (opened.kind === 'refused') throw new Error(opened.line);
	const { site } = opened;
	onTestFinished(() => closeSite(site));
	if (source.kind === 'version') await loadSurveys(site, { folder: 'surveys' });
	const started = await startDraft(site, { actor: author, survey, source });
	if (started.kind !== 'started') throw new Error(started.kind);
	const { id } = started.draft;
	const draft = async () => (await readDraft(site, { id }))!;
	const texts = async () => translationOf(site, { draft: await draft(), language });
	return {
		site,
		id,
		draft,
		texts,
		text: async (place: string) => (await texts()).find((one) => one.place === place),
		edit: async (...edits: Edit[]) => {
			const edited = await editDraft(site, { actor: author, id, revision: 0, edits });
			if (edited.kind !== 'edited') throw new Error(edited.kind);
		},
		review: async (seen: readonly WordPair[], right = true) =>
			reviewTranslation(site, { actor: speaker, draft: await draft(), language, seen, right }),
		complete: async () => completeLanguage(site, { actor: author, draft: await draft(), language }),
	};
}

const set = (place: string, value: string): Edit => ({ kind: 'set', place, value });
const gaelic: Edit = { kind: 'insert', list: 'languages', value: { code: 'gd', status: 'draft' } };

it('A translation is missing, then made, reviewed, and stale once its source has changed', async () => {
	const { edit, text, review, site } = await translating();
	await edit(gaelic);
	expect(await text('title')).toMatchObject({ state: 'missing', source: 'A new survey', target: null });
	await edit(set('title/gd', 'Suirbhidh'));
	expect(await text('title')).toMatchObject({ state: 'unreviewed' });
	expect(await review([(await text('title'))!])).toEqual({ marked: 1, changed: 0, own: 0 });
	expect(await text('title')).toMatchObject({ state: 'reviewed', reviewedBy: 'A Speaker' });
	expect((await auditPage(site, {})).entries[0]).toMatchObject({ action: 'translation.reviewed', by: 'u2' });
	await edit(set('title/en', 'A newer survey'));
	expect(await text('title')).toMatchObject({ state: 'stale', sourceWas: 'A new survey' });
	await edit(set('title/gd', 'Suirbhidh ùr'));
	expect(await text('title')).toMatchObject({ state: 'unreviewed', sourceWas: null });
});

it('A review is of the very words that were seen: of others it says nothing, and it can be taken back', async () => {
	const { edit, text, review, site, id } = await translating();
	await edit(gaelic, set('title/gd', 'Suirbhidh'));
	const seen = (await text('title'))!;
	await edit(set('title/gd', 'Suirbhidh eile'));
	expect(await review([seen])).toEqual({ marked: 0, changed: 1, own: 0 });
	await review([(await text('title'))!]);
	await undo(site, { actor: author, id });
	expect(await text('title')).toMatchObject({ target: 'Suirbhidh', state: 'unreviewed' });
	await review([(await text('title'))!]);
	await review([(await text('title'))!], false);
	expect(await text('title')).toMatchObject({ state: 'unreviewed', reviewedBy: null });
});

it('Nobody reviews words of their own, typed alone or within a question that they added', async () => {
	const { edit, text, texts, site, id, draft } = await translating();
	await edit(gaelic);
	const by = async (actor: typeof author, place: string) => {
		const seen = [(await text(place))!];
		return reviewTranslation(site, { actor, draft: await draft(), language, seen, right: true });
	};
	const write = (actor: typeof author, ...edits: Edit[]) => editDraft(site, { actor, id, revision: 0, edits });
	await write(author, set('title/gd', 'Suirbhidh'));
	expect(await by(author, 'title')).toEqual({ marked: 0, changed: 0, own: 1 });
	expect(await text('title')).toMatchObject({ state: 'unreviewed', reviewedBy: null });
	expect(await by(speaker, 'title')).toEqual({ marked: 1, changed: 0, own: 0 });

	await write(speaker, set('title/gd', 'Suirbhidh eile'));
	expect(await by(speaker, 'title')).toMatchObject({ marked: 0, own: 1 });
	expect(await by(author, 'title')).toMatchObject({ marked: 1, own: 0 });
	// The author's own words again, although another took the change back that had replaced them.
	await undo(site, { actor: speaker, id });
	expect(await by(author, 'title')).toMatchObject({ marked: 0, own: 1 });
	expect(await by(speaker, 'title')).toMatchObject({ marked: 1, own: 0 });

	const section = { id: 'more', title: { en: 'More', gd: 'Barrachd' }, questions: [] };
	await write(author, { kind: 'insert', list: 'sections', value: section });
	const place = (await texts()).find(({ target }) => target === 'Barrachd')?.place ?? '';
	expect(await by(author, place)).toMatchObject({ marked: 0, own: 1 });
	expect(await by(speaker, place)).toMatchObject({ marked: 1, own: 0 });
});

it('A language is complete only when nothing is missing, stale or unreviewed, and is found out when that changes', async () => {
	const { edit, texts, review, complete, draft, site } = await translating();
	await edit(gaelic);
	const all = await texts();
	await edit(...all.map(({ place, source }) => set(`${place}/gd`, `GD ${source}`)));
	expect(await complete()).toMatchObject({ kind: 'unfinished', progress: { missing: 0, unreviewed: all.length } });
	await review(await texts());
	expect((await complete()).kind).toBe('edited');
	const errors = async () => (await draftUnderReview(site, { draft: await draft() })).errors;
	expect(await errors()).toEqual([]);
	await edit(set('summary/en', 'Something else.'));
	expect(await errors()).toMatchObject([{ place: 'language "gd"' }]);
});

it('A draft from a version knows which texts its source has left behind', async () => {
	const source = { kind: 'version', survey: 'counterfeit-goods', version: 2 } as const;
	const { edit, texts, text, draft, site } = await translating(source, 'counterfeit-goods');
	const before = progressOf((await texts()).map(({ state }) => state));
	expect(before).toMatchObject({ stale: 0, missing: 0, unreviewed: before.texts });
	await edit(set('closing/en', 'Thanks a lot.'));
	expect(await text('closing')).toMatchObject({ state: 'stale' });
	expect((await text('closing'))?.sourceWas).not.toBeNull();
	await edit(set('languages/#gd/status', 'complete'));
	expect((await draftUnderReview(site, { draft: await draft() })).errors).not.toEqual([]);
});
