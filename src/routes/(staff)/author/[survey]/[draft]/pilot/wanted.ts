import { z } from 'zod';

const Wanted = z.object({
	source: z.enum(['draft', 'published']),
	label: z.string().max(1000),
	languages: z.array(z.string().max(10)).max(100),
	closesOn: z.iso.date(),
});

/** What a form asks a pilot to be; undefined where its day is none. `sent` is for the form that comes back. */
export function readWanted(form: FormData): { wanted: z.infer<typeof Wanted> | undefined; sent: Sent } {
	const text = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.slice(0, 1000) : '';
	};
	const languages = form.getAll('language').filter((value) => typeof value === 'string');
	const sent = { source: text('source') || 'draft', label: text('label'), languages, closesOn: text('closesOn') };
	return { wanted: Wanted.safeParse(sent).data, sent };
}

interface Sent {
	readonly source: string;
	readonly label: string;
	readonly languages: readonly string[];
	readonly closesOn: string;
}
