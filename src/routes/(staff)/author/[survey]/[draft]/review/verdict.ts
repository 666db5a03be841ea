import { z } from 'zod';

const Verdict = z.object({
	revision: z.coerce.number().int().min(0),
	verdict: z.enum(['approved', 'changes-wanted']),
	words: z.string().trim().max(5000),
	agreed: z.array(z.string().max(500)).max(1000),
});

/** What a reviewer has sent; undefined where no verdict is in it. */
export function readVerdict(form: FormData): z.infer<typeof Verdict> | undefined {
	const agreed = form.getAll('agreed');
	return Verdict.safeParse({ ...Object.fromEntries(form), words: form.get('words') ?? '', agreed }).data;
}

/** The revision that was looked at, −1 for none. */
export function readRevision(form: FormData): number {
	return z.coerce
		.number()
		.int()
		.min(0)
		.catch(-1)
		.parse(form.get('revision') ?? -1);
}
