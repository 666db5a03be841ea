import { error } from '@sveltejs/kit';
import { z } from 'zod';

const Place = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const Deletion = z
	.object({ reason: z.string().max(1000).catch(''), sure: z.string().optional() })
	.transform(({ reason, sure }) => ({ reason, isConfirmed: sure === 'yes' }));

/** The member of the sample that the address names. */
export function placeIn(params: { readonly member: string }): number {
	return Place.safeParse(params.member).data ?? error(404, 'There is nobody like that in the sample.');
}

/** With what a person's answers are asked to be deleted. */
export async function sentDeletion(request: Request): Promise<z.infer<typeof Deletion>> {
	return Deletion.parse(Object.fromEntries(await request.formData()));
}

/** As what a person's answers are to be handed out. */
export async function sentFormat(request: Request): Promise<'csv' | 'json'> {
	return (await request.formData()).get('as') === 'json' ? 'json' : 'csv';
}
