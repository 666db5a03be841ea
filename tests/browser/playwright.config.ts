import { defineConfig } from '@playwright/test';
import { chromiumFlags, findChromium } from './chromium.mjs';

const executablePath = findChromium();

/** Servers are started by the tests' own fixtures, each with its own data folder and port. */
export default defineConfig({
	testDir: '.',
	testMatch: ['**/*.test.ts', '**/*.spec.ts'],
	outputDir: '../../test-results/browser',
	fullyParallel: true,
	workers: 2,
	timeout: 90_000,
	expect: { timeout: 10_000 },
	reporter: [['list'], ['json', { outputFile: '../../test-results/browser.json' }]],
	use: {
		browserName: 'chromium',
		launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) },
		actionTimeout: 15_000,
		screenshot: 'only-on-failure',
		locale: 'en-GB',
		timezoneId: 'Europe/London',
	},
});
