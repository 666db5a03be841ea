// Getting a clone ready: packages installed, pages built. Plain JavaScript on Node's own modules, since it runs before
// anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where the built server is. SOUNDINGS_BUILD names another folder, so that two checkouts of one tree do not share it. */
export const buildFolder = join(root, process.env.SOUNDINGS_BUILD ?? 'build');

const lockPath = join(root, '.preparing');
const abiPath = join(root, 'node_modules', '.soundings-abi');

/** A line for the person at the keyboard. Standard error, so that standard output stays for results and logs. */
export function say(/** @type {string} */ line) {
	process.stderr.write(`${line}\n`);
}

/** Something that the person at the keyboard can put right; its message is all that is printed. */
export class NotReady extends Error {}

/** @throws {NotReady} when this Node.js is older than package.json asks for */
export function checkNode(version = process.versions.node) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	if (major > 20 || (major === 20 && minor >= 19)) return;
	throw new NotReady(`Soundings needs Node.js 20.19 or later; this is ${version}. Get one from https://nodejs.org.`);
}

/**
 * Installs packages when they are missing, differ from package-lock.json or were compiled for another Node.js.
 * @param {{ development: boolean }} need whether the packages for testing are needed as well
 */
export async function ensureInstalled({ development }) {
	if (lacking(development) === 'nothing') return;
	await alone(async () => {
		const lack = lacking(development);
		if (lack === 'nothing') return;
		const some = lack === 'some packages';
		say(some ? 'Adding the packages for testing…' : 'Installing packages (a minute or two the first time)…');
		const npm = npmCommand();
		// `npm ci` starts from nothing; packages that only lack the ones for testing are kept.
		const verb = some ? ['install', '--no-save'] : ['ci'];
		const include = development ? ['--include=dev'] : ['--omit=dev'];
		const options = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
		const ended = await run(npm.file, [...npm.args, ...verb, ...include, ...options], 'still installing');
		if (ended.code !== 0) throw new NotReady(explainInstall(ended.output));
		writeFileSync(abiPath, process.versions.modules);
	});
}

/** Builds the pages when a source is newer than the build. */
export async function ensureBuilt() {
	if (builtFrom() === sourcesFingerprint()) return;
	await alone(async () => {
		const fingerprint = sourcesFingerprint();
		if (builtFrom() === fingerprint) return;
		say('Building the pages (half a minute, only when something changed)…');
		rmSync(buildStamp(), { force: true });
		const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
		const ended = await run(process.execPath, [vite, 'build'], 'still building');
		if (ended.code !== 0) throw new NotReady(`The build failed:\n${lastLines(ended.output, 30)}`);
		writeFileSync(buildStamp(), fingerprint);
	});
}

/**
 * Compares package-lock.json with the record that npm keeps of what it installed.
 * @param {boolean} development
 * @returns {'nothing' | 'some packages' | 'everything'}
 */
function lacking(development) {
	const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
	if (installed === undefined) return 'everything';
	if (existsSync(abiPath) && readFileSync(abiPath, 'utf8') !== process.versions.modules) return 'everything';
	let missing = false;
	for (const [path, wanted] of Object.entries(packagesIn(join(root, 'package-lock.json')) ?? {})) {
		// Optional packages are for other machines; npm decided about them.
		if (path === '' || wanted.optional || wanted.devOptional || (wanted.dev && !development)) continue;
		const found = installed[path];
		if (found !== undefined && found.version !== wanted.version) return 'everything';
		if (found === undefined && !wanted.dev) return 'everything';
		missing ||= found === undefined;
	}
	return missing ? 'some packages' : 'nothing';
}

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesIn(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8')).packages;
	} catch {
		return undefined;
	}
}

function npmCommand() {
	const own = process.env.npm_execpath;
	if (own?.endsWith('.js')) return { file: process.execPath, args: [own] };
	return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

function explainInstall(/** @type {string} */ output) {
	const compiling = /gyp|better-sqlite3|make(\[\d+\])?: |not found: (make|g\+\+)/i.test(output);
	const network = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|network/i.test(output);
	const advice = compiling
		? 'The database library has to be compiled on this machine and could not be. It needs python3, make and a C++ compiler:\n' +
			'  Debian or Ubuntu: apt-get install python3 make g++     macOS: xcode-select --install\nThen start again.'
		: network
			? 'The package registry could not be reached. Check the network or proxy (npm config get registry), then start again.'
			: 'Run `npm ci` to see all of it, then start again.';
	return `Installing packages failed:\n${lastLines(output, 20)}\n\n${advice}`;
}

const buildStamp = () => join(buildFolder, '.built-from');

function builtFrom() {
	return existsSync(buildStamp()) ? readFileSync(buildStamp(), 'utf8') : undefined;
}

/** Path, size and time of everything that the build reads: a few milliseconds where hashing the contents takes many. */
function sourcesFingerprint() {
	const hash = createHash('sha1').update(process.versions.modules);
	const visit = (/** @type {string} */ path) => {
		const entry = statSync(join(root, path), { throwIfNoEntry: false });
		if (entry === undefined) return;
		if (!entry.isDirectory()) return void hash.update(`${path} ${entry.size} ${entry.mtimeMs}\n`);
		for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
	};
	const inputs = [
		'src/app.html',
		'src/error.html',
		'src/hooks.server.ts',
		'src/lib',
		'src/params',
		'src/routes',
		'static',
	];
	const settings = ['package-lock.json', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json'];
	for (const path of [...inputs, ...settings]) visit(path);
	return hash.digest('hex');
}

/**
 * Runs a step while no other start does. The lock is a file that holds the id of the process that took it; one left
 * behind by a process that is gone is taken over.
 * @param {() => Promise<void>} step
 */
async function alone(step) {
	for (let told = false; !takeLock(); told = true) {
		if (!told) say('Another start is preparing this folder; waiting for it…');
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	const release = () => rmSync(lockPath, { force: true });
	process.once('exit', release);
	try {
		await step();
	} finally {
		process.off('exit', release);
		release();
	}
}

function takeLock() {
	try {
		const file = openSync(lockPath, 'wx');
		writeFileSync(file, String(process.pid));
		closeSync(file);
		return true;
	} catch {
		const owner = existsSync(lockPath) ? readFileSync(lockPath, 'utf8') : '';
		const age = Date.now() - (statSync(lockPath, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
		// A file without an id yet is being written; after a few seconds it is the rest of a crash.
		if (owner === '' ? age > 5000 : !isRunning(Number(owner))) rmSync(lockPath, { force: true });
		return false;
	}
}

function isRunning(/** @type {number} */ pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

/**
 * Runs a program to its end, keeping what it prints for the case that it fails.
 * @param {string} file @param {string[]} args @param {string} waiting said every 20 seconds, so that silence is no riddle
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function run(file, args, waiting) {
	return new Promise((resolve) => {
		const started = Date.now();
		// JOBS lets node-gyp compile on every core.
		const env = { JOBS: 'max', ...process.env };
		const child = spawn(file, args, {
			cwd: root,
			env,
			shell: file.endsWith('.cmd'),
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let output = '';
		const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-100_000));
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		const beat = setInterval(() => say(`  ${waiting} (${Math.round((Date.now() - started) / 1000)} s)`), 20_000);
		const stop = (/** @type {NodeJS.Signals} */ signal) => {
			child.kill(signal);
			process.exit(130);
		};
		process.once('SIGINT', stop).once('SIGTERM', stop);
		const end = (/** @type {number | null} */ code) => {
			clearInterval(beat);
			process.off('SIGINT', stop).off('SIGTERM', stop);
			resolve({ code, output });
		};
		child.once('error', (error) => {
			output += String(error);
			end(1);
		});
		child.once('close', end);
	});
}

const lastLines = (/** @type {string} */ text, /** @type {number} */ count) =>
	text.trimEnd().split('\n').slice(-count).join('\n');
