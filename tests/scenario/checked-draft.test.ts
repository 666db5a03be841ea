import { expect, it } from 'vitest';
import { checkedDraft, editDraft, startDraft } from '#server/workflows/authoring/index.ts';
import { openWave } from '../../src/lib/server/workflows/open-wave.ts';
import { routed } from './instruments/routed.ts';
import { story } from './story.ts';

const actor = { id: 'u1', name: 'Somebody' };

it('a draft is checked once for each revision, and anew when it is changed or a wave has asked its survey', async () => {
	const { site } = await story(routed).closeWave();
	const started = await startDraft(site, {
		actor,
		survey: 'routed',
		source: { kind: 'version', survey: 'routed', version: 1 },
	});
	if (started.kind !== 'started') throw new Error(started.kind);
	const { draft } = started;
	const first = await checkedDraft(site, draft);
	expect(first.checked.trend).toMatchObject({ kind: 'cost' });
	expect((await checkedDraft(site, draft)).checked).toBe(first.checked);

	const edits = [{ kind: 'set', place: 'title/en', value: '' }] as const;
	const edited = await editDraft(site, { actor, id: draft.id, revision: draft.revision, edits });
	if (edited.kind !== 'edited') throw new Error(edited.kind);
	const second = await checkedDraft(site, edited.draft);
	expect(second.checked.problems.length).toBeGreaterThan(first.checked.problems.length);

	await openWave(site, { actor, survey: 'routed' });
	const third = await checkedDraft(site, edited.draft);
	expect(third.fielded.waves).toHaveLength(second.fielded.waves.length + 1);
	expect(third.checked).not.toBe(second.checked);
});
