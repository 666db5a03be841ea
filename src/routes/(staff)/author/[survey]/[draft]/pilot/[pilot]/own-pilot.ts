import { error, type RequestEvent } from '@sveltejs/kit';
import { pilotOf } from '#server/workflows/pilots/index.ts';
import { ownDraft } from '../../own-draft.ts';

/** The pilot that an address names, which has to be one of the draft that it names too (404), and that draft. */
export async function ownPilot(
	event: Pick<RequestEvent, 'locals'> & { readonly params: { survey: string; draft: string; pilot: string } },
) {
	const draft = await ownDraft(event);
	const pilot = await pilotOf(event.locals.site, { draft, id: event.params.pilot });
	return pilot === undefined ? error(404, 'There is no such pilot.') : { draft, pilot };
}
