import { z } from 'zod';
import type { LetterFilter } from '#server/workflows/fieldwork/letters/index.ts';

const Chosen = z.object({
	to: z.enum(['not-written', 'not-answered']).catch('not-written'),
	file: z.string().max(64).catch(''),
	/** A column and a value of it, as JSON. */
	group: z.string().max(1000).catch(''),
});

const Group = z.tuple([z.string(), z.string()]);

/** Whom somebody chose to write to, as they typed it and as what it comes to. */
export function sentFilter(sent: FormData | URLSearchParams): {
	readonly typed: z.infer<typeof Chosen>;
	readonly filter: LetterFilter;
} {
	const typed = Chosen.parse(Object.fromEntries(sent));
	const [column, value] = groupIn(typed.group) ?? [];
	const group = column === undefined || value === undefined ? null : { column, value };
	return { typed, filter: { to: typed.to, file: typed.file === '' ? null : typed.file, group } };
}

/** When letters were made, which names them; undefined for what is no instant. */
export function sentRun(sent: FormData | URLSearchParams): Date | undefined {
	const at = z.coerce.number().int().positive().safeParse(sent.get('run')).data;
	return at === undefined || at > 8.64e15 ? undefined : new Date(at);
}

function groupIn(typed: string): z.infer<typeof Group> | undefined {
	if (typed === '') return undefined;
	try {
		return Group.safeParse(JSON.parse(typed)).data;
	} catch {
		return undefined;
	}
}
