import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && !entry.parentPath.includes('fixtures'))
		.map((entry) => `${entry.parentPath}/${entry.name}`);
const sources = [...files('src'), ...files('tests')].filter((path) => /\.(ts|mjs|svelte)$/.test(path));

describe('the tree', () => {
	it('has a top level that can be taken in at a glance', () => {
		const made = ['node_modules', 'build', 'data', 'coverage', 'test-results', 'playwright-report'];
		const top = readdirSync('.').filter((name) => !name.startsWith('.') && !made.includes(name));
		const folders = ['src', 'static', 'drizzle', 'surveys', 'tests'];
		const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'svelte.config.js', 'vite.config.ts'];
		expect(top.filter((name) => ![...folders, ...settings, 'README.md', 'LICENSE'].includes(name))).toEqual([]);
	});

	it('names modules in kebab-case and components in PascalCase', () => {
		// Kit gives meaning to names that start with + and to parameters in brackets.
		const odd = sources.map((path) => ({ path, name: basename(path) })).filter(({ name }) => !name.startsWith('+'));
		const good = (name: string) =>
			name.endsWith('.svelte')
				? /^[A-Z][A-Za-z0-9]*\.svelte$/.test(name)
				: /^[a-z0-9]+(-[a-z0-9]+)*(\.(server|test|spec|bench|config|d|svelte))*\.(ts|mjs)$/.test(name);
		expect(odd.filter(({ name }) => !good(name)).map(({ path }) => path)).toEqual([]);
	});

	it('says the domain word, and has no drawer for odds and ends', () => {
		const drawers = /(^|[/-])(utils?|helpers?|common|misc|managers?|types|shared)([/.-]|$)/;
		expect(sources.filter((path) => drawers.test(path))).toEqual([]);
	});

	it('locks packages by their contents, not by the registry that they came from', () => {
		expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
	});
});
