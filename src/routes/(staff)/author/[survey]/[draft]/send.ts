import { z } from 'zod';
import { Json } from '#core/authoring/index.ts';
import type { Answered, Send } from '#ui/studio/studio.svelte.ts';

const Reply = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('edited'),
		document: Json.optional(),
		revision: z.number(),
		others: z.array(z.object({ byName: z.string(), places: z.array(z.string()) })),
	}),
	z.object({ kind: z.literal('refused'), words: z.string(), document: Json, revision: z.number() }),
]);

/** Sends edits to the draft's own address. */
export function sendingTo(root: string): Send {
	return async (message): Promise<Answered> => {
		try {
			const response = await fetch(`${root}/edits`, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(message),
				keepalive: true,
			});
			const reply = Reply.safeParse(await response.json());
			return reply.success ? reply.data : { kind: 'no-answer' };
		} catch {
			return { kind: 'no-answer' };
		}
	};
}

const Stepped = z.object({ words: z.string().optional() });

/** Takes back or does again; words where that could not be done. */
export async function stepThrough(root: string, which: 'undo' | 'redo'): Promise<string | undefined> {
	const response = await fetch(`${root}/history`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ step: which }),
	});
	return Stepped.parse(await response.json()).words;
}
