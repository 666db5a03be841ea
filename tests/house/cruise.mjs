// The import rules of .dependency-cruiser.cjs, run over a tree. As a program: over this one.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../src/cli/ready.mjs';

/**
 * @typedef {{ rule: { name: string, severity: string }, from: string, to: string }} Violation
 * @param {string} folder the tree's top, holding package.json and src/
 * @returns {{ modules: number, violations: Violation[] }} modules counts this tree's own, without installed packages
 */
export function cruise(folder) {
	const cli = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
	const rules = join(root, '.dependency-cruiser.cjs');
	const parts = ['src', 'tests'].filter((part) => existsSync(join(folder, part)));
	const ended = spawnSync(process.execPath, [cli, '--config', rules, '--output-type', 'json', ...parts], {
		cwd: folder,
		encoding: 'utf8',
		maxBuffer: 256 * 1024 * 1024,
	});
	if (ended.stdout === '') throw new Error(`dependency-cruiser said nothing: ${ended.stderr}`);
	const { modules, summary } = JSON.parse(ended.stdout);
	const own = modules.filter((/** @type {{ source: string }} */ module) => /^(src|tests)\//.test(module.source));
	return { modules: own.length, violations: summary.violations };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	const { modules, violations } = cruise(root);
	for (const { rule, from, to } of violations) console.log(`${rule.name}: ${from} → ${to}`);
	console.log(`${modules} modules, ${violations.length} imports against the rules`);
	// Nothing cruised is no success: it happens when a parser cannot be found.
	process.exitCode = modules > 0 && violations.length === 0 ? 0 : 1;
}
