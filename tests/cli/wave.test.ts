import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { verb } from '../../src/cli/verbs/wave.ts';
import { WrongUsage } from '../../src/cli/verbs/verb.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';
import { atTerminal } from './at-terminal.ts';

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

const run = (...args: string[]) => atTerminal((io) => verb.run(args, io));

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

	it('takes a wave through its life from plan to archive, with a reason where the pages ask for one', async () => {
		const at = ['--survey', 'tiny'];
		const stateOf = async (...args: string[]) => {
			const { status, out, err } = await run(...args, '--json');
			return status === 0
				? z.object({ state: z.string(), paused: z.boolean(), number: z.int() }).parse(JSON.parse(out))
				: err;
		};
		expect(await stateOf('plan', ...at)).toEqual({ state: 'planned', paused: false, number: 2 });
		expect(await stateOf('plan', ...at)).toMatch(
			/^tiny has a planned wave already \(.*\); open it or drop it first\.\n$/,
		);
		expect(await stateOf('pause', ...at, '--reason', 'A fault')).toBe('tiny has no open wave.\n');
		expect(await stateOf('open', ...at, '--wave', '2')).toBe(
			'Give the reason with --reason: it stays with the wave.\n',
		);
		expect(await stateOf('open', ...at, '--wave', '2', '--reason', 'A trial')).toMatchObject({ state: 'open' });
		expect(await stateOf('pause', ...at)).toBe('Give the reason with --reason: it stays with the wave.\n');
		expect((await run('pause', ...at, '--reason', 'A fault')).out).toMatch(/, paused, /);
		expect(await stateOf('pause', ...at, '--reason', 'Again')).toMatch(/ is paused, so that cannot be done\.\n$/);
		expect(await stateOf('resume', ...at)).toMatchObject({ state: 'open', paused: false });
		expect(await stateOf('extend', ...at, '--to', '2020-01-01', '--reason', 'Snow')).toMatch(
			/^Give a day that is later/,
		);
		expect((await run('extend', ...at, '--to', '2099-01-01', '--reason', 'Snow')).out).toMatch(/ to 2099-01-01\n$/);
		expect(await stateOf('archive', ...at, '--wave', '2')).toMatch(/ is open, so that cannot be done\.\n$/);
		expect(await stateOf('close', ...at)).toMatchObject({ state: 'closed' });
		expect(await stateOf('archive', ...at, '--wave', '2')).toMatchObject({ state: 'archived' });
		expect(await stateOf('archive', ...at, '--wave', '7')).toBe('tiny has no wave 7 of its own.\n');
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
		[['resume', '--survey', 'tiny'], 'tiny has no open wave.'],
		[['plan', '--survey', 'nothing'], 'There is no survey nothing.'],
		[['list', '--survey', 'nothing'], 'nothing has no waves, or there is no such survey.'],
	])('%j fails in one line', async (args, line) => {
		expect(await run(...args)).toEqual({ status: 1, out: '', err: `${line}\n` });
	});

	it.each([
		[[]],
		[['reopen', '--survey', 'tiny']],
		[['open']],
		[['archive', '--survey', 'tiny']],
		[['extend', '--survey', 'tiny', '--reason', 'Snow']],
		[['extend', '--survey', 'tiny', '--to', 'later', '--reason', 'Snow']],
		[['open', '--survey', 'tiny', '--opens-on', 'soon']],
		[['list', 'tiny', '--survey', 'tiny']],
	])('%j is wrong usage', async (args) => {
		await expect(async () => run(...args)).rejects.toThrow(WrongUsage);
	});
});
