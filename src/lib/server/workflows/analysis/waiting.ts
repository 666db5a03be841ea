import type { Wave } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import { madeVariables } from '../coding/coded-columns.ts';
import { variablesToFollow } from './followed.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { loadWaves, versionsOf } from './loaded-waves.ts';
import type { Reading } from './reading.ts';
import { readingOf } from './reading.ts';

/** What a page of analysis has to wait for. */
export type Wait =
	| { readonly kind: 'none' }
	/** Answers are read, wave after wave; `reading` is undefined between two steps. */
	| { readonly kind: 'reading'; readonly wave: number; readonly waves: number; readonly reading: Reading | undefined }
	/** Answers are there, and figures of so many groups are computed as soon as the page is asked for. */
	| { readonly kind: 'computing'; readonly interviews: number; readonly groups: number };

interface Run {
	readonly loaded: Promise<readonly LoadedWave[]>;
	at: { readonly wave: Wave; readonly number: number; readonly waves: number } | undefined;
}

/** How long a trend in groups takes for each interview, group and measure, in seconds: a second for 100,000 in 50 groups. */
const secondsEach = 2e-7;
const mostTold = 500;

const runs = new WeakMap<Storage, Map<string, Run>>();
const toldOf = new WeakMap<Storage, Map<string, number>>();

/**
 * Sees to it that the answers of a survey are in memory, and waits for that no longer than `patience` milliseconds. What
 * is not done then goes on. `address` is the page that needs them: where its figures take longer than `longest` seconds (1) to
 * compute,
 * that is to be told; with `tell` it is, and then no more until there are other answers.
 */
export async function waitFor(
	site: Site,
	args: { survey: string; address: string; patience: number; tell: boolean; longest?: number },
): Promise<Wait> {
	demand(site, 'see', args.survey);
	const run = runOf(site, args.survey);
	const loaded = await within(args.patience, run.loaded);
	if (loaded === 'not-yet') {
		const { at } = run;
		return {
			...{ kind: 'reading', wave: at?.number ?? 1, waves: at?.waves ?? 1 },
			reading: at === undefined ? undefined : readingOf(site, at.wave.id),
		};
	}
	return computing(site, args, loaded);
}

function runOf(site: Site, survey: string): Run {
	const ofSite = runs.get(site.storage) ?? new Map<string, Run>();
	runs.set(site.storage, ofSite);
	const before = ofSite.get(survey);
	if (before !== undefined) return before;
	const load = async () => {
		try {
			const versions = await versionsOf(site, survey);
			return await loadWaves(site, { survey, versions, reached: (at) => void (run.at = at) });
		} catch {
			// The page itself meets the same fault, and says so.
			return [];
		} finally {
			ofSite.delete(survey);
		}
	};
	const run: Run = { loaded: Promise.resolve().then(load), at: undefined };
	ofSite.set(survey, run);
	return run;
}

async function within<T>(patience: number, work: Promise<T>): Promise<T | 'not-yet'> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<'not-yet'>((resolve) => {
		timer = setTimeout(resolve, patience, 'not-yet');
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** The trend in groups, and the changes that come of it, are all that takes long once answers are in memory. */
async function computing(
	site: Site,
	{ survey, address, tell, longest = 1 }: { survey: string; address: string; tell: boolean; longest?: number },
	loaded: readonly LoadedWave[],
): Promise<Wait> {
	const { pathname, searchParams } = new URL(address, 'http://here.invalid');
	const breakBy = searchParams.get('by');
	if (!/^\/analyse\/[^/]+(\/changes)?$/.test(pathname) || breakBy === null || breakBy === '') return { kind: 'none' };
	const interviews = loaded.reduce((sum, { answers }) => sum + answers.dataset.rows, 0);
	const versions = (await versionsOf(site, survey)).toReversed();
	const variables = variablesToFollow(versions, await madeVariables(site, { survey }));
	const groups = variables.get(breakBy)?.values.length ?? 0;
	const subject = variables.get(searchParams.get('variable') ?? '');
	const measures = subject === undefined ? (versions[0]?.measures.length ?? 0) : Math.max(subject.values.length, 1);
	if (interviews * (groups + 1) * measures * secondsEach < longest) return { kind: 'none' };
	const told = toldOf.get(site.storage) ?? new Map<string, number>();
	toldOf.set(site.storage, told);
	const key = JSON.stringify([pathname, breakBy, searchParams.get('variable')]);
	if (told.get(key) === interviews) return { kind: 'none' };
	if (tell) {
		if (told.size >= mostTold) told.clear();
		told.set(key, interviews);
	}
	return { kind: 'computing', interviews, groups };
}
