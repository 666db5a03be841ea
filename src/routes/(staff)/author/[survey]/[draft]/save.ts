import { fail } from '@sveltejs/kit';
import { z } from 'zod';
import { Edit } from '#core/authoring/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { editByForm } from '#server/workflows/authoring/index.ts';
import { ownDraft } from './own-draft.ts';
import { refusalWords } from './refusal-words.ts';
import type { RequestEvent } from '@sveltejs/kit';

const Do = z.string().max(20_000).transform(parsed).pipe(z.array(Edit).max(50));

type Sent = Pick<RequestEvent, 'locals' | 'url' | 'request'> & {
	readonly params: { readonly survey: string; readonly draft: string };
};

/**
 * Stores the form of a page of the studio as it is sent without scripts: what its fields say, and the edits of the button
 * that sent it (`do`). With scripts the same edits go to /edits as they are made.
 */
export async function saveForm(event: Sent) {
	const actor = await requireStaff(event, 'author');
	const { id } = await ownDraft(event);
	const form = await event.request.formData();
	const fields = [...form].flatMap(([name, value]): [string, string][] =>
		typeof value === 'string' ? [[name, value]] : [],
	);
	const more = Do.safeParse(form.get('do') ?? '[]').data ?? [];
	const revision = Number(form.get('revision'));
	const edited = await editByForm(event.locals.site, { actor, id, revision, fields, more });
	return edited.kind === 'edited'
		? { saved: true }
		: fail(edited.kind === 'conflict' ? 409 : 400, { words: refusalWords(edited) });
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text === '' ? '[]' : text);
	} catch {
		return undefined;
	}
}
