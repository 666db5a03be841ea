import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '#server/env.ts';
import { closeSite, openSite } from '#server/site.ts';
import type { Site } from '#server/site.ts';
import { loadSurveys } from '#server/workflows/load-surveys.ts';
import type { Io } from './verbs/verb.ts';

/**
 * Runs `use` on the database of this folder's settings, with the instrument files loaded as at a start of the server, and
 * closes it again. A setting or file at fault is told in lines on `err` and is status 1. Logs are silent: a verb's output
 * is its own.
 */
export async function withSite(io: Io, use: (site: Site) => Promise<number>): Promise<number> {
	return withData(io, async (site) => {
		const loaded = await loadSurveys(site, { folder: site.env.SOUNDINGS_SURVEYS });
		return loaded.kind === 'refused' ? fail(io, ...loaded.lines) : use(site);
	});
}

/** The same without looking at instrument files; with `existing`, only where there is a database already. */
export async function withData(
	io: Io,
	use: (site: Site) => Promise<number>,
	{ existing = false }: { existing?: boolean } = {},
): Promise<number> {
	const settings = readEnv({ ...process.env, SOUNDINGS_LOG_LEVEL: 'silent' });
	if (settings.kind === 'invalid') return fail(io, ...settings.lines);
	const folder = settings.env.SOUNDINGS_DATA;
	if (existing && !existsSync(join(folder, 'soundings.db'))) {
		return fail(io, `SOUNDINGS_DATA: there is no database in ${folder}.`);
	}
	const opened = await openSite(settings.env);
	if (opened.kind === 'refused') return fail(io, opened.line);
	try {
		return await use(opened.site);
	} finally {
		await closeSite(opened.site);
	}
}

/** Tells an expected failure, a line each, and gives its exit status. */
export function fail(io: Io, ...lines: readonly string[]): number {
	for (const line of lines) io.err(`${line}\n`);
	return 1;
}
