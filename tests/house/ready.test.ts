import { spawn, spawnSync } from 'node:child_process';
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkNode } from '../../src/cli/ready.mjs';

const lock = {
	packages: {
		'': {},
		'node_modules/served': { version: '1.0.0' },
		'node_modules/tested': { version: '2.0.0', dev: true },
		'node_modules/elsewhere': { version: '3.0.0', optional: true },
	},
};

/** Stands in for npm: notes how it was called, then records as installed what the lock file asks for. */
const npm = `
const fs = require('node:fs');
fs.appendFileSync('calls', 'npm ' + process.argv.slice(2, 5).join(' ') + '\\n');
if (fs.existsSync('no-compiler')) { console.error('gyp ERR! not found: make'); process.exit(1); }
const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
const dev = process.argv.includes('--include=dev');
const kept = Object.entries(packages).filter(([, p]) => !p.optional && (dev || !p.dev));
fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: Object.fromEntries(kept) }));
`;

/** Stands in for Vite: takes its time, so that two builds at once would be seen to overlap. */
const vite = `
import fs from 'node:fs';
fs.appendFileSync('calls', 'build starts\\n');
await new Promise((resolve) => setTimeout(resolve, 300));
fs.mkdirSync('build', { recursive: true });
fs.appendFileSync('calls', 'build ends\\n');
`;

describe('a clone that is made ready', () => {
	let clone = '';
	const at = (...path: string[]) => join(clone, ...path);
	const calls = () => (existsSync(at('calls')) ? readFileSync(at('calls'), 'utf8').trim().split('\n') : []);
	const environment = () => ({ PATH: process.env.PATH, npm_execpath: at('npm.js') });
	const program = (call: string) => [
		'--input-type=module',
		'--eval',
		`import * as ready from ${JSON.stringify(at('src/cli/ready.mjs'))};
		try { await ready.${call}; } catch (error) { console.error(error.message); process.exitCode = 1; }`,
	];
	const ready = (call: string) =>
		spawnSync(process.execPath, program(call), { cwd: clone, env: environment(), encoding: 'utf8' });
	const readyAsync = (call: string) =>
		new Promise<number | null>((resolve) => {
			spawn(process.execPath, program(call), { cwd: clone, env: environment() }).once('close', resolve);
		});

	beforeEach(() => {
		clone = mkdtempSync(join(tmpdir(), 'soundings-clone-'));
		for (const folder of ['src/cli', 'src/lib', 'node_modules/vite/bin']) mkdirSync(at(folder), { recursive: true });
		copyFileSync('src/cli/ready.mjs', at('src/cli/ready.mjs'));
		writeFileSync(at('package-lock.json'), JSON.stringify(lock));
		writeFileSync(at('npm.js'), npm);
		writeFileSync(at('node_modules/vite/bin/vite.js'), vite);
		writeFileSync(at('node_modules/vite/package.json'), '{ "type": "module" }');
		writeFileSync(at('src/lib/page.ts'), '');
	});
	afterEach(() => rmSync(clone, { recursive: true, force: true }));

	it('installs what serving needs, once', () => {
		expect(ready('ensureInstalled({ development: false })').stderr).toContain('Installing packages');
		expect(ready('ensureInstalled({ development: false })').stderr).toBe('');
		expect(calls()).toEqual(['npm ci --omit=dev --no-audit']);
	});

	it('adds the packages for testing to those that are there', () => {
		ready('ensureInstalled({ development: false })');
		ready('ensureInstalled({ development: true })');
		expect(ready('ensureInstalled({ development: true })').stderr).toBe('');
		expect(ready('ensureInstalled({ development: false })').stderr).toBe('');
		expect(calls()).toEqual(['npm ci --omit=dev --no-audit', 'npm install --no-save --include=dev']);
	});

	it('installs again when the lock file asks for another version', () => {
		ready('ensureInstalled({ development: false })');
		const newer = { ...lock.packages, 'node_modules/served': { version: '1.0.1' } };
		writeFileSync(at('package-lock.json'), JSON.stringify({ packages: newer }));
		ready('ensureInstalled({ development: false })');
		expect(calls()).toHaveLength(2);
	});

	it('installs again for another Node.js, whose compiled packages differ', () => {
		ready('ensureInstalled({ development: false })');
		writeFileSync(at('node_modules/.soundings-abi'), '1');
		ready('ensureInstalled({ development: false })');
		expect(calls()).toHaveLength(2);
	});

	it('says what to install when there is no compiler', () => {
		writeFileSync(at('no-compiler'), '');
		const ended = ready('ensureInstalled({ development: false })');
		expect(ended.status).toBe(1);
		expect(ended.stderr).toContain('apt-get install python3 make g++');
	});

	it('builds once, and again only when a source is newer', () => {
		ready('ensureBuilt()');
		ready('ensureBuilt()');
		expect(calls()).toEqual(['build starts', 'build ends']);
		utimesSync(at('src/lib/page.ts'), new Date(), new Date(Date.now() + 5000));
		ready('ensureBuilt()');
		expect(calls()).toHaveLength(4);
	});

	it('is built once when two starts come together', async () => {
		expect(await Promise.all([readyAsync('ensureBuilt()'), readyAsync('ensureBuilt()')])).toEqual([0, 0]);
		expect(calls()).toEqual(['build starts', 'build ends']);
	});

	it('does not wait for a start that is gone', () => {
		const gone = spawnSync(process.execPath, ['--version']).pid;
		writeFileSync(at('.preparing'), String(gone));
		expect(ready('ensureBuilt()').status).toBe(0);
		expect(existsSync(at('.preparing'))).toBe(false);
	});
});

describe('the version of Node.js', () => {
	it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('%s is enough', (version) => {
		expect(() => checkNode(version)).not.toThrow();
	});

	it.each(['18.20.0', '20.18.3'])('%s is too old, and the message says where to get another', (version) => {
		expect(() => checkNode(version)).toThrow(/needs Node\.js 20\.19 or later; this is .*nodejs\.org/);
	});
});
