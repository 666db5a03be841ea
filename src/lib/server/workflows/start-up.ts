import { resolve } from 'node:path';
import { ensureSetUpLink } from '../accounts/index.ts';
import type { Env } from '../env.ts';
import { projectFolder } from '../project-folder.ts';
import { closeSite, currentSite, openSite, setCurrentSite } from '../site.ts';
import type { Site } from '../site.ts';
import { listSurveys } from './list-surveys.ts';
import { loadSurveys } from './load-surveys.ts';
import { openWave } from './open-wave.ts';
import { sweepInterviews } from './sweep-interviews.ts';

const hour = 60 * 60 * 1000;

let sweeping: NodeJS.Timeout | undefined;

/**
 * Opens what the server needs before it listens: the database, the surveys of `surveys/`, on a first start an open wave of
 * each, and as long as there is no administrator a one-time link to become one. Refused with lines for whoever starts
 * it.
 */
export async function startUp(
	env: Env,
): Promise<{ readonly kind: 'started' } | { readonly kind: 'refused'; readonly lines: readonly string[] }> {
	const opened = await openSite(env);
	if (opened.kind === 'refused') return { kind: 'refused', lines: [opened.line] };
	const { site } = opened;
	const loaded = await loadSurveys(site, { folder: resolve(projectFolder, env.SOUNDINGS_SURVEYS) });
	if (loaded.kind === 'refused') {
		await closeSite(site);
		return loaded;
	}
	await openFirstWaves(site);
	const link = await ensureSetUpLink(site);
	if (link.kind === 'needed') {
		process.stderr.write(`Make the first administrator's account here (the link works once):\n  ${link.address}\n`);
	}
	setCurrentSite(site);
	await sweepInterviews(site);
	sweeping = setInterval(() => void sweep(site), hour).unref();
	return { kind: 'started' };
}

/** Closes what {@link startUp} opened, after the last request. */
export async function shutDown(): Promise<void> {
	clearInterval(sweeping);
	const site = currentSite();
	setCurrentSite(undefined);
	await closeSite(site);
}

/** Whether requests can be answered. */
export async function checkHealth(): Promise<{ kind: 'ok' } | { kind: 'unavailable' }> {
	try {
		return currentSite().storage.isHealthy() ? { kind: 'ok' } : { kind: 'unavailable' };
	} catch {
		return { kind: 'unavailable' };
	}
}

/** A survey that has never had a wave gets its first, so that it can be answered at once. */
async function openFirstWaves(site: Site): Promise<void> {
	for (const { survey, waves } of await listSurveys(site)) {
		if (waves.length === 0) await openWave(site, { survey });
	}
}

async function sweep(site: Site): Promise<void> {
	try {
		const count = await sweepInterviews(site);
		if (count > 0) site.log.staff.info({ count }, 'interviews left open in closed waves were counted as broken off');
	} catch (error) {
		site.log.staff.error({ err: error }, 'interviews left open could not be swept');
	}
}
