import { z } from 'zod';
import { messageKinds } from '#core/messages/index.ts';
import { longestPaste } from '#server/workflows/fieldwork/messages/index.ts';

const Decision = z
	.object({
		decision: z.enum(['sent', 'again', 'cancelled']),
		id: z
			.string()
			.regex(/^[0-9a-f]{32}$/)
			.optional(),
		state: z.enum(['failed', 'uncertain']).optional(),
	})
	.transform(({ decision, id, state }) => ({ decision, which: id === undefined ? state && { state } : { id } }));

const Template = z.object({ subject: z.string().max(2000).catch(''), body: z.string().max(50_000).catch('') });
const Which = z.object({ kind: z.enum(messageKinds), language: z.string().max(3) });

/** What somebody decided, and of which messages; undefined where the form says neither. */
export async function sentDecision(request: Request) {
	const sent = Decision.safeParse(Object.fromEntries(await request.formData())).data;
	return sent?.which === undefined ? undefined : { decision: sent.decision, which: sent.which };
}

export async function sentHeld(request: Request): Promise<boolean> {
	return (await request.formData()).get('held') === 'yes';
}

/** What was pasted of mail that came back. */
export async function sentBounces(request: Request): Promise<string> {
	const pasted = (await request.formData()).get('pasted');
	return typeof pasted === 'string' ? pasted.slice(0, longestPaste) : '';
}

export async function sentTemplate(request: Request): Promise<z.infer<typeof Template>> {
	return Template.parse(Object.fromEntries(await request.formData()));
}

/** The kind and the language that an address names; undefined where it names none that there is. */
export function whichIn(params: { readonly kind: string; readonly language: string }) {
	return Which.safeParse(params).data;
}
