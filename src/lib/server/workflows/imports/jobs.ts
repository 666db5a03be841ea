import type { Site } from '../../site.ts';
import type { Storage } from '../../storage/index.ts';
import type { ImportedWaves } from '../import-waves.ts';

/** A file that is being brought in, or why it was not. */
export interface ImportJob {
	readonly kind: 'reading' | 'writing' | 'refused' | 'failed';
	/** Interviews read so far, and all. */
	readonly done: number;
	readonly all: number;
	/** What came of it where that is a refusal; null otherwise. */
	readonly refusal: Exclude<ImportedWaves, { kind: 'imported' }> | null;
}

const jobs = new WeakMap<Storage, Map<string, ImportJob>>();

/** How far the bringing in of a draft is, or what stopped it last time; undefined when nobody has begun. */
export function jobOf(site: Site, { id }: { id: string }): ImportJob | undefined {
	return jobs.get(site.storage)?.get(id);
}

export function isUnderWay(site: Site, args: { id: string }): boolean {
	const job = jobOf(site, args);
	return job?.kind === 'reading' || job?.kind === 'writing';
}

/** Puts down how far a draft is; undefined forgets it. */
export function putJob(site: Site, { id, job }: { id: string; job: ImportJob | undefined }): void {
	const ofSite = jobs.get(site.storage) ?? new Map<string, ImportJob>();
	jobs.set(site.storage, ofSite);
	if (job === undefined) ofSite.delete(id);
	else ofSite.set(id, job);
}
