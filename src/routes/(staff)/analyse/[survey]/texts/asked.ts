import { z } from 'zod';
import { WaveId } from '#core/fieldwork/index.ts';

const Asked = z.object({
	wave: z.string().max(80).optional().catch(undefined),
	variable: z.string().max(200).optional().catch(undefined),
	only: z.enum(['all', 'masked', 'by-hand']).default('masked').catch('masked'),
	after: z.coerce.number().int().min(-1).default(-1).catch(-1),
});

/** Which texts an address asks for. */
export function askedIn(url: URL): z.infer<typeof Asked> {
	return Asked.parse(Object.fromEntries(url.searchParams));
}

const At = z.object({ wave: WaveId, variable: z.string().min(1).max(200), response: z.string().min(1).max(64) });
const whole = z
	.string()
	.regex(/^\d{1,6}$/)
	.transform(Number);
const Stretch = z.object({ from: whole, to: whole });

/** The answer that a form is about, the words or the stretch that it sends; undefined for what no form of ours sends. */
export async function sentAbout(request: Request) {
	const fields = Object.fromEntries(await request.formData());
	const at = At.safeParse(fields).data;
	const words = z.string().max(400).default('').catch('').parse(fields.words);
	return at && { at, words, stretch: Stretch.safeParse(fields).data };
}
