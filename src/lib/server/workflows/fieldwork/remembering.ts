import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';

/** Keeps what took long to make, by site and name, for so many milliseconds; asked for twice at once it is made once. */
export function remembering<T>(lasts: number): (site: Site, name: string, make: () => Promise<T>) => Promise<T> {
	const kept = new WeakMap<Storage, Map<string, { readonly until: number; readonly value: Promise<T> }>>();
	return async ({ storage }, name, make) => {
		const ofSite = kept.get(storage) ?? new Map<string, { readonly until: number; readonly value: Promise<T> }>();
		kept.set(storage, ofSite);
		const before = ofSite.get(name);
		if (before !== undefined && before.until > performance.now()) return before.value;
		const value = make();
		ofSite.set(name, { until: performance.now() + lasts, value });
		value.catch(() => ofSite.delete(name));
		return value;
	};
}
