import { describe, expect, it } from 'vitest';
import { insertVersions } from '../../src/lib/server/storage/index.ts';
import { auditPage } from '../../src/lib/server/workflows/audit.ts';
import { addEvent, changeEvent, eventsOf, takeAwayEvent } from '../../src/lib/server/workflows/events.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { openTestSite } from '../scenario/site.ts';

const survey = 'tiny';
const campaign = {
	...{ title: ' “Spot the fake” ', startsOn: '2026-01-12', endsOn: '2026-02-20' },
	source: 'Trading Standards Scotland, https://example.org/spot',
};

const [ann, bob, cleo] = [
	{ id: 'a', name: 'Ann Analyst' },
	{ id: 'b', name: 'Bob' },
	{ id: 'c', name: 'Cleo' },
] as const;

async function siteWithSurvey() {
	const opened = await openTestSite();
	await insertVersions(opened.site.storage.writer, { versions: [storedVersionOf(tiny(survey, [choice('one')]))] });
	return opened;
}

async function added(site: Parameters<typeof addEvent>[0], typed = campaign): Promise<string> {
	const answer = await addEvent(site, { survey, id: '', typed, actor: ann });
	if (answer.kind !== 'added') throw new Error(answer.kind);
	return answer.id;
}

describe('events on the time line of a survey', () => {
	it('come back by their first day, with who recorded them and when', async () => {
		const { site } = await siteWithSurvey();
		await added(site);
		await added(site, { ...campaign, title: 'The act', startsOn: '2025-06-01', endsOn: '' });
		const events = await eventsOf(site, { survey });
		expect(events.map(({ title, endsOn }) => [title, endsOn])).toEqual([
			['The act', null],
			['“Spot the fake”', '2026-02-20'],
		]);
		expect(events[1]).toMatchObject({ createdBy: 'Ann Analyst', createdOn: '2026-03-02' });
		expect(await eventsOf(site, { survey: 'other' })).toEqual([]);
	});

	it('are changed under the name of who does, and the change is undone with what it gives back', async () => {
		const { site, goTo } = await siteWithSurvey();
		const id = await added(site);
		goTo('2026-04-01');
		const typed = { ...campaign, title: 'Another title', endsOn: '' };
		const changed = await changeEvent(site, { survey, id, typed, actor: bob });
		if (changed.kind !== 'changed') throw new Error(changed.kind);
		const [now] = await eventsOf(site, { survey });
		expect(now).toMatchObject({ title: 'Another title', endsOn: null, createdBy: 'Bob', createdOn: '2026-04-01' });
		const { title, startsOn, endsOn, source } = changed.before;
		await changeEvent(site, { survey, id, typed: { title, startsOn, endsOn: endsOn ?? '', source }, actor: cleo });
		expect((await eventsOf(site, { survey }))[0]).toMatchObject({ title: '“Spot the fake”', endsOn: '2026-02-20' });
		expect(await changeEvent(site, { survey, id: 'other', typed, actor: bob })).toEqual({ kind: 'unknown-event' });
		expect(await changeEvent(site, { survey: 'other', id, typed, actor: bob })).toEqual({ kind: 'unknown-event' });
	});

	it('are taken away and put back once, in the name of who puts them back', async () => {
		const { site } = await siteWithSurvey();
		const id = await added(site);
		expect(await takeAwayEvent(site, { survey: 'other', id, actor: bob })).toEqual({ kind: 'unknown-event' });
		expect(await takeAwayEvent(site, { survey, id, actor: bob })).toMatchObject({ kind: 'taken-away', event: { id } });
		expect(await takeAwayEvent(site, { survey, id, actor: bob })).toEqual({ kind: 'unknown-event' });
		expect(await eventsOf(site, { survey })).toEqual([]);
		const back = { survey, typed: campaign, actor: bob, id };
		expect(await addEvent(site, back)).toEqual({ kind: 'added', id });
		expect(await addEvent(site, { ...back, actor: cleo })).toEqual({ kind: 'added', id });
		expect(await eventsOf(site, { survey })).toMatchObject([{ id, createdBy: 'Bob' }]);
		const { entries } = await auditPage(site, { survey });
		expect(entries.map(({ byName, action, object }) => [byName, action, object])).toEqual([
			['Bob', 'event.added', '“Spot the fake”'],
			['Bob', 'event.taken-away', '“Spot the fake”'],
			['Ann Analyst', 'event.added', '“Spot the fake”'],
		]);
	});

	it('are refused with everything that is wrong, and without a survey', async () => {
		const { site } = await siteWithSurvey();
		const typed = { title: ' ', startsOn: '2026-02-30', endsOn: '', source: 'x'.repeat(501) };
		expect(await addEvent(site, { survey, id: '', typed, actor: ann })).toEqual({
			kind: 'refused',
			problems: [
				{ field: 'title', kind: 'missing' },
				{ field: 'startsOn', kind: 'not-a-day' },
				{ field: 'source', kind: 'too-long', most: 500 },
			],
		});
		expect(await addEvent(site, { survey: 'other', id: '', typed: campaign, actor: ann })).toEqual({
			kind: 'unknown-survey',
		});
	});
});
