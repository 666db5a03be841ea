import type { WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import { onRecord } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { Dependence } from '../../storage/index.ts';
import { findImportDraft, listWaves, takeBack } from '../../storage/index.ts';
import { longestReason } from '#exchange/waves/index.ts';
import { dropColumns } from '../analysis/column-file.ts';
import { ImportRecord } from './record.ts';

export type TakenBack =
	| { readonly kind: 'taken-back'; readonly responses: number }
	| { readonly kind: 'reason-missing' }
	/** The file made the survey, which would be left with nothing. */
	| { readonly kind: 'only-waves' }
	| { readonly kind: 'in-use'; readonly by: readonly Dependence[] }
	| { readonly kind: 'unknown-import' };

/**
 * Takes the waves of one file out again, as long as nothing has been made of them. That it was brought in and taken back, by
 * whom, when and why, stays on record, and how it was lined up is proposed when the file comes again.
 */
export async function takeBackImport(
	site: Site,
	args: { survey: string; id: string; actor: Actor; reason: string },
): Promise<TakenBack> {
	demand(site, 'manage', args.survey);
	const { survey, id, actor } = args;
	const reason = args.reason.trim().slice(0, longestReason);
	if (reason === '') return { kind: 'reason-missing' };
	const stored = await findImportDraft(site.storage.reader, { survey, id });
	const record = stored === undefined ? undefined : ImportRecord.parse(stored.matching);
	if (record?.state !== 'imported') return { kind: 'unknown-import' };
	const waves = await listWaves(site.storage.reader, { survey });
	const isOwn = (id: WaveId) => record.waves.some((wave) => wave.id === id);
	if (record.matching === null && waves.every(({ id: of }) => isOwn(of))) return { kind: 'only-waves' };
	const after: ImportRecord = {
		...record,
		state: 'taken-back',
		takenBack: { by: actor.name, on: site.clock.today(), reason },
	};
	const doing = {
		...{ action: 'import.taken-back', object: `file ${stored?.fileName ?? id}`, survey },
		...{ before: record.waves, after: { reason } },
	};
	const taken = await takeBack(onRecord(site, actor, doing), {
		survey,
		waves: record.waves.map((wave) => wave.id),
		sha256: record.counted,
		record: { id, matching: after },
	});
	if (taken.kind === 'taken-back') for (const wave of record.waves) await dropColumns(site, { wave: wave.id });
	return taken.kind === 'not-there' ? { kind: 'unknown-import' } : taken;
}
