import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Invitee } from '../../src/lib/core/fieldwork/index.ts';
import { unplanned } from '../../src/lib/core/fieldwork/index.ts';
import { questionsOf } from '../../src/lib/core/instrument/index.ts';
import { changePlannedWave } from '../../src/lib/server/storage/index.ts';
import { completeInterview } from '../../src/lib/server/workflows/complete-interview.ts';
import type { Beside } from '../../src/lib/server/workflows/interview/traces.ts';
import type { Puzzle } from '../../src/lib/server/workflows/interview/work.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { showPage } from '../../src/lib/server/workflows/show-page.ts';
import { startInterview } from '../../src/lib/server/workflows/start-interview.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { close, invitedWave, responsesOf } from './invited.ts';
import { openTestSite } from './site.ts';
import { story } from './story.ts';

const asked = tiny('tiny', [choice('one', 2), choice('two', 2), choice('three', 2)]);
const pages = questionsOf(asked);

/** The number that a browser finds which loads the script of the page. */
async function workedOut(puzzle: Puzzle | undefined): Promise<string> {
	const field = { value: '', dataset: puzzle };
	const { crypto, TextEncoder, setTimeout } = globalThis;
	const page = { document: { getElementById: () => field }, window: { crypto }, crypto, TextEncoder, setTimeout };
	await runInNewContext(readFileSync('static/work.js', 'utf8'), page);
	return String(field.value);
}

/** An interview that sends its three pages with what `beside` makes of each page's puzzle, then ends. */
async function answered(
	{ site }: Awaited<ReturnType<typeof openTestSite>>,
	where: { survey: string; invitation?: string },
	beside: (page: number, puzzle: Puzzle | undefined) => Promise<Beside> | Beside,
): Promise<void> {
	const begun = await startInterview(site, { ...where, language: 'en' });
	if (begun.kind !== 'started') throw new Error(begun.kind);
	const whose = { ...where, code: begun.code };
	for (const [k, { id }] of pages.entries()) {
		const page = k + 1;
		const shown = await showPage(site, { ...whose, page });
		if (shown.kind !== 'page') throw new Error(shown.kind);
		const posted = new Map([[id, ['1']]]);
		const sent = { ...whose, page, version: 1, posted, beside: await beside(page, shown.view.puzzle) };
		expect((await savePage(site, sent)).kind).toBe('saved');
	}
	expect((await completeInterview(site, whose)).kind).toBe('completed');
}

/** An open wave by link, whose plan asks for a proof of work or not. */
async function openLink({ proofOfWork }: { proofOfWork: boolean }) {
	const at = await openTestSite();
	const { wave } = await story(asked, at);
	const { survey } = wave;
	const plan = { ...unplanned, proofOfWork };
	await changePlannedWave(at.site.storage.writer, { survey, wave: wave.id, change: () => ({ wave, plan }) });
	const signals = async () => (await responsesOf(at, wave)).map((response) => response.signals).toSorted();
	return { at, wave, where: { survey }, signals };
}

describe('in a wave that asks for no proof of work', () => {
	it('no page has a puzzle, and nothing is held against whoever proves none', async () => {
		const { at, where, signals } = await openLink({ proofOfWork: false });
		await answered(at, where, (_page, puzzle) => {
			expect(puzzle).toBeUndefined();
			return { work: '1' };
		});
		expect(await signals()).toEqual([[]]);
	});

	it('a field that people do not see is held against whoever fills it in on any page, and refuses nobody', async () => {
		const { at, where, signals } = await openLink({ proofOfWork: false });
		await answered(at, where, (page) => ({ unseen: page === 2 ? 'https://example.org' : '' }));
		await answered(at, where, () => ({ unseen: '  ' }));
		expect(await signals()).toEqual([[], ['unseen-field-filled']]);
	});

	it('it is also noticed on a page that is sent again with the answer that it had', async () => {
		const { at, where, signals } = await openLink({ proofOfWork: false });
		const begun = await startInterview(at.site, { ...where, language: 'en' });
		const whose = { ...where, code: begun.kind === 'started' ? begun.code : '' };
		for (const [page, unseen] of [[1], [2], [3], [3, 'x']] as const) {
			const posted = new Map([[pages[page - 1]?.id ?? '', ['2']]]);
			await savePage(at.site, { ...whose, page, version: 1, posted, beside: { unseen } });
		}
		await completeInterview(at.site, whose);
		expect(await signals()).toEqual([['unseen-field-filled']]);
	});
});

describe('in a wave that asks for a proof of work', () => {
	it('a browser solves the puzzle once, and later pages have none', async () => {
		const { at, where, signals } = await openLink({ proofOfWork: true });
		const puzzles: boolean[] = [];
		await answered(at, where, async (page, puzzle) => {
			puzzles.push(puzzle !== undefined);
			return { work: page === 2 ? await workedOut(puzzle) : '' };
		});
		expect(puzzles).toEqual([true, true, false]);
		expect(await signals()).toEqual([[]]);
	});

	it('whoever sends nothing, nonsense or what another has worked out is answered alike, with a signal', async () => {
		const { at, where, signals } = await openLink({ proofOfWork: true });
		let another = '';
		await answered(at, where, async (page, puzzle) => {
			if (page === 1) another = await workedOut(puzzle);
			return {};
		});
		for (const work of ['', '-1', '1e3', 'x'.repeat(1000), another]) await answered(at, where, () => ({ work }));
		expect(await signals()).toEqual(Array.from({ length: 6 }, () => ['no-proof-of-work']));
	});
});

it('a signal that fewer than ten share in a wave of tokens leaves no mark, and no state tells of it by its length', async () => {
	const at = await openTestSite();
	const invitees: Partial<Invitee>[] = Array.from({ length: 32 }, (_, k) => ({ email: `p${k}@example.org` }));
	const { wave, holders } = await invitedWave(at, { instrument: asked, mode: 'anonymous-with-token', invitees });
	const lengths = at.site.storage.accounts.$client.prepare('select distinct length(sealed) from interviews').pluck();
	for (const [k, { token }] of holders.entries()) {
		await answered(at, { survey: '', invitation: token }, () => ({ unseen: k < 12 ? 'x' : '' }));
	}
	expect(lengths.all()).toHaveLength(1);
	await close(at, wave);
	const counted = (await responsesOf(at, wave)).filter(({ signals }) => signals.includes('unseen-field-filled'));
	expect(counted).toHaveLength(12);

	const few = await invitedWave(at, { instrument: asked, mode: 'anonymous-with-token', invitees });
	for (const [k, { token }] of few.holders.entries()) {
		await answered(at, { survey: '', invitation: token }, () => ({ unseen: k < 9 ? 'x' : '' }));
	}
	await close(at, few.wave);
	expect((await responsesOf(at, few.wave)).flatMap(({ signals }) => signals)).toEqual([]);
});
