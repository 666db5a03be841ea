import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { readEnv } from '../../src/lib/server/env.ts';
import { closeSite, openSite } from '../../src/lib/server/site.ts';
import type { Site } from '../../src/lib/server/site.ts';

/** A site in a folder of its own that ends with the test. Its day stands still until `goTo` moves it. */
export interface TestSite {
	readonly site: Site;
	readonly folder: string;
	goTo(day: string): void;
}

export async function openTestSite(settings: Record<string, string> = {}): Promise<TestSite> {
	const folder = mkdtempSync(join(tmpdir(), 'soundings-site-'));
	const read = readEnv({ SOUNDINGS_DATA: folder, SOUNDINGS_LOG_LEVEL: 'silent', ...settings });
	if (read.kind === 'invalid') throw new Error(read.lines.join());
	let today = '2026-03-02';
	const clock = { now: () => new Date(`${today}T12:00:00Z`), today: () => today };
	const opened = await openSite(read.env, { clock });
	if (opened.kind === 'refused') throw new Error(opened.line);
	onTestFinished(async () => {
		await closeSite(opened.site);
		rmSync(folder, { recursive: true });
	});
	return { site: opened.site, folder, goTo: (day) => void (today = day) };
}
