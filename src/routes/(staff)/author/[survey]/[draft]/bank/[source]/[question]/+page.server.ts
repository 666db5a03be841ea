import { error, fail } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { questionInBank, takeQuestion, tryQuestion } from '#server/workflows/authoring/index.ts';
import { ownDraft } from '../../../own-draft.ts';
import { refusalWords } from '../../../refusal-words.ts';
import { whereOf } from './where.ts';
import type { Actions, PageServerLoad } from './$types';

const noSuch = 'There is no such question in your question bank.';
const noSection = 'The draft has no section to put it into. Add one first.';

export const load: PageServerLoad = async (event) => {
	await requireStaff(event, 'see');
	const { site } = event.locals;
	const draft = await ownDraft(event);
	const id = `${event.params.source}/${event.params.question}`;
	const found = (await questionInBank(site, { id })) ?? error(404, noSuch);
	const where = whereOf(draft.document, event.url.searchParams.get('where') ?? '');
	const tried = where === undefined ? undefined : await tryQuestion(site, { draft, id, where });
	return { found, where: where?.value ?? '', notes: tried?.notes ?? [] };
};

export const actions: Actions = {
	add: async (event) => {
		const actor = await requireStaff(event, 'author');
		const draft = await ownDraft(event);
		const said = (await event.request.formData()).get('where');
		const where = whereOf(draft.document, typeof said === 'string' ? said : '');
		if (where === undefined) return fail(400, { words: noSection });
		const id = `${event.params.source}/${event.params.question}`;
		const outcome = await takeQuestion(event.locals.site, { actor, draft, id, where });
		if (outcome.kind === 'added')
			return { added: { id: outcome.taken.id, notes: outcome.taken.notes, where: where.value } };
		if (outcome.kind === 'unknown-question') return error(404, noSuch);
		return fail(outcome.kind === 'conflict' ? 409 : 400, { words: refusalWords(outcome) });
	},
};
