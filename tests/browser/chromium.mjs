// Finding a Chromium, or getting one: Debian's package where we are root, Playwright's own download elsewhere.
import { chromium } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NotReady, root, say } from '../../src/cli/ready.mjs';

/** Quiet, and allowed to run as root in a container. */
export const chromiumFlags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** The path of a Chromium that starts: the one named by SOUNDINGS_TEST_CHROMIUM, the system's, or Playwright's. */
export function findChromium() {
	const named = process.env.SOUNDINGS_TEST_CHROMIUM;
	const candidates = named
		? [named]
		: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', chromium.executablePath()];
	return candidates.find(
		(path) => existsSync(path) && spawnSync(path, ['--no-sandbox', '--version'], { timeout: 30_000 }).status === 0,
	);
}

/**
 * Finds Chromium or installs it.
 * @throws {NotReady} with what to do by hand when it can do neither
 */
export function ensureChromium() {
	const found = findChromium();
	if (found !== undefined) return found;
	const debian = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
	if (debian) {
		say('Installing Chromium from the system’s packages…');
		const options = {
			encoding: /** @type {const} */ ('utf8'),
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		};
		spawnSync('apt-get', ['update', '-q'], options);
		spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium', 'fonts-liberation'], options);
	}
	const installed = findChromium();
	if (installed !== undefined) return installed;
	say('Downloading Playwright’s Chromium…');
	const cli = `${root}/node_modules/@playwright/test/cli.js`;
	const download = spawnSync(process.execPath, [cli, 'install', 'chromium'], { encoding: 'utf8', timeout: 300_000 });
	const downloaded = findChromium();
	if (downloaded !== undefined) return downloaded;
	throw new NotReady(
		'No Chromium could be found or installed, so the browser tests cannot run. Install one by hand ' +
			'(Debian: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium), ' +
			'or name one: SOUNDINGS_TEST_CHROMIUM=/path/to/chromium npm test.\n' +
			(download.stderr ?? '').trim().split('\n').slice(-3).join('\n'),
	);
}
