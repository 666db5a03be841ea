import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import { onRecord } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { deleteImportDraft } from '../../storage/index.ts';
import { isUnderWay, putJob } from './jobs.ts';
import { dropFile } from './kept-files.ts';
import { ImportRecord } from './record.ts';

/** Throws an open draft away, with its file. What was brought in stays on record. */
export async function throwAwayDraft(
	site: Site,
	args: { survey: string; id: string; actor: Actor },
): Promise<
	{ readonly kind: 'thrown-away'; readonly fileName: string } | { readonly kind: 'under-way' | 'unknown-draft' }
> {
	demand(site, 'manage', args.survey);
	if (await isUnderWay(site, args)) return { kind: 'under-way' };
	const { survey, id, actor } = args;
	const doing = { action: 'import.thrown-away', object: `draft ${id}`, survey };
	const deleted = await deleteImportDraft(onRecord(site, actor, doing), {
		...{ survey, id },
		only: (matching) => ImportRecord.parse(matching).state === 'draft',
	});
	if (deleted === undefined) return { kind: 'unknown-draft' };
	await putJob(site, { id, job: undefined });
	await dropFile(site, deleted.sha256);
	return { kind: 'thrown-away', fileName: deleted.fileName };
}
