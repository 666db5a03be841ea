import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Instrument } from '#core/instrument/index.ts';
import { insertVersions } from '#server/storage/index.ts';
import { auditPage } from '#server/workflows/audit.ts';
import { editDraft, readDraft, startDraft } from '#server/workflows/authoring/index.ts';
import { completeInterview } from '#server/workflows/complete-interview.ts';
import { storedVersionOf } from '#server/workflows/load-surveys.ts';
import { openWave } from '#server/workflows/open-wave.ts';
import {
	commentsOn,
	discardPilot,
	endPilot,
	leaveComment,
	pilotOf,
	pilotResults,
	pilotsOf,
	resolveComment,
	startPilot,
} from '#server/workflows/pilots/index.ts';
import { savePage } from '#server/workflows/save-page.ts';
import { showPage } from '#server/workflows/show-page.ts';
import { showThanks } from '#server/workflows/show-thanks.ts';
import { startInterview } from '#server/workflows/start-interview.ts';
import { sweepInterviews } from '#server/workflows/sweep-interviews.ts';
import { consenting } from './instruments/consenting.ts';
import { halves } from './instruments/halves.ts';
import { routed } from './instruments/routed.ts';
import { openTestSite } from './site.ts';
import type { TestSite } from './site.ts';

const actor = { id: 'u1', name: 'First Author' };
const wanted = { source: 'draft', label: 'With colleagues', languages: ['en', 'gd'], closesOn: '2026-03-31' } as const;

/** A pilot of a draft that holds `instrument`, its Gaelic a draft too, on a site of its own. */
async function piloted(instrument: Instrument) {
	const at = await openTestSite();
	const { site } = at;
	const languages = instrument.languages.map(({ code }) => ({ code, status: code === 'gd' ? 'draft' : 'complete' }));
	const source = { kind: 'file', json: JSON.parse(JSON.stringify({ ...instrument, languages })) } as const;
	const made = await startDraft(site, { actor, survey: instrument.survey, source });
	if (made.kind !== 'started') throw new Error(made.kind);
	const { draft } = made;
	const started = await startPilot(site, { actor, draft, wanted });
	if (started.kind !== 'started') throw new Error(started.kind);
	const [listed] = await pilotsOf(site, { draft });
	if (listed === undefined) throw new Error('the pilot is not listed');
	const token = listed.address.split('/').at(-1) ?? '';
	return { ...at, draft, pilot: listed, where: { survey: String(instrument.survey), pilot: token } };
}
type Piloted = Awaited<ReturnType<typeof piloted>>;

/** A tester who answers pages by their number, each with the fields of its form. */
async function tester({ site, where }: Pick<Piloted, 'site' | 'where'>, language = 'en') {
	const started = await startInterview(site, { ...where, language });
	if (started.kind !== 'started') throw new Error(started.kind);
	const whose = { ...where, code: started.code };
	const answer = (page: number, fields: Record<string, string>) =>
		savePage(site, { ...whose, page, version: 1, posted: new Map(Object.entries(fields).map(([k, v]) => [k, [v]])) });
	const comment = (page: number | null, words: string, id = site.random.bytes(16).toString('hex')) =>
		leaveComment(site, { ...whose, page, comment: { id, words } });
	return { whose, answer, comment, complete: () => completeInterview(site, whose) };
}

const sums = async ({ site, pilot }: Piloted) => {
	const { questions } = await pilotResults(site, { pilot });
	return questions.map(({ id, reached, answered, declined, stopped }) => [id, reached, answered, declined, stopped]);
};

/** How many rows every table holds that is not a pilot's, a draft's or the log's. */
function rowsElsewhere({ site }: TestSite): Record<string, number> {
	const { $client } = site.storage.accounts;
	const names = $client.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
	const elsewhere = names.filter((name) => !/^(pilot|draft|audit|sqlite_|settings|__drizzle)/.test(name));
	return Object.fromEntries(
		elsewhere.map((name) => [name, Number($client.prepare(`select count(*) from "${name}"`).pluck().get())]),
	);
}

describe('a pilot', () => {
	it('asks what the draft was when it began, however the draft is changed', async () => {
		const told = await piloted(routed);
		const edits = [{ kind: 'set', place: 'questions/#use/text/en', value: 'Changed since?' }] as const;
		const edited = await editDraft(told.site, { actor, id: told.draft.id, revision: 0, edits });
		expect(edited.kind).toBe('edited');
		const { whose } = await tester(told);
		const shown = await showPage(told.site, { ...whose, page: 1 });
		expect(shown.kind === 'page' && shown.view.question.text['en']).toBe(routed.sections[0]?.questions[0]?.text['en']);
		expect(told.pilot).toMatchObject({ revision: 0, languages: ['en', 'gd'], state: 'open', started: 0 });
	});

	it('tells of each question how many reached, answered and declined it and how many stopped there', async () => {
		const told = await piloted(consenting);
		const [whole, declining, stopping, refusing] = await Promise.all([0, 1, 2, 3].map(() => tester(told)));
		if (!whole || !declining || !stopping || !refusing) throw new Error('no testers');
		await whole.answer(1, { consent: '1' });
		await whole.answer(2, { affected: '1' });
		// Going back and forth, and changing an answer, adds nobody.
		await whole.answer(1, { consent: '1' });
		await whole.answer(2, { affected: '2' });
		await whole.complete();
		await declining.answer(1, { consent: '1' });
		await declining.answer(2, { affected: 'pnts' });
		await declining.complete();
		await stopping.answer(1, { consent: '1' });
		await refusing.answer(1, { consent: '2' });
		expect(await sums(told)).toEqual([
			['consent', 4, 4, 0, 0],
			['affected', 3, 1, 1, 1],
		]);
		const results = await pilotResults(told.site, {
			pilot: (await pilotOf(told.site, { ...told, id: told.pilot.id }))!,
		});
		expect(results.pilot).toMatchObject({ started: 4, completed: 2, declined: 1 });
		expect(results.questions[1]?.counts[0]?.answers.map(({ count }) => count)).toEqual([0, 1]);
		expect(results.questions[1]?.counts[0]?.missing).toEqual([{ reason: 'refused', count: 1 }]);
		expect((await showThanks(told.site, refusing.whose)).kind).toBe('thanks');
	});

	it('takes nobody twice where an answer opens another route', async () => {
		const told = await piloted(routed);
		const one = await tester(told);
		await one.answer(1, { use: '1' });
		await one.answer(1, { use: '2' });
		await one.answer(1, { use: '1' });
		expect(await sums(told)).toEqual([
			['use', 1, 1, 0, 0],
			['why', 1, 0, 0, 1],
			['where', 0, 0, 0, 0],
			['next_year', 0, 0, 0, 0],
		]);
	});

	it('allocates the arms of its experiments as a wave does: as many of each', async () => {
		const told = await piloted(halves);
		for (let count = 0; count < 12; count++) {
			const one = await tester(told);
			await one.answer(1, { count: '1' });
			await one.complete();
		}
		const { $client } = told.site.storage.accounts;
		const arms = ($client.prepare('select arms from pilot_responses').pluck().all() as string[]).map(
			(json) => JSON.parse(json) as Record<string, string>,
		);
		for (const [experiment, size] of [['wording', 4] as const, ['count', 6] as const]) {
			const given = arms.map((one) => one[experiment] ?? 'none');
			expect([...new Set(given)].map((arm) => given.filter((one) => one === arm).length)).toEqual(
				Array.from({ length: 12 / size }, () => size),
			);
		}
	});

	it('is refused for a draft that nobody could answer', async () => {
		const { site, draft } = await piloted(routed);
		const edits = [{ kind: 'set', place: 'questions/#use/options', value: [] }] as const;
		await editDraft(site, { actor, id: draft.id, revision: 0, edits });
		const faulty = await readDraft(site, { id: draft.id });
		if (faulty === undefined) throw new Error('the draft has gone');
		expect(await startPilot(site, { actor, draft: faulty, wanted })).toEqual({ kind: 'faulty' });
		const past = { ...wanted, closesOn: '2026-03-01' };
		expect(await startPilot(site, { actor, draft, wanted: past })).toEqual({ kind: 'past-day' });
		expect(await startPilot(site, { actor, draft, wanted: { ...wanted, languages: ['fr'] } })).toEqual({
			kind: 'no-language',
		});
		expect(await startPilot(site, { actor, draft, wanted: { ...wanted, source: 'published' } })).toEqual({
			kind: 'unknown-version',
		});
	});

	it('takes answers until the end of its last day, or until somebody closes it', async () => {
		const told = await piloted(routed);
		const one = await tester(told);
		told.goTo('2026-03-31');
		expect((await one.answer(1, { use: '2' })).kind).toBe('saved');
		told.goTo('2026-04-01');
		expect(await one.answer(2, { next_year: '1' })).toMatchObject({ kind: 'closed', closedOn: '2026-03-31' });
		expect((await one.comment(1, 'Too late')).kind).toBe('closed');
		told.goTo('2026-03-20');
		expect(await endPilot(told.site, { actor, pilot: told.pilot })).toBe(true);
		expect(await one.answer(1, { use: '1' })).toMatchObject({ kind: 'closed', closedOn: '2026-03-20' });
		await sweepInterviews(told.site);
		expect(told.site.storage.accounts.$client.prepare('select count(*) from pilot_interviews').pluck().get()).toBe(0);
		expect((await sums(told))[0]).toEqual(['use', 1, 1, 0, 0]);
	});

	it('opens to its own token alone, and not under the name of another survey', async () => {
		const told = await piloted(routed);
		expect(told.where.pilot).toMatch(/^[\w-]{22}$/);
		for (const where of [
			{ ...told.where, pilot: 'x' },
			{ ...told.where, survey: 'other' },
		]) {
			expect(await startInterview(told.site, { ...where, language: 'en' })).toEqual({ kind: 'unknown-survey' });
		}
		const stored = Buffer.concat(readdirSync(told.folder).map((name) => readFileSync(join(told.folder, name))));
		expect(stored.includes(told.where.pilot)).toBe(false);
		const log = await auditPage(told.site, {});
		expect(JSON.stringify(log.entries)).not.toContain(told.where.pilot);
	});

	it('is deleted with all that was said in it, on record with how much that was', async () => {
		const told = await piloted(routed);
		const one = await tester(told);
		await one.answer(1, { use: '2' });
		await one.comment(1, 'Fine');
		const pilot = await pilotOf(told.site, { draft: told.draft, id: told.pilot.id });
		if (pilot === undefined) throw new Error('the pilot has gone');
		expect(await discardPilot(told.site, { actor, pilot })).toBe(true);
		const { $client } = told.site.storage.accounts;
		for (const table of ['pilots', 'pilot_interviews', 'pilot_responses', 'pilot_questions', 'pilot_comments']) {
			expect($client.prepare(`select count(*) from ${table}`).pluck().get(), table).toBe(0);
		}
		const [last] = (await auditPage(told.site, {})).entries;
		expect(last).toMatchObject({ action: 'pilot.deleted', by: 'u1' });
		expect(JSON.parse(last?.before ?? '{}')).toMatchObject({ started: 1, completed: 0 });
		expect(await startInterview(told.site, { ...told.where, language: 'en' })).toEqual({ kind: 'unknown-survey' });
	});
});

describe('answers of a pilot', () => {
	it('stand in no table of a wave, while the survey has one open', async () => {
		const told = await piloted(routed);
		await insertVersions(told.site.storage.writer, { versions: [storedVersionOf(routed)] });
		await openWave(told.site, { actor, survey: 'routed' });
		const before = rowsElsewhere(told);
		const one = await tester(told);
		await one.answer(1, { use: '2' });
		await one.answer(4, { next_year: '1' });
		expect(await one.complete()).toEqual({ kind: 'completed' });
		await one.comment(null, 'On the whole');
		expect(rowsElsewhere(told)).toEqual(before);
		expect(before['responses']).toBe(0);
		// Nor does a pilot's code open anything in the wave.
		const { survey, code } = one.whose;
		expect(await showPage(told.site, { survey, code, page: 1 })).toEqual({ kind: 'no-interview' });
	});

	it('stand nowhere in plain while they are given, and with no time but the day', async () => {
		const told = await piloted(routed);
		const one = await tester(told);
		await one.answer(1, { use: '1' });
		await one.answer(2, { why: '2' });
		await one.answer(3, { where: 'a most unusual sentence' });
		const bytes = () => Buffer.concat(readdirSync(told.folder).map((name) => readFileSync(join(told.folder, name))));
		expect(bytes().includes('a most unusual sentence')).toBe(false);
		expect(bytes().includes(one.whose.code)).toBe(false);
		await one.answer(4, { next_year: '1' });
		await one.complete();
		expect(bytes().includes('a most unusual sentence')).toBe(true);
		const { $client } = told.site.storage.accounts;
		for (const table of ['pilot_interviews', 'pilot_responses', 'pilot_comments', 'pilot_questions']) {
			const rows = $client.prepare(`select * from ${table}`).all() as Record<string, unknown>[];
			for (const [name, value] of rows.flatMap((row) => Object.entries(row))) {
				expect(`${name}: ${String(value)}`).not.toMatch(/\d\d:\d\d/);
			}
		}
	});
});

describe('a comment on a pilot', () => {
	it('is kept with the question, the language and the day, and joined to nothing else', async () => {
		const told = await piloted(routed);
		const one = await tester(told, 'gd');
		expect(await one.comment(1, '  What is *use*?\r\nNot clear ')).toEqual({ kind: 'kept' });
		await one.answer(1, { use: '2' });
		await one.answer(4, { next_year: '1' });
		await one.complete();
		const { $client } = told.site.storage.accounts;
		const [comment] = $client.prepare('select * from pilot_comments').all() as Record<string, unknown>[];
		expect(comment).toMatchObject({
			...{ pilot: told.pilot.id, question: 'use', language: 'gd', day: '2026-03-02' },
			words: 'What is *use*?\nNot clear',
		});
		const others = ['pilot_interviews', 'pilot_responses'].flatMap(
			(table) => $client.prepare(`select * from ${table}`).all() as Record<string, unknown>[],
		);
		const values = new Set(others.flatMap((row) => Object.values(row).map(String)));
		const joined = Object.values(comment ?? {})
			.map(String)
			.filter((value) => values.has(value));
		expect(joined.toSorted()).toEqual(['2026-03-02', told.pilot.id, 'gd'].toSorted());
	});

	it('is one however often its form is sent, and none when it is empty, too long or of a page not reached', async () => {
		const told = await piloted(routed);
		const one = await tester(told);
		const id = 'ab'.repeat(16);
		await one.comment(1, 'Once', id);
		await one.comment(1, 'Once', id);
		expect(await one.comment(1, '  \n ')).toEqual({ kind: 'nothing' });
		expect(await one.comment(1, 'x', 'not an id')).toEqual({ kind: 'nothing' });
		expect(await one.comment(4, 'Not there yet')).toEqual({ kind: 'nothing' });
		expect(await one.comment(null, 'Not at the end')).toEqual({ kind: 'nothing' });
		expect(await one.comment(1, 'x'.repeat(2001))).toEqual({ kind: 'too-long', typed: 2001 });
		expect((await commentsOn(told.site, { draft: told.draft, question: 'use' })).map(({ words }) => words)).toEqual([
			'Once',
		]);
	});

	it('is refused once there are 5,000, which is more than any author reads', async () => {
		const told = await piloted(routed);
		const one = await tester(told);
		told.site.storage.accounts.$client.exec(`
			with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)
			insert into pilot_comments (place, id, pilot, language, day, words)
			select i, 'c' || i, '${told.pilot.id}', 'en', '2026-03-02', 'x' from n`);
		expect(await one.comment(1, 'One more')).toEqual({ kind: 'too-many-comments' });
	});

	it('is resolved by a name on a day, opened again, and each is on record without the words', async () => {
		const told = await piloted(routed);
		await (await tester(told)).comment(1, 'secret words');
		const [comment] = await commentsOn(told.site, { draft: told.draft, question: 'use' });
		if (comment === undefined) throw new Error('the comment is not there');
		const args = { actor, draft: told.draft, pilot: told.pilot.id, comment: comment.id };
		expect(await resolveComment(told.site, { ...args, resolved: true })).toBe(true);
		expect(await resolveComment(told.site, { ...args, resolved: true })).toBe(false);
		const resolved = await commentsOn(told.site, { draft: told.draft, question: 'use' });
		expect(resolved).toMatchObject([
			{ resolvedByName: 'First Author', resolvedOn: '2026-03-02', label: 'With colleagues' },
		]);
		expect((await pilotsOf(told.site, told))[0]).toMatchObject({ comments: 1, unresolved: 0 });
		await resolveComment(told.site, { ...args, resolved: false });
		expect((await pilotsOf(told.site, told))[0]).toMatchObject({ comments: 1, unresolved: 1 });
		const log = (await auditPage(told.site, {})).entries;
		expect(log.slice(0, 2).map(({ action }) => action)).toEqual(['pilot.comment-opened', 'pilot.comment-resolved']);
		expect(JSON.stringify(log)).not.toContain('secret words');
	});
});
