import { readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../src/lib/server/env.ts';
import { openSecrets } from '../../../src/lib/server/secrets.ts';
import { closeSite, openSite } from '../../../src/lib/server/site.ts';
import { openTestSite } from '../../scenario/site.ts';

function settings(more: Record<string, string>) {
	const read = readEnv({ SOUNDINGS_LOG_LEVEL: 'silent', ...more });
	if (read.kind === 'invalid') throw new Error(read.lines.join());
	return read.env;
}

describe('the secret of a site', () => {
	it('is made once, 64 hexadecimal digits, for the server’s account alone', async () => {
		const { folder } = await openTestSite();
		const path = join(folder, 'secret');
		expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
		expect(statSync(path).mode & 0o777).toBe(0o600);
	});

	it('gives every purpose another key, the same on every start', async () => {
		const { folder } = await openTestSite();
		const keys = () => {
			const secrets = openSecrets(settings({ SOUNDINGS_DATA: folder }));
			return (['interviews', 'panel-links', 'sessions'] as const).map((purpose) =>
				secrets.keyFor(purpose).toString('hex'),
			);
		};
		expect(keys()).toEqual(keys());
		expect(new Set(keys()).size).toBe(3);
	});

	it('has to be the one that the database belongs to', async () => {
		const { folder } = await openTestSite();
		rmSync(join(folder, 'secret'));
		const other = await openSite(settings({ SOUNDINGS_DATA: folder }));
		expect(other.kind).toBe('refused');
		if (other.kind === 'refused')
			expect(other.line).toMatch(/^SOUNDINGS_SECRET is not the secret that .*soundings\.db/);
	});

	it('may come from the environment, and is then in no file', async () => {
		const { folder } = await openTestSite({ SOUNDINGS_SECRET: 's'.repeat(40) });
		expect(() => statSync(join(folder, 'secret'))).toThrow(/ENOENT/);
		const again = await openSite(settings({ SOUNDINGS_DATA: folder, SOUNDINGS_SECRET: 's'.repeat(40) }));
		expect(again.kind).toBe('opened');
		if (again.kind === 'opened') await closeSite(again.site);
	});
});

describe('a site', () => {
	it('says which folder it cannot use', async () => {
		const refused = await openSite(settings({ SOUNDINGS_DATA: '/dev/null/data' }));
		expect(refused).toEqual({
			kind: 'refused',
			line: 'SOUNDINGS_DATA: the folder /dev/null/data cannot be made (ENOTDIR).',
		});
	});
});
