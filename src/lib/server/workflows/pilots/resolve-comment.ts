import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { Draft } from '../../storage/index.ts';
import { findPilot, resolvePilotComment } from '../../storage/index.ts';

/** Marks a tester's comment in a pilot of that draft as dealt with, or as open again. False where nothing was changed. */
export async function resolveComment(
	site: Site,
	args: { actor: Actor; draft: Draft; pilot: string; comment: string; resolved: boolean },
): Promise<boolean> {
	const { actor, draft, comment: id } = args;
	demand(site, 'author', draft.survey);
	const pilot = await findPilot(site.storage.reader, { id: args.pilot });
	if (pilot?.draft !== draft.id) return false;
	const action = args.resolved ? 'pilot.comment-resolved' : 'pilot.comment-opened';
	const doing = { action, object: `pilot ${pilot.id}`, survey: pilot.survey, after: { comment: id } };
	const resolved = args.resolved ? { byName: actor.name, on: site.clock.today() } : null;
	return resolvePilotComment(onRecord(site, actor, doing), { pilot: pilot.id, id, resolved });
}
