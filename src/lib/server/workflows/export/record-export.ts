import { demand } from '../../accounts/demand.ts';
import { putOnRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { WantedFile } from './make-export.ts';

/** Puts on record that somebody takes answers, or tables of them, out of Soundings: which, of whom, in which form. */
export async function recordExport(
	site: Site,
	args: { actor: Actor; wanted: WantedFile; stem: string },
): Promise<void> {
	demand(site, 'export', args.wanted.survey);
	const { format, waves, where, text, show, survey } = args.wanted;
	await putOnRecord(site, args.actor, {
		action: 'data.exported',
		object: `file ${args.stem}-${format}`,
		survey,
		after: { format, waves, where, text, show },
	});
}
