import { SurveySlug } from '#core/instrument/index.ts';
import type { WaveCodebook } from '#exchange/waves/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { importWaves } from '../import-waves.ts';
import type { OpenDraft } from './draft.ts';
import { findDraft } from './draft.ts';
import type { DraftProblem } from './draft-problems.ts';
import { isTaken } from './draft-problems.ts';
import type { ImportJob } from './jobs.ts';
import { beginJob, isUnderWay, putJob } from './jobs.ts';
import { dropFile, keptFile, turn } from './kept-files.ts';
import { importLimits } from './limits.ts';

export type BroughtIn =
	/** Begun; `jobOf` tells how far it is, and the draft is closed when it is done. */
	| { readonly kind: 'begun'; readonly finished: Promise<void> }
	| { readonly kind: 'not-ready'; readonly problems: readonly DraftProblem[] }
	| { readonly kind: 'under-way' | 'unknown-draft' | 'closed' };

/**
 * Begins to bring a draft's waves in: all of the file in one transaction, or nothing and the reasons. What was found of each
 * variable goes into the ledger; the file is removed when all is in.
 */
export async function bringInDraft(site: Site, args: { survey: string; id: string; actor: Actor }): Promise<BroughtIn> {
	demand(site, 'manage', args.survey);
	const { id, actor } = args;
	if (await isUnderWay(site, args)) return { kind: 'under-way' };
	const draft = await findDraft(site, args);
	if (draft.kind !== 'open') return { kind: draft.kind === 'closed' ? 'closed' : 'unknown-draft' };
	if (draft.problems.length > 0) return { kind: 'not-ready', problems: draft.problems };
	const codebook = codebookOf(draft);
	const { stored, matching } = draft;
	const all = draft.file.rows;
	if (codebook === undefined || !(await beginJob(site, { id, all }))) return { kind: 'under-way' };
	const tell = teller(site, id);

	const run = async (): Promise<void> => {
		const file = await keptFile(site, stored.sha256);
		if (file === undefined) throw new Error('the file of a draft is gone');
		const { createdBy, createdOn } = stored;
		const done = await importWaves(
			site,
			{
				...file,
				...{ survey: SurveySlug.parse(stored.survey), codebook, fileName: stored.fileName, actor },
				draft: { id, createdBy, createdOn, matching },
			},
			{
				limits: importLimits,
				between: async (rows) => {
					await tell({ kind: rows < all ? 'reading' : 'writing', done: rows, all, refusal: null });
					await turn();
				},
			},
		);
		if (done.kind === 'imported') {
			await putJob(site, { id, job: undefined });
			await dropFile(site, stored.sha256);
		} else await putJob(site, { id, job: { kind: 'refused', done: all, all, refusal: done } });
	};
	const finished = run().catch(async (error: unknown) => {
		site.log.staff.error({ err: error, import: id }, 'waves could not be brought in');
		// Where not even this can be put down, the job's silence says it.
		await putJob(site, { id, job: { kind: 'failed', done: 0, all, refusal: null } }).catch(() => undefined);
	});
	return { kind: 'begun', finished };
}

/** Puts down how far a job is, once a second at the most, and when it comes to something else. */
function teller(site: Site, id: string): (job: ImportJob) => Promise<void> {
	let told = { kind: 'reading', at: site.clock.now().getTime() };
	return async (job) => {
		const at = site.clock.now().getTime();
		if (job.kind === told.kind && at - told.at < 1000) return;
		told = { kind: job.kind, at };
		await putJob(site, { id, job });
	};
}

/** The codebook that a finished matching amounts to; undefined where something has not been said. */
function codebookOf({ matching, ours }: OpenDraft): WaveCodebook | undefined {
	const { mode, sampleType, weight, version } = matching;
	const { column, one, several } = matching.waves;
	if (mode === null || sampleType === null) return undefined;
	const waves = Object.entries(several);
	return {
		continues: { version },
		wave:
			column === null
				? { mode, sampleType, label: one.label, closedOn: one.closedOn }
				: {
						...{ mode, sampleType, column },
						labels: Object.fromEntries(waves.map(([value, { label }]) => [value, label])),
						closedOn: Object.fromEntries(waves.map(([value, { closedOn }]) => [value, closedOn])),
					},
		weight,
		variables: ours.flatMap(({ name }) => {
			const matched = matching.variables[name];
			if (matched === undefined || matched.column === null || !isTaken(matched)) return [];
			const { verdict, reason, column: from } = matched;
			if (verdict === null || verdict === 'leave-out') return [];
			const meanings = Object.fromEntries(
				Object.entries(matched.meanings).flatMap(([value, meaning]) => (meaning === null ? [] : [[value, meaning]])),
			);
			return [
				{ name, column: from, ...{ missing: {}, empty: 'not-applicable', spellings: {} }, meanings, verdict, reason },
			];
		}),
	};
}

/** Waits for what was begun, but no longer than a second: whoever asked is better off seeing how far it is. */
export async function shortly(finished: Promise<void>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, 1000)));
	await Promise.race([finished, patience]);
	clearTimeout(timer);
}
