import { error, json } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { editDraft, readDraft } from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../own-draft.ts';
import { placeOf, refusalWords } from '../refusal-words.ts';
import { readMessage } from './message.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const actor = await requireStaff(event, 'author');
	const message = (await readMessage(event.request)) ?? error(400, 'These are no edits.');
	const id = event.params.draft;
	const draft = await ownDraft(event);
	const edited = await editDraft(event.locals.site, { actor, id, ...message });
	if (edited.kind === 'edited') {
		const { document, revision } = edited.draft;
		const others = edited.others.map(({ byName, edits }) => ({ byName, places: edits.map(placeOf) }));
		// Whoever was alone with the draft has made of it what the server has: it need not come back.
		const wasAlone = revision === message.revision + 1;
		return json({ kind: 'edited', ...(!wasAlone && { document }), revision, others });
	}
	const now = (await readDraft(event.locals.site, { id })) ?? draft;
	return json({ kind: 'refused', words: refusalWords(edited), document: now.document, revision: now.revision });
};
