import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { unplanned } from '../../src/lib/core/fieldwork/index.ts';
import type { Quota } from '../../src/lib/core/fieldwork/index.ts';
import { changePlannedWave, listQuotaCounts } from '../../src/lib/server/storage/index.ts';
import { showThanks } from '../../src/lib/server/workflows/show-thanks.ts';
import { choice, tiny } from './instruments/tiny.ts';
import { begin, invitedWave, post, responsesOf, send } from './invited.ts';
import { openTestSite } from './site.ts';
import { story } from './story.ts';

const asked = tiny('tiny', [choice('one', 2)]);
const firsts = (limit: number): Quota => ({
	...{ id: 'firsts', label: 'Those who chose the first', limit },
	of: { kind: 'answers', variable: 'one', codes: [1] },
});

it('a quota by answers is filled to its limit and not over it by two processes at once', async () => {
	const at = await openTestSite();
	const { wave } = await story(asked, at);
	const plan = { ...unplanned, quotas: [firsts(23)] };
	await changePlannedWave(at.site.storage.writer, { survey: 'tiny', wave: wave.id, change: () => ({ wave, plan }) });
	const script = fileURLToPath(new URL('./quota-child.ts', import.meta.url));
	const child = () =>
		promisify(execFile)(process.execPath, ['--import', 'tsx', script, at.folder, 'tiny', 'one', '20']);
	const said = (await Promise.all([child(), child()])).flatMap(({ stdout }) => stdout.trim().split('\n'));
	expect(said).toHaveLength(40);

	const outcomes = (await responsesOf(at, wave)).map(
		({ outcome, answers }) => `${outcome} ${Object.keys(answers).length}`,
	);
	const counted = (one: string) => outcomes.filter((outcome) => outcome === one).length;
	expect([counted('completed 1'), counted('quota-full 0'), outcomes.length]).toEqual([23, 17, 40]);
	expect(await listQuotaCounts(at.site.storage.reader, { wave: wave.id })).toEqual(new Map([['firsts', 23]]));
	expect(said.filter((ended) => ended === 'completed').length).toBeGreaterThanOrEqual(23);
}, 60_000);

it('whoever comes to a full quota is thanked at once, and an interview that counts in none goes on', async () => {
	const at = await openTestSite();
	const { wave } = await story(asked, at);
	const plan = { ...unplanned, quotas: [firsts(1)] };
	await changePlannedWave(at.site.storage.writer, { survey: 'tiny', wave: wave.id, change: () => ({ wave, plan }) });
	await story(asked, at).start().answer('one', 1).toBeOn('check').complete();
	const { code } = await story(asked, at).start().answer('one', 1).toBeAnswered('finished');
	expect(await showThanks(at.site, { survey: 'tiny', code })).toMatchObject({ kind: 'thanks', outcome: 'quota-full' });
	const { responses } = await story(asked, at).start().answer('one', 2).toBeOn('check').complete();
	expect(responses.map(({ outcome }) => outcome).toSorted()).toEqual(['completed', 'completed', 'quota-full']);
});

it('a quota by answers counts nothing where people hold tokens, although somebody opened the wave with one', async () => {
	const at = await openTestSite();
	const invitees = [{ email: 'a@example.org' }, { email: 'b@example.org' }];
	const mode = 'anonymous-with-token' as const;
	const { wave, holders } = await invitedWave(at, { instrument: asked, mode, invitees, quotas: [firsts(1)] });
	for (const holder of holders) {
		const { token } = holder;
		const code = await begin(at, holder);
		expect(await post(at, asked, { token, code, question: 'one', entered: '1' })).toBe('saved');
		expect(await send(at, { token, code })).toBe('completed');
		expect(await showThanks(at.site, { survey: '', invitation: token, code })).toMatchObject({ outcome: 'completed' });
	}
	expect(await listQuotaCounts(at.site.storage.reader, { wave: wave.id })).toEqual(new Map());
});
