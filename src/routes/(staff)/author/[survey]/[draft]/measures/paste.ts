import { fail } from '@sveltejs/kit';
import { firstLanguage, marginEdits, variablesIn } from '#core/authoring/index.ts';
import { pastedMargins } from '#exchange/margins/index.ts';
import type { PastedMargin } from '#exchange/margins/index.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { editDraft } from '#server/workflows/authoring/index.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { ownDraft } from '../own-draft.ts';
import { refusalWords } from '../refusal-words.ts';

type Sent = Pick<RequestEvent, 'locals' | 'url' | 'request'> & {
	readonly params: { readonly survey: string; readonly draft: string };
};

/** Takes figures that were pasted over as margins, or says on which line they cannot be understood. */
export async function pasteMargins(event: Sent) {
	const actor = await requireStaff(event, 'author');
	const { id, document, revision } = await ownDraft(event);
	const typed = (await event.request.formData()).get('figures');
	const pasted = typeof typed === 'string' ? typed.slice(0, 100_000) : '';
	const { margins, problems } = pastedMargins(
		pasted,
		variablesIn(document).map(({ variable }) => variable),
	);
	if (problems.length > 0) return fail(400, { pasted, lines: problems });
	const edits = marginEdits(document, margins, firstLanguage(document));
	const edited = await editDraft(event.locals.site, { actor, id, revision, edits });
	if (edited.kind !== 'edited') return fail(409, { pasted, words: refusalWords(edited) });
	return { told: margins.map(understood).join(' ') };
}

function understood({ id, targets, written, sum, without }: PastedMargin): string {
	const left = without.map(({ variable, labels }) => `${labels.join(', ')} of ${variable}`).join('; ');
	const figures = `“${id}”: ${targets.length} figures taken over as ${written} that add up to ${Number(sum.toPrecision(6))}.`;
	return left === '' ? figures : `${figures} Without a figure: ${left}.`;
}
