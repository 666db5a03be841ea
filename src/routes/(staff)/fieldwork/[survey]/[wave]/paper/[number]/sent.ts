import { z } from 'zod';

const Sent = z.object({ revision: z.coerce.number().int().min(0).catch(0), finish: z.boolean() });

/** What was typed of a form, by field, as of which revision, and whether that is all of it. */
export async function sentEntry(request: Request) {
	const form = await request.formData();
	const typed: Record<string, string> = {};
	for (const [name, value] of form) {
		if (name.startsWith('typed.') && typeof value === 'string') typed[name.slice('typed.'.length)] = value;
	}
	return { ...Sent.parse({ revision: form.get('revision'), finish: form.get('do') === 'finish' }), typed };
}

/** What was decided of two typings: for each field one of the two, or what was typed as a third. */
export async function sentDecisions(request: Request) {
	const form = await request.formData();
	const fields = new Map<string, string>();
	for (const [name, value] of form) {
		if (!name.startsWith('take.') || typeof value !== 'string') continue;
		const field = name.slice('take.'.length);
		const typed = form.get(value === 'other' ? `other.${field}` : `${value}.${field}`);
		if (typeof typed === 'string') fields.set(field, typed);
	}
	const layout = form.get('layout');
	const { revision } = Sent.parse({ revision: form.get('revision'), finish: true });
	return { revision, decided: { layout: typeof layout === 'string' ? layout : '', fields } };
}
