import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { verb } from '../../src/cli/verbs/user.ts';
import { WrongUsage } from '../../src/cli/verbs/verb.ts';
import { atTerminal } from './at-terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'soundings-user-'));
beforeAll(() => void vi.stubEnv('SOUNDINGS_DATA', folder));
afterAll(() => {
	vi.unstubAllEnvs();
	rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => atTerminal((io) => verb.run(args, io));

describe('soundings user', () => {
	it('says that there is no account yet, and how the first one comes about', async () => {
		expect(await run('list')).toMatchObject({ status: 0, out: expect.stringContaining('no account yet') });
		expect(await run('list', '--json')).toEqual({ status: 0, out: '[]\n', err: '' });
	});

	it('prints the link of an invitation alone on a line', async () => {
		const { status, out } = await run('invite', '--email', 'second@example.org');
		expect(status).toBe(0);
		expect(out).toMatch(/^http:\/\/localhost:3000\/set-up\/[\w-]{22}\n$/);
	});

	it.each([
		[['invite', '--email', 'second'], '“second” is not an e-mail address'],
		[['reset', '--email', 'nobody@example.org'], 'nobody@example.org has no account'],
	])('%j fails in one line', async (args, line) => {
		const { status, out, err } = await run(...args);
		expect({ status, out }).toEqual({ status: 1, out: '' });
		expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(line)]);
	});

	it.each([[[]], [['remove']], [['invite']], [['list', 'all']]])('%j is wrong usage', async (args) => {
		await expect(async () => run(...args)).rejects.toThrow(WrongUsage);
	});
});
