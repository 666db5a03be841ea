import { resolve } from 'node:path';
import { ensureSetUpLink } from '../accounts/index.ts';
import { faultWords } from '../disk-faults.ts';
import type { StorageFault } from '../disk-faults.ts';
import type { Env } from '../env.ts';
import { soundings } from '../on-record.ts';
import { projectFolder } from '../project-folder.ts';
import { closeSite, currentSite, openSite, setCurrentSite } from '../site.ts';
import type { Site } from '../site.ts';
import { keepsHouse, setsUp } from '../workers.ts';
import { storeTallies } from './fieldwork/tally.ts';
import { keepHouse } from './house/keep-house.ts';
import { loadDemonstration } from './demonstration.ts';
import { listSurveys } from './list-surveys.ts';
import { loadSurveys } from './load-surveys.ts';
import { openWave } from './open-wave.ts';

const hour = 60 * 60 * 1000;

let tallying: NodeJS.Timeout | undefined;
let stopKeeping: ((patience: number) => Promise<void>) | undefined;

/**
 * Opens what the server needs before it listens: the database, the surveys of `surveys/`, on a first start an open wave of
 * each, and as long as there is no administrator a one-time link to become one. Refused with lines for whoever starts
 * it. Of several workers only the first does more than open the database, and only one keeps house.
 */
export async function startUp(
	env: Env,
): Promise<{ readonly kind: 'started' } | { readonly kind: 'refused'; readonly lines: readonly string[] }> {
	const opened = await openSite(env);
	if (opened.kind === 'refused') return { kind: 'refused', lines: [opened.line] };
	const { site } = opened;
	const lines = setsUp ? await setUp(site).catch(linesOf) : [];
	if (lines.length > 0) {
		await closeSite(site);
		return { kind: 'refused', lines };
	}
	setCurrentSite(site);
	tallying = setInterval(() => void tally(site), hour).unref();
	if (keepsHouse) stopKeeping = await keepHouse(site);
	return { kind: 'started' };
}

/** The line for a disk that takes nothing; any other error is thrown on. */
function linesOf(error: unknown): readonly string[] {
	const words = faultWords(error);
	if (words === undefined) throw error;
	return [`SOUNDINGS_DATA: nothing can be stored there: ${words}.`];
}

/** What a server needs once; yields what stands in the way, in lines. */
async function setUp(site: Site): Promise<readonly string[]> {
	const lines = await fill(site, resolve(projectFolder, site.env.SOUNDINGS_SURVEYS));
	if (lines.length > 0) return lines;
	const link = await ensureSetUpLink(site);
	if (link.kind === 'needed') {
		process.stderr.write(`Make the first administrator's account here (the link works once):\n  ${link.address}\n`);
	}
	return [];
}

/** Closes what {@link startUp} opened, after the last request. */
export async function shutDown(): Promise<void> {
	clearInterval(tallying);
	const site = currentSite();
	await stopKeeping?.(site.env.SHUTDOWN_TIMEOUT * 1000);
	await storeTallies(site, { when: 'last' }).catch((error: unknown) => untallied(site, error));
	setCurrentSite(undefined);
	await closeSite(site);
}

/** Whether requests can be answered and answers stored; where not, why. */
export async function checkHealth(): Promise<
	{ kind: 'ok' } | { kind: 'unavailable'; why: 'no-answer' | StorageFault }
> {
	try {
		const health = await currentSite().storage.health();
		return health === 'ok' ? { kind: 'ok' } : { kind: 'unavailable', why: health };
	} catch {
		return { kind: 'unavailable', why: 'no-answer' };
	}
}

/** Loads the surveys and, where it is asked for, the demonstration; yields what stands in the way, in lines. */
async function fill(site: Site, folder: string): Promise<readonly string[]> {
	const loaded = await loadSurveys(site, { folder });
	if (loaded.kind === 'refused') return loaded.lines;
	if (site.env.SOUNDINGS_DEMO) {
		const shown = await loadDemonstrationAloud(site, folder);
		if (shown.kind === 'refused') return [shown.line];
	}
	await openFirstWaves(site);
	return [];
}

/** A survey that was never fielded gets its first wave, so that it can be answered at once; imported ones are not ours. */
async function openFirstWaves(site: Site): Promise<void> {
	for (const { survey, waves } of await listSurveys(site)) {
		if (waves.every((wave) => wave.origin === 'simulated')) await openWave(site, { actor: soundings, survey });
	}
}

/** Loads the demonstration and says so: it takes some seconds the first time. */
async function loadDemonstrationAloud(site: Site, folder: string): ReturnType<typeof loadDemonstration> {
	let told = false;
	const loaded = await loadDemonstration(site, {
		folder,
		onProgress: () => {
			if (!told) process.stderr.write('Simulating the demonstration’s past waves (some seconds, once)…\n');
			told = true;
		},
	});
	if (loaded.kind === 'loaded' && loaded.responses > 0) {
		process.stderr.write(`${loaded.responses} simulated interviews are in, marked as simulated wherever they show.\n`);
	}
	return loaded;
}

/** Each process counts the interviews that it served. */
async function tally(site: Site): Promise<void> {
	await storeTallies(site, { when: 'hour' }).catch((error: unknown) => untallied(site, error));
}

function untallied(site: Site, error: unknown): void {
	site.log.staff.error({ err: error }, 'tallies of interviews could not be stored; the monitor will lack them');
}
