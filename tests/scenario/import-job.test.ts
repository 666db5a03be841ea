import { expect, it, onTestFinished } from 'vitest';
import { closeSite } from '#server/site.ts';
import type { Site } from '#server/site.ts';
import { insertVersions } from '#server/storage/index.ts';
import { bringInDraft } from '#server/workflows/imports/bring-in-draft.ts';
import { changeDraft } from '#server/workflows/imports/change-draft.ts';
import { draftPageOf } from '#server/workflows/imports/draft-page.ts';
import { beginJob } from '#server/workflows/imports/jobs.ts';
import { receiveFile } from '#server/workflows/imports/receive-file.ts';
import { throwAwayDraft } from '#server/workflows/imports/throw-away.ts';
import { storedVersionOf } from '#server/workflows/load-surveys.ts';
import { asks, tiny } from './instruments/tiny.ts';
import { siteIn } from './mail-site-settings.ts';
import { openTestSite } from './site.ts';

const survey = 'ages';
const actor = { id: 'ann', name: 'Ann Analyst' };
const instrument = tiny(survey, [
	asks({ id: 'age', kind: 'number', text: { en: 'Age?', gd: 'Aois?' }, least: 18, most: 99, required: false }),
]);
const second = 1000;

/** A file that is lined up, and two workers of the server that have it before them; `pass` moves the clock of the second. */
async function twoWorkers() {
	const { site: one, folder } = await openTestSite();
	let now = one.clock.now().getTime();
	const clock = { now: () => new Date(now), today: () => '2026-03-02' };
	const other = await siteIn(folder, {}, clock);
	onTestFinished(() => closeSite(other));
	await insertVersions(one.storage.writer, { versions: [storedVersionOf(instrument)] });
	const bytes = Buffer.from(`age\n${Array.from({ length: 40 }, (_, at) => 20 + at).join('\n')}\n`);
	const received = await receiveFile(one, { survey, fileName: 'ages.csv', bytes, actor });
	if (received.kind !== 'received') throw new Error(received.kind);
	const { id } = received;
	const typed = {
		...{ one: { label: '2024', closedOn: '2024-12-31' }, mode: 'web', sampleType: 'probability' },
		variables: new Map([['age', { verdict: 'identical' }]]),
	};
	expect(await changeDraft(one, { survey, id, typed })).toEqual({ kind: 'saved' });
	return { one, other, at: { survey, id }, pass: (milliseconds: number) => void (now += milliseconds) };
}

async function jobShown(site: Site, at: { survey: string; id: string }) {
	const page = await draftPageOf(site, at);
	return page.kind === 'open' ? page.job : page.kind;
}

it('two workers that are asked in the same moment begin it once', async () => {
	const { one, other, at } = await twoWorkers();
	const both = await Promise.all([one, other].map((site) => bringInDraft(site, { ...at, actor })));
	expect(both.map(({ kind }) => kind).toSorted()).toEqual(['begun', 'under-way']);
	for (const begun of both) if (begun.kind === 'begun') await begun.finished;
	expect(await jobShown(one, at)).toBe('closed');
});

it('a file that a worker brings in is under way at every other, until the worker is lost: then it came to nothing, and another brings it in', async () => {
	const { one, other, at, pass } = await twoWorkers();
	// The worker dies right after this.
	expect(await beginJob(one, { id: at.id, all: 40 })).toBe(true);
	pass(59 * second);
	expect(await jobShown(other, at)).toMatchObject({ kind: 'reading', done: 0, all: 40 });
	expect(await bringInDraft(other, { ...at, actor })).toEqual({ kind: 'under-way' });
	expect(await throwAwayDraft(other, { ...at, actor })).toEqual({ kind: 'under-way' });
	expect(await changeDraft(other, { ...at, typed: { variables: new Map() } })).toEqual({ kind: 'under-way' });
	pass(2 * second);
	expect(await jobShown(other, at)).toMatchObject({ kind: 'failed' });
	const begun = await bringInDraft(other, { ...at, actor });
	if (begun.kind !== 'begun') throw new Error(begun.kind);
	await begun.finished;
	expect(await jobShown(one, at)).toBe('closed');
});
