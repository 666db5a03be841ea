import type { Site } from '#server/site.ts';
import { draftPageOf } from '#server/workflows/imports/draft-page.ts';
import { closedImportOf } from '#server/workflows/imports/imports-page.ts';
import { problemsOf } from './problem-words.ts';
import { refusedLines } from './refused-words.ts';

/** What the page of a file shows: open, under way, brought in or taken back, or gone; undefined for one that is unknown. */
export async function shownDraft(site: Site, at: { survey: string; id: string }) {
	const page = await draftPageOf(site, at);
	switch (page.kind) {
		case 'unknown-draft':
			return undefined;
		case 'file-gone': {
			const { fileName } = page.stored;
			return { kind: page.kind, fileName };
		}
		case 'closed': {
			const { fileName, bytes, createdBy, createdOn } = page.stored;
			const { by, on, waves } = page.record;
			const takenBack = page.record.state === 'taken-back' ? page.record.takenBack : null;
			const variables = await closedImportOf(site, { ...at, waves: waves.map(({ id }) => id) });
			return { kind: page.kind, fileName, bytes, createdBy, createdOn, by, on, waves, takenBack, variables };
		}
		case 'open': {
			const { job, problems, ...open } = page;
			if (job !== null && (job.kind === 'reading' || job.kind === 'writing')) {
				const { kind, done, all } = job;
				return { kind: 'under-way' as const, fileName: open.file.fileName, job: { kind, done, all } };
			}
			const told = open.waves.several.map(({ value }) => value);
			return { ...open, refused: job === null ? [] : refusedLines(job), problems: problemsOf(problems, told) };
		}
	}
}
