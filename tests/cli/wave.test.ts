import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verb } from '../../src/cli/verbs/wave.ts';
import { WrongUsage } from '../../src/cli/verbs/verb.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-wave-'));
beforeAll(() => {
	mkdirSync(join(folder, 'surveys', 'tiny'), { recursive: true });
	writeFileSync(join(folder, 'surveys', 'tiny', 'v1.json'), JSON.stringify(tiny('tiny', [choice('one')])));
	vi.stubEnv('SOUNDINGS_DATA', join(folder, 'data'));
	vi.stubEnv('SOUNDINGS_SURVEYS', join(folder, 'surveys'));
});
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

async function run(...args: string[]) {
	let [out, err] = ['', ''];
	const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
	return { status: await verb.run(args, io), out, err };
}

describe('soundings wave', () => {
	it('opens a wave, lists it with its counts, and closes it', async () => {
		const opened = await run('open', '--survey', 'tiny', '--label', 'Spring', '--opens-on', '2026-03-01');
		expect(opened).toEqual({
			status: 0,
			out: 'tiny wave 1 (Spring), version 1, open, 2026-03-01 to …\n',
			err: '',
		});
		const listed = await run('list', '--survey', 'tiny');
		expect(listed.out).toBe(
			opened.out.replace('\n', ': 0 completed (AAPOR 1.1), 0 broken off (2.12), 0 declined (2.11)\n'),
		);
		expect((await run('close', '--survey', 'tiny', '--json')).out).toMatch(/^\{.*"state":"closed".*\}\n$/);
	});

	it.each([
		[['open', '--survey', 'nothing'], 'There is no survey nothing.'],
		[['open', '--survey', 'tiny', '--version', '9'], 'tiny has no version 9.'],
		[['open', '--survey', 'tiny', '--languages', 'fr'], 'tiny has no complete translation into fr.'],
		[
			['open', '--survey', 'tiny', '--opens-on', '2026-03-02', '--closes-on', '2026-03-01'],
			'The wave would close on 2026-03-01, before it opens on 2026-03-02.',
		],
		[['close', '--survey', 'tiny'], 'tiny has no open wave.'],
		[['list', '--survey', 'nothing'], 'nothing has no waves, or there is no such survey.'],
	])('%j fails in one line', async (args, line) => {
		expect(await run(...args)).toEqual({ status: 1, out: '', err: `${line}\n` });
	});

	it.each([
		[[]],
		[['reopen', '--survey', 'tiny']],
		[['open']],
		[['open', '--survey', 'tiny', '--opens-on', 'soon']],
		[['list', 'tiny', '--survey', 'tiny']],
	])('%j is wrong usage', async (args) => {
		await expect(async () => run(...args)).rejects.toThrow(WrongUsage);
	});
});
