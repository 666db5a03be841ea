import { requireStaff } from '#server/accounts/index.ts';
import { resolveComment } from '#server/workflows/pilots/index.ts';
import { ownDraft } from '../../own-draft.ts';
import { saveForm } from '../../save.ts';
import type { RequestEvent } from './$types';

/**
 * Marks a tester's comment as dealt with, or as open again. Without scripts the button sends the question's whole form,
 * whose fields are stored as they are by its own button.
 */
export async function markComment(event: RequestEvent) {
	const actor = await requireStaff(event, 'author');
	const draft = await ownDraft(event);
	const sent = (await event.request.clone().formData()).get('mark');
	const [pilot = '', comment = '', to = ''] = typeof sent === 'string' ? sent.slice(0, 200).split(' ') : [];
	const saved = await saveForm(event);
	await resolveComment(event.locals.site, { actor, draft, pilot, comment, resolved: to === 'resolved' });
	return saved;
}
