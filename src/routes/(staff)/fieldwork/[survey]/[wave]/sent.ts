import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { WaveId } from '#core/fieldwork/index.ts';

const Step = z.object({
	step: z.enum(['pilot', 'open', 'pause', 'go-on', 'extend', 'close', 'archive']),
	reason: z.string().max(1000).default(''),
	to: z.iso.date().optional().catch(undefined),
});

const Check = z.object({ check: z.enum(['test-interviews', 'contacts']), words: z.string().max(1000).default('') });

/** The step that a form asks for; undefined where it asks for none. */
export async function sentStep(request: Request): Promise<z.infer<typeof Step> | undefined> {
	return Step.safeParse(Object.fromEntries(await request.formData())).data;
}

/** What somebody says they have checked. */
export async function sentCheck(request: Request): Promise<z.infer<typeof Check> | undefined> {
	return Check.safeParse(Object.fromEntries(await request.formData())).data;
}

/** The wave that the address names. */
export function waveIn(params: { readonly wave: string }): WaveId {
	return WaveId.safeParse(params.wave).data ?? error(404, 'There is no such wave of this survey.');
}
