import { z } from 'zod';
import type { Site } from '../../site.ts';
import { changeSetting, findSetting } from '../../storage/index.ts';

/** What came of a file where that is a refusal; see `ImportedWaves`. */
const Refusal = z.discriminatedUnion('kind', [
	z.strictObject({ kind: z.literal('already-imported'), on: z.string() }),
	z.strictObject({
		kind: z.literal('rejected'),
		problems: z.array(z.strictObject({ line: z.int(), column: z.string(), words: z.string() })).readonly(),
		more: z.int(),
	}),
	z.strictObject({ kind: z.literal('survey-exists') }),
	z.strictObject({ kind: z.literal('unknown-version'), version: z.int() }),
	z.strictObject({ kind: z.literal('wave-exists'), label: z.string() }),
]);

const ImportJob = z
	.strictObject({
		kind: z.enum(['reading', 'writing', 'refused', 'failed']),
		/** Interviews read so far, and all. */
		done: z.int(),
		all: z.int(),
		refusal: Refusal.nullable(),
	})
	.readonly();
/** A file that is being brought in, or why it was not. */
export type ImportJob = z.infer<typeof ImportJob>;

/** As it is kept: in the database, since the next request may be answered by another process. `at` is when it was put down. */
const KeptJob = z.strictObject({ at: z.number(), job: ImportJob });

/**
 * For so many milliseconds a process may say nothing of its job; then it was stopped in the middle, and nothing was brought
 * in. All is written in one transaction, during which nothing can be said.
 */
const longestSilence = { reading: 60_000, writing: 600_000 } as const;
const nameOf = (id: string) => `import-job ${id}`;

/** How far the bringing in of a draft is, or what stopped it last time; undefined when nobody has begun. */
export async function jobOf(site: Site, { id }: { id: string }): Promise<ImportJob | undefined> {
	return jobIn(await findSetting(site.storage.reader, { name: nameOf(id) }), site.clock.now());
}

export async function isUnderWay(site: Site, args: { id: string }): Promise<boolean> {
	return isGoingOn(await jobOf(site, args));
}

/** Puts down that a draft begins to be brought in; false where that is under way, in whichever process. */
export async function beginJob(site: Site, { id, all }: { id: string; all: number }): Promise<boolean> {
	const begun = kept(site, { kind: 'reading', done: 0, all, refusal: null });
	return changeSetting(site.storage.writer, {
		name: nameOf(id),
		change: (before) => (isGoingOn(jobIn(before, site.clock.now())) ? before : begun),
	});
}

/** Puts down how far a draft is; undefined forgets it. */
export async function putJob(site: Site, { id, job }: { id: string; job: ImportJob | undefined }): Promise<void> {
	const value = job === undefined ? undefined : kept(site, job);
	await changeSetting(site.storage.writer, { name: nameOf(id), change: () => value });
}

function kept(site: Site, job: ImportJob): string {
	return JSON.stringify({ at: site.clock.now().getTime(), job });
}

function jobIn(value: string | undefined, now: Date): ImportJob | undefined {
	if (value === undefined) return undefined;
	const { at, job } = KeptJob.parse(JSON.parse(value));
	if (job.kind !== 'reading' && job.kind !== 'writing') return job;
	const isSilent = Math.abs(now.getTime() - at) > longestSilence[job.kind];
	return isSilent ? { ...job, kind: 'failed' } : job;
}

function isGoingOn(job: ImportJob | undefined): boolean {
	return job?.kind === 'reading' || job?.kind === 'writing';
}
