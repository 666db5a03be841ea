import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instrumentFile } from '#exchange/instrument-file.ts';
import { commandLine } from '#server/on-record.ts';
import type { Site } from '#server/site.ts';
import { findStoredVersion, insertVersions } from '#server/storage/index.ts';
import { auditPage } from '#server/workflows/audit.ts';
import {
	draftUnderReview,
	editDraft,
	handOver,
	listStudio,
	publishVersion,
	readDraft,
	reviewDraft,
	startDraft,
	takeDraftBack,
} from '#server/workflows/authoring/index.ts';
import { loadSurveys, storedVersionOf } from '#server/workflows/load-surveys.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import { readInstrument } from '#server/workflows/list-surveys.ts';
import { startInterview } from '#server/workflows/start-interview.ts';
import { openTestSite } from '../scenario/site.ts';
import { emptyFolder } from './sqlite.ts';

const author = { id: 'u1', name: 'First Author' };
const second = { id: 'u2', name: 'Second Author' };
const reviewer = { id: 'u3', name: 'A Reviewer' };

async function withDraft() {
	const { site } = await openTestSite();
	const source = { kind: 'blank', title: 'A new survey' } as const;
	const started = await startDraft(site, { actor: author, survey: 'new-survey', source });
	if (started.kind !== 'started') throw new Error(started.kind);
	const { id } = started.draft;
	const title = (value: string, actor = author) =>
		editDraft(site, { actor, id, revision: 0, edits: [{ kind: 'set', place: 'title/en', value }] });
	return { site, id, title, draft: () => readDraft(site, { id }) };
}

const handed = (site: Site, id: string, revision = 0) => handOver(site, { actor: author, id, revision });
const reviewed = (site: Site, id: string, more: Partial<Parameters<typeof reviewDraft>[1]> = {}) =>
	reviewDraft(site, { actor: reviewer, id, revision: 0, verdict: 'approved', words: '', agreed: [], ...more });

describe('the review of a draft', () => {
	it('leads from being written over approval to a version, each step on record', async () => {
		const { site, id, draft } = await withDraft();
		expect(await handed(site, id)).toEqual({ kind: 'moved' });
		expect(await reviewed(site, id)).toEqual({ kind: 'reviewed' });
		expect(await draft()).toMatchObject({ state: 'approved' });
		expect(await publishVersion(site, { actor: author, id })).toEqual({ kind: 'published', version: 1 });
		expect(await draft()).toMatchObject({ state: 'published' });
		expect(await listStudio(site)).toMatchObject([{ survey: 'new-survey', versions: [{ version: 1 }], drafts: [] }]);
		const { entries } = await auditPage(site, {});
		expect(entries.map(({ action, by }) => `${action} ${by}`)).toEqual([
			'version.published u1',
			'draft.approved u3',
			'draft.handed-over u1',
			'draft.started u1',
		]);
		expect(await publishVersion(site, { actor: author, id })).toEqual({ kind: 'not-approved' });
	});

	it('refuses to hand over a draft with an error, and says where', async () => {
		const { site, id } = await withDraft();
		await editDraft(site, { actor: author, id, revision: 0, edits: [{ kind: 'set', place: 'languages', value: [] }] });
		expect(await handed(site, id, 1)).toMatchObject({ kind: 'faulty', errors: [{ place: 'languages' }] });
	});

	it('refuses a draft that says it is another survey or version', async () => {
		const { site, id } = await withDraft();
		await editDraft(site, { actor: author, id, revision: 0, edits: [{ kind: 'set', place: 'version', value: 7 }] });
		expect(await handed(site, id, 1)).toMatchObject({
			kind: 'faulty',
			errors: [{ message: expect.stringContaining('version 7 of new-survey') }],
		});
	});

	it('is by another person than anybody who wrote any of it', async () => {
		const { site, id, title } = await withDraft();
		await title('By the second', second);
		await handed(site, id, 1);
		for (const actor of [author, second]) {
			expect(await reviewed(site, id, { actor, revision: 1 }), actor.name).toEqual({ kind: 'own-work' });
		}
		expect(await reviewed(site, id, { revision: 1 })).toEqual({ kind: 'reviewed' });
	});

	it('wants changes in words, after which the draft is written on', async () => {
		const { site, id, title } = await withDraft();
		await handed(site, id);
		expect(await title('Sneaked in')).toMatchObject({ kind: 'not-open', state: 'in-review' });
		expect(await reviewed(site, id, { verdict: 'changes-wanted' })).toEqual({ kind: 'no-words' });
		expect(await reviewed(site, id, { verdict: 'changes-wanted', words: 'The title.' })).toEqual({ kind: 'reviewed' });
		expect(await title('A better one')).toMatchObject({ kind: 'edited' });
	});

	it('is void after any change: what was taken back and changed has to be approved anew', async () => {
		const { site, id, title, draft } = await withDraft();
		await handed(site, id);
		await reviewed(site, id);
		expect(await takeDraftBack(site, { actor: author, id })).toEqual({ kind: 'moved' });
		await title('Changed after approval');
		expect(await publishVersion(site, { actor: author, id })).toEqual({ kind: 'not-approved' });
		expect(await handed(site, id, 0)).toEqual({ kind: 'not-as-seen' });
		await handed(site, id, 1);
		expect(await reviewed(site, id, { revision: 0 })).toEqual({ kind: 'not-as-seen' });
		expect(await publishVersion(site, { actor: author, id })).toEqual({ kind: 'not-approved' });
		await reviewed(site, id, { revision: 1 });
		expect(await publishVersion(site, { actor: author, id })).toMatchObject({ kind: 'published' });
		expect(await draft()).toMatchObject({ state: 'published', revision: 1 });
	});

	it('says what changes, and needs agreement to each declared equivalence', async () => {
		const { site } = await openTestSite();
		await loadSurveys(site, { folder: 'surveys' });
		const survey = 'counterfeit-goods';
		const started = await startDraft(site, { actor: author, survey, source: { kind: 'version', survey, version: 2 } });
		if (started.kind !== 'started') throw new Error(started.kind);
		const { id } = started.draft;
		const reason = 'The same thing in plainer words, as twelve people told us.';
		const declared = { variable: 'area_type', since: 2, differences: ['wording'], reason };
		const edits = [
			{ kind: 'set', place: 'questions/#area_type/text/en', value: 'What kind of place do you live in now?' },
			{ kind: 'set', place: 'questions/#sex/text/en', value: 'Which of these are you?' },
			{ kind: 'insert', list: 'equivalences', value: declared },
		] as const;
		expect(await editDraft(site, { actor: author, id, revision: 0, edits })).toMatchObject({ kind: 'edited' });
		const draft = await readDraft(site, { id });
		if (draft === undefined) throw new Error('no draft');
		const { changes, equivalences } = await draftUnderReview(site, { draft });
		expect(changes?.questions).toMatchObject([
			{ question: 'sex', kind: 'break', words: [expect.stringContaining('Which of these are you?')] },
			{ question: 'area_type', kind: 'equivalent', reasons: [reason] },
		]);
		await handed(site, id, 1);
		const agreed = equivalences.map(({ key }) => key);
		expect(await reviewed(site, id, { revision: 1 })).toEqual({ kind: 'not-agreed', variables: ['area_type'] });
		expect(await reviewed(site, id, { revision: 1, agreed })).toEqual({ kind: 'reviewed' });
		const { entries } = await auditPage(site, { action: 'draft.approved' });
		expect(JSON.parse(entries[0]?.after ?? '')).toMatchObject({ agreed: [{ variable: 'area_type', reason }] });
	});
});

describe('a version published from the studio', () => {
	async function published() {
		const made = await withDraft();
		await handed(made.site, made.id);
		await reviewed(made.site, made.id);
		await publishVersion(made.site, { actor: author, id: made.id });
		return made;
	}

	it('is asked by the next wave, and answered', async () => {
		const { site } = await published();
		const opened = await openWave(site, { actor: commandLine, survey: 'new-survey' });
		expect(opened).toMatchObject({ kind: 'opened', wave: { instrumentVersion: 1 } });
		expect(await startInterview(site, { survey: 'new-survey', language: 'en' })).toMatchObject({ kind: 'started' });
	});

	it('stands when the server starts again, with its file in the folder or without', async () => {
		const { site } = await published();
		const folder = emptyFolder();
		expect(await loadSurveys(site, { folder })).toEqual({ kind: 'loaded', added: 0 });
		const stored = await findStoredVersion(site.storage.reader, { survey: 'new-survey', version: 1 });
		mkdirSync(join(folder, 'new-survey'));
		writeFileSync(join(folder, 'new-survey/v1.json'), instrumentFile(JSON.parse(stored?.document ?? '')));
		expect(await loadSurveys(site, { folder })).toEqual({ kind: 'loaded', added: 0 });
	});

	it('is the same instrument when its file is started again elsewhere', async () => {
		const { site } = await published();
		const instrument = await readInstrument(site, { survey: 'new-survey', version: 1 });
		const stored = await findStoredVersion(site.storage.reader, { survey: 'new-survey', version: 1 });
		const json: unknown = JSON.parse(instrumentFile(JSON.parse(stored?.document ?? '')));
		const { site: elsewhere } = await openTestSite();
		const source = { kind: 'file', json } as const;
		const started = await startDraft(elsewhere, { actor: author, survey: 'new-survey', source });
		if (started.kind !== 'started') throw new Error(started.kind);
		expect((await draftUnderReview(elsewhere, started)).instrument).toEqual({
			...instrument,
			$schema: '../instrument.schema.json',
		});
		await handed(elsewhere, started.draft.id);
		await reviewed(elsewhere, started.draft.id);
		await publishVersion(elsewhere, { actor: author, id: started.draft.id });
		expect(await findStoredVersion(elsewhere.storage.reader, { survey: 'new-survey', version: 1 })).toEqual(stored);
	});

	it('never takes the place of a version that came meanwhile', async () => {
		const { site, id, draft } = await withDraft();
		await handed(site, id);
		await reviewed(site, id);
		const { instrument } = await draftUnderReview(site, { draft: (await draft()) ?? fail() });
		if (instrument === undefined) throw new Error('no instrument');
		await insertVersions(site.storage.writer, { versions: [storedVersionOf(instrument)] });
		expect(await publishVersion(site, { actor: author, id })).toEqual({ kind: 'version-exists' });
		expect(await draft()).toMatchObject({ state: 'approved' });
	});
});

function fail(): never {
	throw new Error('the draft is gone');
}
