import { error, json } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { currentSite } from '#server/site.ts';
import { editDraft, readDraft } from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../own-draft.ts';
import { placeOf, refusalWords } from '../refusal-words.ts';
import { readMessage } from './message.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const actor = await requireStaff(event, 'author');
	const message = (await readMessage(event.request)) ?? error(400, 'These are no edits.');
	const id = event.params.draft;
	const draft = await ownDraft(event.params);
	const edited = await editDraft(currentSite(), { actor, id, ...message });
	if (edited.kind === 'edited') {
		const { document, revision } = edited.draft;
		const others = edited.others.map(({ byName, edits }) => ({ byName, places: edits.map(placeOf) }));
		return json({ kind: 'edited', document, revision, others });
	}
	const now = (await readDraft(currentSite(), { id })) ?? draft;
	return json({ kind: 'refused', words: refusalWords(edited), document: now.document, revision: now.revision });
};
