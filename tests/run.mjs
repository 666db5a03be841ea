// `npm test`: makes the clone ready, then runs every stage and ends with one line, “N passed, N failed”.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { checkNode, ensureBuilt, ensureInstalled, NotReady, root, say } from '../src/cli/ready.mjs';

const results = join(root, 'test-results');
const bin = (/** @type {string} */ path) => [process.execPath, join(root, 'node_modules', path)];

/** Each of these is one pass or one failure. */
const checks = {
	format: [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
	lint: [...bin('eslint/bin/eslint.js'), '--config', '.eslint.config.js', '--max-warnings=0', '.'],
	imports: [process.execPath, 'tests/house/cruise.mjs'],
	types: [
		...bin('svelte-check/bin/svelte-check'),
		'--tsconfig',
		'./tsconfig.json',
		'--fail-on-warnings',
		'--output=human',
	],
	'dead-code': [...bin('knip/bin/knip.js'), '--config', '.knip.json', '--no-progress'],
};

/** Folders of tests that run in Node. */
const folders = ['unit', 'property', 'reference', 'scenario', 'storage', 'cli', 'house'];

const usage = `Usage: npm test [-- --only STAGE,…] [-- --coverage]

Stages: ${[...Object.keys(checks), ...folders, 'browser'].join(', ')}`;

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{ name: string, command: string[], env?: Record<string, string>, count: (code: number | null) => Count, note?: () => string }} Stage
 */

/** @param {string[]} args */
function parse(args) {
	const all = [...Object.keys(checks), ...folders, 'browser'];
	let only = all;
	let coverage = false;
	for (let at = 0; at < args.length; at += 1) {
		if (args[at] === '--only') only = (args[(at += 1)] ?? '').split(',');
		else if (args[at] === '--coverage') coverage = true;
		else return undefined;
	}
	return only.every((stage) => all.includes(stage)) ? { only, coverage } : undefined;
}

async function main(/** @type {string[]} */ args) {
	const wanted = parse(args);
	if (wanted === undefined) {
		say(usage);
		return 2;
	}
	process.chdir(root);
	const started = Date.now();
	checkNode();
	await ensureInstalled({ development: true });
	await run([...bin('@sveltejs/kit/svelte-kit.js'), 'sync']);
	const { only, coverage } = wanted;
	const nodeFolders = folders.filter((folder) => only.includes(folder) && existsSync(join('tests', folder)));
	const browser = only.includes('browser') && hasTests(join('tests', 'browser'));
	if (browser || nodeFolders.some((folder) => ['cli', 'house', 'storage', 'scenario'].includes(folder)))
		await ensureBuilt();
	mkdirSync(results, { recursive: true });

	/** @type {Count[]} */
	const counts = [];
	const queue = [
		...(nodeFolders.length > 0 ? [nodeStage(nodeFolders, coverage)] : []),
		...Object.entries(checks)
			.filter(([name]) => only.includes(name))
			.map(([name, command]) => ({ name, command, count: passOrFail })),
	];
	const lane = async () => {
		for (let stage = queue.shift(); stage !== undefined; stage = queue.shift()) counts.push(await runStage(stage));
	};
	await Promise.all([lane(), lane()]);
	// The browser has the machine to itself: its tests are the ones that a slow answer can break.
	if (browser) counts.push(await browserStage());

	const passed = counts.reduce((sum, count) => sum + count.passed, 0);
	const failed = counts.reduce((sum, count) => sum + count.failed, 0);
	console.log(`\nAll stages took ${seconds(started)}.`);
	console.log(`${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

/** @param {string[]} chosen @param {boolean} coverage @returns {Stage} */
function nodeStage(chosen, coverage) {
	const report = join(results, 'node.json');
	rmSync(report, { force: true });
	const command = [
		...bin('vitest/vitest.mjs'),
		'run',
		'--reporter=dot',
		'--reporter=json',
		`--outputFile.json=${report}`,
		'--passWithNoTests',
		...(coverage ? ['--coverage'] : []),
		...chosen.map((folder) => `tests/${folder}/`),
	];
	const count = (/** @type {number | null} */ code) => {
		const read = readReport(report);
		const unloaded = (read?.testResults ?? []).filter(
			(/** @type {any} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
		).length;
		return atLeastOneFailure(code, read?.numPassedTests ?? 0, (read?.numFailedTests ?? 0) + unloaded);
	};
	return { name: chosen.join(', '), command, count, note: () => perFolder(readReport(report)) };
}

/** How many tests ran in each folder, and the seconds that they took. @param {any} report */
function perFolder(report) {
	/** @type {Map<string, { tests: number, ms: number }>} */
	const sums = new Map();
	for (const file of report?.testResults ?? []) {
		const folder = relative(join(root, 'tests'), file.name).split(sep)[0] ?? '';
		const sum = sums.get(folder) ?? { tests: 0, ms: 0 };
		sum.tests += file.assertionResults.length;
		sum.ms += file.endTime - file.startTime;
		sums.set(folder, sum);
	}
	return [...sums]
		.map(([folder, { tests, ms }]) => `  ${folder}: ${tests} tests, ${(ms / 1000).toFixed(1)} s`)
		.join('\n');
}

/** @returns {Promise<Count>} */
async function browserStage() {
	/** @type {string} */
	let chromium;
	try {
		const { ensureChromium } = await import('./browser/chromium.mjs');
		chromium = ensureChromium();
	} catch (error) {
		console.log(`✗ browser: ${error instanceof Error ? error.message : error}`);
		return { passed: 0, failed: 1 };
	}
	const report = join(results, 'browser.json');
	rmSync(report, { force: true });
	return runStage({
		name: 'browser',
		command: [...bin('@playwright/test/cli.js'), 'test', '--config', 'tests/browser/playwright.config.ts'],
		env: { SOUNDINGS_TEST_CHROMIUM: chromium },
		count: (code) => {
			const stats = readReport(report)?.stats;
			return atLeastOneFailure(code, (stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected ?? 0);
		},
	});
}

/** @param {number | null} code @returns {Count} */
const passOrFail = (code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner that broke without a failed test has failed all the same. @param {number | null} code @param {number} passed @param {number} failed */
const atLeastOneFailure = (code, passed, failed) => ({ passed, failed: code !== 0 && failed === 0 ? 1 : failed });

/** @param {Stage} stage @returns {Promise<Count>} */
async function runStage(stage) {
	const started = Date.now();
	const { code, output } = await run(stage.command, stage.env);
	const count = stage.count(code);
	const mark = count.failed === 0 ? '✓' : '✗';
	console.log(`${mark} ${stage.name}: ${count.passed} passed, ${count.failed} failed, ${seconds(started)}`);
	const note = stage.note?.() ?? '';
	if (note !== '') console.log(note);
	if (count.failed > 0 || /coverage/i.test(output)) console.log(output.trim().split('\n').slice(-400).join('\n'));
	return count;
}

/**
 * @param {string[]} command @param {Record<string, string>} [extra]
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run([file = '', ...args], extra = {}) {
	return new Promise((resolve) => {
		const child = spawn(file, args, { cwd: root, env: { ...hermetic(), ...extra }, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		child.stdout.on('data', (chunk) => (output += chunk));
		child.stderr.on('data', (chunk) => (output += chunk));
		const stop = () => child.kill('SIGTERM');
		const tooLong = setTimeout(() => {
			output += '\nStopped: it took longer than twenty minutes.\n';
			child.kill('SIGKILL');
		}, 1_200_000);
		process.once('SIGINT', stop);
		child.once('close', (code) => {
			clearTimeout(tooLong);
			process.off('SIGINT', stop);
			resolve({ code, output });
		});
	});
}

/** The environment without the settings of a server that somebody may have exported. */
function hermetic() {
	const ours = /^(PORT|HOST|ORIGIN|SHUTDOWN_TIMEOUT|NODE_ENV|SOUNDINGS_(?!TEST_|BUILD$).*)$/;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}

function readReport(/** @type {string} */ path) {
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

const hasTests = (/** @type {string} */ folder) =>
	readdirSync(folder, { recursive: true }).some((name) => /\.(test|spec)\.ts$/.test(String(name)));

const seconds = (/** @type {number} */ since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error) => {
		say(error instanceof NotReady ? error.message : String(error?.stack ?? error));
		console.log('0 passed, 1 failed');
		process.exit(1);
	},
);
