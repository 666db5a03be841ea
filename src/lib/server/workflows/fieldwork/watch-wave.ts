import type { Monitor, WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import { monitorOfWave } from './monitor-of.ts';

/** The least time between two computations for all who watch a wave, in milliseconds. */
const leastPause = 1000;

/** Of the time of this process, at most one part in so many goes into computing for those who watch. */
const restFactor = 20;

/** Those who watch one wave in this process, and what they saw last, as JSON. */
interface Watched {
	readonly watchers: Set<(json: string) => void>;
	seen: string | undefined;
	timer: NodeJS.Timeout | undefined;
}

const watchedBySite = new WeakMap<Storage, Map<string, Watched>>();

/**
 * Hands `tell` the wave's monitor as JSON now, and again whenever it has changed: it is computed for all watchers at once,
 * from what is stored, so that it makes no difference which process served an interview. Yields how to stop.
 */
export function watchWave(
	site: Site,
	args: { survey: string; wave: WaveId; tell: (json: string) => void; failed: (error: unknown) => void },
): () => void {
	demand(site, 'field', args.survey);
	const ofSite = watchedBySite.get(site.storage) ?? new Map<string, Watched>();
	watchedBySite.set(site.storage, ofSite);
	const key = `${args.survey} ${args.wave}`;
	const watched = ofSite.get(key) ?? { watchers: new Set(), seen: undefined, timer: undefined };
	ofSite.set(key, watched);
	const { tell } = args;
	watched.watchers.add(tell);
	if (watched.seen !== undefined) tell(watched.seen);
	// Each watcher was let in for themselves; what is computed is for all of them.
	watched.timer ??= setTimeout(() => void compute({ ...site, asker: null }, args, watched), 0).unref();
	return () => {
		watched.watchers.delete(tell);
		if (watched.watchers.size > 0) return;
		clearTimeout(watched.timer);
		watched.timer = undefined;
		if (ofSite.get(key) === watched) ofSite.delete(key);
	};
}

async function compute(site: Site, args: Parameters<typeof watchWave>[1], watched: Watched): Promise<void> {
	const started = performance.now();
	try {
		const monitor: Monitor | undefined = await monitorOfWave(site, args);
		const json = JSON.stringify(monitor ?? null);
		if (json !== watched.seen) for (const tell of watched.watchers) tell(json);
		watched.seen = json;
	} catch (error) {
		args.failed(error);
	}
	if (watched.watchers.size === 0) return;
	const pause = Math.max(leastPause, (performance.now() - started) * restFactor);
	watched.timer = setTimeout(() => void compute(site, args, watched), pause).unref();
}
