import type { OurVariable } from '#core/comparability/index.ts';
import { variablesToMatch } from '#core/comparability/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { FileColumns } from '#exchange/waves/index.ts';
import type { Site } from '../../site.ts';
import type { StoredImportDraft } from '../../storage/index.ts';
import { findImportDraft, findInstrument, listWaves } from '../../storage/index.ts';
import type { DraftProblem } from './draft-problems.ts';
import { draftProblems } from './draft-problems.ts';
import { columnsOfKept } from './kept-files.ts';
import { ImportRecord } from './record.ts';
import type { Matching } from './record.ts';

/** A file that is being lined up, with all that it is lined up with. */
export interface OpenDraft {
	readonly kind: 'open';
	readonly stored: StoredImportDraft;
	readonly matching: Matching;
	readonly instrument: Instrument;
	readonly ours: readonly OurVariable[];
	readonly file: FileColumns;
	readonly problems: readonly DraftProblem[];
}

export type FoundDraft =
	| OpenDraft
	/** Brought in, and perhaps taken back. */
	| {
			readonly kind: 'closed';
			readonly stored: StoredImportDraft;
			readonly record: Exclude<ImportRecord, { state: 'draft' }>;
	  }
	| { readonly kind: 'unknown-draft' }
	/** Somebody has taken the file out of the data folder. */
	| { readonly kind: 'file-gone'; readonly stored: StoredImportDraft };

/** A draft by its id. */
export async function findDraft(site: Site, args: { survey: string; id: string }): Promise<FoundDraft> {
	const { reader } = site.storage;
	const stored = await findImportDraft(reader, args);
	if (stored === undefined) return { kind: 'unknown-draft' };
	const record = ImportRecord.parse(stored.matching);
	if (record.state !== 'draft') return { kind: 'closed', stored, record };
	const { matching } = record;
	const instrument = await findInstrument(reader, { survey: args.survey, version: matching.version });
	const file = await columnsOfKept(site, stored.sha256);
	if (instrument === undefined || file === undefined) return { kind: 'file-gone', stored };
	const ours = variablesToMatch(instrument);
	const labels = (await listWaves(reader, args)).map(({ label }) => label);
	return {
		...{ kind: 'open', stored, matching, instrument, ours, file },
		problems: draftProblems({ matching, ours, file, labels }),
	};
}
