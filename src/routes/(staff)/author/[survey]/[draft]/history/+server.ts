import { json, redirect } from '@sveltejs/kit';
import { nextPath, requireStaff } from '#server/accounts/index.ts';
import { redo, undo } from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../own-draft.ts';
import { refusalWords } from '../refusal-words.ts';
import { readStep } from './step.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
	const actor = await requireStaff(event, 'author');
	const { id } = await ownDraft(event);
	const { step, back } = await readStep(event.request);
	const stepped = await (step === 'redo' ? redo : undo)(event.locals.site, { actor, id });
	if (back === undefined) return json(stepped.kind === 'changed' ? {} : { words: refusalWords(stepped) });
	redirect(303, nextPath(back, `/author/${event.params.survey}/${id}`));
};
