import { describe, expect, it, onTestFinished } from 'vitest';
import { valueAt } from '#core/authoring/index.ts';
import type { Edit } from '#core/authoring/index.ts';
import { lint, parseInstrument } from '#core/instrument/index.ts';
import { readEnv } from '#server/env.ts';
import { closeSite, openSite } from '#server/site.ts';
import type { Site } from '#server/site.ts';
import { auditPage } from '#server/workflows/audit.ts';
import {
	discardDraft,
	editDraft,
	listStudio,
	readDraft,
	redo,
	startDraft,
	undo,
} from '#server/workflows/authoring/index.ts';
import { loadSurveys } from '#server/workflows/load-surveys.ts';
import { emptyFolder } from './sqlite.ts';

const one = { id: 'u1', name: 'First Author' };
const two = { id: 'u2', name: 'Second Author' };

async function aSite(): Promise<Site> {
	const env = readEnv({ SOUNDINGS_DATA: emptyFolder(), SOUNDINGS_LOG_LEVEL: 'silent' });
	if (env.kind === 'invalid') throw new Error(env.lines.join());
	const opened = await openSite(env.env);
	if (opened.kind === 'refused') throw new Error(opened.line);
	onTestFinished(() => closeSite(opened.site));
	return opened.site;
}

async function withDraft() {
	const site = await aSite();
	const source = { kind: 'blank', title: 'A new survey' } as const;
	const started = await startDraft(site, { actor: one, survey: 'new-survey', source });
	if (started.kind !== 'started') throw new Error(started.kind);
	return { site, id: started.draft.id };
}

const titled = (value: string, was?: string): Edit => ({
	...{ kind: 'set', place: 'title/en', value },
	...(was !== undefined && { was }),
});

async function titleOf(site: Site, id: string) {
	const draft = await readDraft(site, { id });
	return draft === undefined ? undefined : valueAt(draft.document, 'title/en');
}

describe('a draft', () => {
	it('takes a bundle of edits once, although it is sent again because its answer was lost', async () => {
		const { site, id } = await withDraft();
		const value = { id: 'more', title: { en: 'More' }, questions: [] };
		const edits: Edit[] = [{ kind: 'insert', list: 'sections', value }, titled('Sent twice', 'A new survey')];
		const sent = { actor: one, id, revision: 0, edits };
		expect(await editDraft(site, sent)).toMatchObject({ kind: 'edited', draft: { revision: 1 } });
		expect(await editDraft(site, sent)).toMatchObject({ kind: 'edited', draft: { revision: 1 } });
		expect(await editDraft(site, { ...sent, actor: two })).toMatchObject({ kind: 'taken' });
	});

	it('starts from nothing as an instrument without an error, and is on record', async () => {
		const { site, id } = await withDraft();
		const draft = await readDraft(site, { id });
		expect(draft).toMatchObject({ survey: 'new-survey', version: 1, basedOn: null, state: 'draft', revision: 0 });
		const parsed = parseInstrument(draft?.document);
		if (parsed.kind !== 'instrument') throw new Error(JSON.stringify(parsed.misfits));
		expect(lint(parsed.instrument).filter(({ severity }) => severity === 'error')).toEqual([]);
		expect((await auditPage(site, {})).entries).toMatchObject([{ action: 'draft.started', by: 'u1' }]);
		expect(await listStudio(site)).toMatchObject([{ survey: 'new-survey', title: null, drafts: [{ id }] }]);
	});

	it('starts from the last version as the next, once at a time', async () => {
		const site = await aSite();
		await loadSurveys(site, { folder: 'surveys' });
		const survey = 'counterfeit-goods';
		const source = { kind: 'version', survey, version: 2 } as const;
		const started = await startDraft(site, { actor: one, survey, source });
		if (started.kind !== 'started') throw new Error(started.kind);
		expect(started.draft).toMatchObject({ version: 3, basedOn: 2 });
		expect(parseInstrument(started.draft.document)).toMatchObject({
			kind: 'instrument',
			instrument: { version: 3, equivalences: [] },
		});
		const again = await startDraft(site, { actor: two, survey, source });
		expect(again).toEqual({ kind: 'being-written', id: started.draft.id });
		expect(await discardDraft(site, { actor: one, id: started.draft.id })).toBe(true);
		expect(await startDraft(site, { actor: two, survey, source })).toMatchObject({ kind: 'started' });
	});

	it.each([
		['a name that is none', 'New Survey!', { kind: 'blank', title: 'x' }, 'not-a-name'],
		['a version that is not there', 'x', { kind: 'version', survey: 'x', version: 1 }, 'unknown-version'],
		['a file that is a list', 'x', { kind: 'file', json: [1] }, 'unfit-file'],
		['a file that says what every object answers to', 'x', { kind: 'file', json: { constructor: {} } }, 'unfit-file'],
		[
			'a file that nests without end',
			'x',
			{ kind: 'file', json: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) },
			'unfit-file',
		],
	] as const)('does not start from %s', async (_, survey, source, kind) => {
		expect(await startDraft(await aSite(), { actor: one, survey, source })).toMatchObject({ kind });
	});
});

describe('two authors at once', () => {
	it('both keep what they wrote in different places, and each is told of the other', async () => {
		const { site, id } = await withDraft();
		await editDraft(site, { actor: one, id, revision: 0, edits: [titled('Mine', 'A new survey')] });
		const edits: Edit[] = [{ kind: 'set', place: 'questions/#first_question/text/en', value: 'Theirs?' }];
		const second = await editDraft(site, { actor: two, id, revision: 0, edits });
		expect(second).toMatchObject({
			kind: 'edited',
			draft: { revision: 2 },
			others: [{ byName: 'First Author', revision: 1 }],
		});
		expect(await titleOf(site, id)).toBe('Mine');
	});

	it('do not overwrite each other in the same place: the second is told what stands there and by whom', async () => {
		const { site, id } = await withDraft();
		await editDraft(site, { actor: one, id, revision: 0, edits: [titled('Mine', 'A new survey')] });
		const second = await editDraft(site, { actor: two, id, revision: 0, edits: [titled('Theirs', 'A new survey')] });
		expect(second).toMatchObject({
			kind: 'conflict',
			place: 'title/en',
			now: 'Mine',
			others: [{ byName: 'First Author' }],
		});
		expect(await titleOf(site, id)).toBe('Mine');
	});
});

describe('undo and redo', () => {
	it('go back and forth through one’s own changes and leave those of others', async () => {
		const { site, id } = await withDraft();
		const edit = (actor: typeof one, edits: Edit[]) => editDraft(site, { actor, id, revision: 0, edits });
		await edit(one, [titled('A')]);
		await edit(two, [{ kind: 'set', place: 'summary/en', value: 'Theirs' }]);
		await edit(one, [titled('B')]);
		const titles: unknown[] = [];
		const then = async (step: typeof undo | typeof redo, actor = one) => {
			const { kind } = await step(site, { actor, id });
			titles.push(kind === 'changed' ? await titleOf(site, id) : kind);
		};
		await then(undo);
		await then(undo);
		await then(undo);
		await then(redo);
		await then(redo);
		await then(redo);
		await then(undo);
		expect(titles).toEqual(['A', 'A new survey', 'nothing-to-undo', 'A', 'B', 'nothing-to-redo', 'A']);
		await edit(one, [titled('C')]);
		expect(await redo(site, { actor: one, id })).toEqual({ kind: 'nothing-to-redo' });
		expect(await undo(site, { actor: one, id })).toMatchObject({ kind: 'changed' });
		expect(await titleOf(site, id)).toBe('A');
		const draft = await readDraft(site, { id });
		expect(valueAt(draft?.document ?? null, 'summary/en')).toBe('Theirs');
	});

	it('stop where somebody else has built on the change', async () => {
		const { site, id } = await withDraft();
		await editDraft(site, { actor: one, id, revision: 0, edits: [titled('A')] });
		await editDraft(site, { actor: two, id, revision: 1, edits: [titled('B', 'A')] });
		expect(await undo(site, { actor: one, id })).toMatchObject({ kind: 'conflict', now: 'B' });
	});
});
