import { z } from 'zod';

const Step = z.object({ step: z.enum(['undo', 'redo']).catch('undo'), back: z.string().max(2000).optional() });

/** What a request asks for: as JSON from the page's script, which goes on by itself, or as a form that says where `back` is. */
export async function readStep(request: Request): Promise<z.infer<typeof Step>> {
	const isJson = request.headers.get('content-type')?.startsWith('application/json') === true;
	const body: unknown = isJson ? await request.json().catch(() => ({})) : Object.fromEntries(await request.formData());
	return Step.safeParse(body).data ?? { step: 'undo', back: '' };
}
