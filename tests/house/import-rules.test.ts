import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/cli/ready.mjs';
import { cruise } from './cruise.mjs';

/** Rule, the file that breaks it, what it imports. */
const planted = [
	['core-front-doors', 'src/lib/server/workflows/a.ts', '#core/interview/walk.ts'],
	['core-front-doors-within', 'src/lib/core/trends/b.ts', '../interview/walk.ts'],
	['core-is-pure', 'src/lib/core/trends/c.ts', 'node:fs'],
	['core-is-pure', 'src/lib/core/trends/d.ts', 'svelte'],
	['core-is-pure', 'src/lib/core/trends/e.ts', '#exchange/csv.ts'],
	['exchange-is-pure', 'src/lib/exchange/f.ts', '#server/storage/waves.ts'],
	['exchange-no-node', 'src/lib/exchange/g.ts', 'node:fs'],
	['storage-below-workflows', 'src/lib/server/storage/h.ts', '#server/workflows/save.ts'],
	['server-below-routes', 'src/lib/server/workflows/i.ts', '#ui/Chart.svelte'],
	['sql-only-in-storage', 'src/lib/server/workflows/j.ts', 'drizzle-orm'],
	['sql-only-in-storage', 'src/routes/(author)/k.ts', 'better-sqlite3'],
	['sign-in-only-in-accounts', 'src/lib/server/workflows/l.ts', 'better-auth'],
	['ui-never-server', 'src/lib/ui/m.ts', '#server/workflows/save.ts'],
	['ui-never-server', 'src/lib/ui/Panel.svelte', '#server/workflows/save.ts'],
	['routes-never-storage', 'src/routes/(analyst)/n.ts', '#server/storage/waves.ts'],
	['routes-never-storage', 'src/routes/(analyst)/+page.svelte', '#server/storage/waves.ts'],
	['staff-on-their-own-behalf', 'src/routes/(staff)/y.ts', '#server/site.ts'],
	['staff-on-their-own-behalf', 'src/routes/(author)/z.ts', '#server/site.ts'],
	['public-reads-releases', 'src/routes/(public)/o.ts', '#server/workflows/save.ts'],
	['public-reads-releases', 'src/routes/(public)/p.ts', '#core/interview/index.ts'],
	['public-reads-releases', 'src/routes/api/q.ts', '#server/storage/waves.ts'],
	['cli-on-workflows', 'src/cli/r.ts', '#server/storage/waves.ts'],
	['nothing-imports-tests', 'src/lib/server/workflows/s.ts', '../../../../tests/unit/t.ts'],
	['no-development-packages', 'src/lib/server/workflows/u.ts', 'fast-check'],
	['no-cycles', 'src/lib/core/release/v.ts', './w.ts'],
	['resolvable', 'src/lib/server/workflows/x.ts', './gone.ts'],
] as const;

/** Imports that the rules allow. */
const allowed = [
	['src/lib/core/trends/index.ts', 'zod'],
	['src/lib/core/interview/walk.ts', '../trends/index.ts'],
	['src/lib/core/interview/index.ts', './walk.ts'],
	['src/lib/core/release/index.ts', '#core/interview/index.ts'],
	['src/lib/exchange/csv.ts', '#core/interview/index.ts'],
	['src/lib/server/storage/waves.ts', 'drizzle-orm'],
	['src/lib/server/storage/releases.ts', '#core/release/index.ts'],
	['src/lib/server/workflows/save.ts', '#server/storage/waves.ts'],
	['src/lib/server/accounts/index.ts', 'better-auth'],
	['src/lib/server/site.ts', 'zod'],
	['src/lib/ui/Chart.svelte', '#core/trends/index.ts'],
	['src/routes/(public)/+page.ts', '#server/storage/releases.ts'],
	['src/routes/(author)/+page.ts', '#server/workflows/save.ts'],
	['src/cli/main.ts', '#exchange/csv.ts'],
	['tests/unit/t.ts', '#core/interview/walk.ts'],
] as const;

/** Closes the circle that `v.ts` is reported for. */
const circle = ['src/lib/core/release/w.ts', './v.ts'] as const;

describe('the import rules', () => {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-imports-'));
	let found: string[] = [];
	let modules = 0;

	beforeAll(() => {
		writeFileSync(
			join(folder, 'package.json'),
			JSON.stringify({
				type: 'module',
				imports: Object.fromEntries(
					['core', 'exchange', 'server', 'ui'].map((room) => [`#${room}/*`, `./src/lib/${room}/*`]),
				),
				dependencies: { zod: '*', 'drizzle-orm': '*', 'better-sqlite3': '*', 'better-auth': '*', svelte: '*' },
				devDependencies: { 'fast-check': '*' },
			}),
		);
		symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
		for (const [path, target] of [circle, ...allowed, ...planted.map(([, path, target]) => [path, target] as const)]) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			const line = `import '${target}';\n`;
			writeFileSync(join(folder, path), path.endsWith('.svelte') ? `<script lang="ts">\n${line}</script>\n` : line);
		}
		const cruised = cruise(folder);
		modules = cruised.modules;
		found = cruised.violations.map(({ rule, from }) => `${rule.name} ${from}`);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it.each(planted)('%s: %s may not import %s', (rule, path) => {
		expect(found).toContain(`${rule} ${path}`);
	});

	it.each(allowed)('%s may import %s', (path) => {
		expect(found.filter((violation) => violation.endsWith(` ${path}`))).toEqual([]);
	});

	it('saw every file of the tree', () => {
		expect(modules).toBeGreaterThanOrEqual(planted.length + allowed.length);
	});
});
