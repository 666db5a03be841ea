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
			const body = JSON.stringify(message);
			const response = await posted(`${root}/edits`, body);
			// Whoever is not signed in is sent to do so.
			if (response.redirected) return { kind: 'no-answer', why: 'signed-out' };
			if (response.status === 403 || response.status === 404) return { kind: 'no-answer', why: 'not-allowed' };
			const reply = Reply.safeParse(await response.json());
			return reply.success ? reply.data : { kind: 'no-answer', why: 'silence' };
		} catch {
			return { kind: 'no-answer', why: 'silence' };
		}
	};
}

/** Sent to its end even where the page is left meanwhile; browsers do that for 64 kB at most. */
function posted(address: string, body: string): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	return fetch(address, { method: 'POST', headers, body, keepalive: body.length < 20_000 });
}

const Stepped = z.object({ words: z.string().optional() });

/** Takes back or does again; words where that could not be done. */
export async function stepThrough(root: string, which: 'undo' | 'redo'): Promise<string | undefined> {
	try {
		const response = await posted(`${root}/history`, JSON.stringify({ step: which }));
		if (response.redirected) return 'You are not signed in any more. Nothing was changed.';
		return Stepped.parse(await response.json()).words;
	} catch {
		return 'The server does not answer. Nothing was changed.';
	}
}
