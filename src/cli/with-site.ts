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
	const settings = readEnv({ ...process.env, SOUNDINGS_LOG_LEVEL: 'silent' });
	if (settings.kind === 'invalid') return fail(io, ...settings.lines);
	const opened = await openSite(settings.env);
	if (opened.kind === 'refused') return fail(io, opened.line);
	try {
		const loaded = await loadSurveys(opened.site, { folder: settings.env.SOUNDINGS_SURVEYS });
		if (loaded.kind === 'refused') return fail(io, ...loaded.lines);
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
