import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lookupOf, unsealRemains, unsealState } from '../../src/lib/server/workflows/interview/sealing.ts';
import { InterviewCode } from '../../src/lib/server/workflows/interview/code.ts';
import { findInterview } from '../../src/lib/server/storage/index.ts';
import { savePage } from '../../src/lib/server/workflows/save-page.ts';
import { showPage } from '../../src/lib/server/workflows/show-page.ts';
import { alike } from './instruments/alike.ts';
import { matched } from './instruments/matched.ts';
import { routed } from './instruments/routed.ts';
import { story } from './story.ts';
import type { Told } from './story.ts';

/** Every byte in the data folder: the database, its write-ahead log and the rest. */
function bytesOf({ folder }: Told): Buffer {
	return Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))));
}

async function stored({ site, code }: Told) {
	const opened = InterviewCode.parse(code);
	const row = await findInterview(site.storage.reader, { lookup: lookupOf(opened) });
	if (row === undefined) throw new Error('the interview is not stored');
	return { code: opened, row };
}

const words = 'a most unusual sentence';

describe('answers in progress', () => {
	it('stand nowhere in the data folder in plain, nor does the code', async () => {
		const told = await story(routed).start().answer('use', 1).answer('why', 2).answer('where', words);
		const bytes = bytesOf(told);
		expect(bytes.length).toBeGreaterThan(4096);
		for (const secret of [words, '{"code":2}', '"arms"', told.code, Buffer.from(words).toString('base64')]) {
			expect(bytes.includes(secret)).toBe(false);
		}
	});

	it('stand there once the interview is completed: that is what the test above would see', async () => {
		const told = await story(routed)
			.start()
			.answer('use', 1)
			.answer('why', 2)
			.answer('where', words)
			.answer('next_year', 1)
			.complete();
		expect(bytesOf(told).includes(words)).toBe(true);
	});

	it('open with neither another code, nor another row, nor another secret', async () => {
		const told = await story(routed).start().answer('use', 1);
		const { code, row } = await stored(told);
		const other = InterviewCode.parse('0'.repeat(20));
		expect(unsealState(told.site, code, row)?.answers).toEqual({ use: { code: 1 } });
		expect(unsealState(told.site, other, row)).toBeUndefined();
		expect(unsealState(told.site, code, { ...row, version: 2 })).toBeUndefined();
		expect(unsealState(told.site, code, { ...row, serverHalf: Buffer.alloc(16) })).toBeUndefined();
		const secrets = { keyFor: () => Buffer.alloc(32) };
		expect(unsealState({ ...told.site, secrets }, code, row)).toBeUndefined();
		const changed = Buffer.from(row.sealed);
		changed[20] = (changed[20] ?? 0) ^ 1;
		expect(unsealState(told.site, code, { ...row, sealed: changed })).toBeUndefined();
	});

	it('are never encrypted twice under one nonce', async () => {
		const told = await story(routed).start();
		const nonces = new Set<string>();
		for (const use of ['1', '2', '1', '2']) {
			const posted = new Map([['use', [use]]]);
			await savePage(told.site, { survey: 'routed', code: told.code, page: 1, version: 1, posted });
			const { row } = await stored(told);
			nonces.add(row.sealed.subarray(0, 12).toString('hex'));
		}
		expect(nonces.size).toBe(4);
	});

	it('cannot be opened from a site whose survey is another', async () => {
		const told = await story(routed).start().answer('use', 1);
		await story(alike, told);
		expect(await showPage(told.site, { survey: 'alike', code: told.code, page: 1 })).toEqual({ kind: 'no-interview' });
	});
});

describe('a completed response', () => {
	it('leaves nothing of its answers with the interview, even for those who have code and secret', async () => {
		const told = await story(routed).start('gd').answer('use', 2).answer('next_year', 3).complete();
		const { code, row } = await stored(told);
		expect(row.state).toBe('completed');
		expect(unsealRemains(told.site, code, row)).toEqual({
			completed: true,
			guidance: [],
			support: [],
			language: 'gd',
		});
	});

	it('cannot be joined to its interview by the order of rows, by a shared value or by a time', async () => {
		const first = await story(routed).start().answer('use', 2).answer('next_year', 1).complete();
		let told = first;
		for (let count = 1; count < 40; count++) {
			told = await story(routed, first)
				.start()
				.answer('use', (count % 2) + 2)
				.answer('next_year', 1)
				.complete();
		}
		const { $client } = told.site.storage.accounts;
		const ids = $client.prepare('select id from responses order by rowid').pluck().all() as string[];
		const lookups = $client.prepare('select hex(lookup) from interviews order by rowid').pluck().all() as string[];
		expect([ids.length, lookups.length]).toEqual([40, 40]);
		// Both tables stand in the order of independent random numbers: neither remembers who came first.
		expect(ids).toEqual(ids.toSorted());
		expect(lookups).toEqual(lookups.toSorted());
		const interviews = $client.prepare('select * from interviews').all() as Record<string, unknown>[];
		const responses = $client.prepare('select * from responses').all() as Record<string, unknown>[];
		const ofInterviews = new Set(interviews.flatMap((row) => Object.values(row).map(String)));
		const shared = new Set(
			responses.flatMap((row) => Object.values(row).map(String)).filter((value) => ofInterviews.has(value)),
		);
		expect([...shared].sort()).toEqual(['1', '2026-03-02', told.wave.id, 'completed'].sort());
		for (const [name, value] of responses.flatMap((row) => Object.entries(row))) {
			expect(`${name}: ${String(value)}`).not.toMatch(/\d\d:\d\d/);
		}
	});

	it('holds a crosswise answer as the one thing that was asked, never the innocuous outcome', async () => {
		const { responses } = await story(alike).start().answer('birthday_or_use', 1).complete();
		expect(responses[0]?.answers).toEqual({ birthday_or_use: { code: 1 } });
		expect(responses[0]?.abandoned).toEqual({});
	});

	it('has its self-made code only as a keyed hash that is the same for the same person', async () => {
		const told = await story(matched).start().answer('own_code', 'JA-12 é').answer('knows', 1).complete();
		const { responses } = await story(matched, told).start().answer('own_code', 'ja12E ').answer('knows', 2).complete();
		await story(matched, told).start().answer('own_code', 'KB34').answer('knows', 2).complete();
		const links = responses.map((response) => response.panelLink);
		expect(links[0]).toMatch(/^[0-9a-f]{32}$/);
		expect(links[1]).toBe(links[0]);
		expect(responses.flatMap((response) => Object.keys(response.answers))).toEqual(['knows', 'knows']);
		const bytes = bytesOf(told).toString('latin1').toUpperCase();
		for (const code of ['JA-12', 'JA12E', 'KB34']) expect(bytes).not.toContain(code);
	});

	it('has no self-made code to be joined by in another survey', async () => {
		const other = { ...matched, survey: routed.survey };
		const one = await story(matched).start().answer('own_code', 'JA12').answer('knows', 1).complete();
		const two = await story(other, one).start().answer('own_code', 'JA12').answer('knows', 1).complete();
		expect(two.responses[0]?.panelLink).not.toBe(one.responses[0]?.panelLink);
	});
});
