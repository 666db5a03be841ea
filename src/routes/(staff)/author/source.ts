import type { DraftSource } from '#server/workflows/authoring/index.ts';

/** The largest file of an instrument that is read, in bytes; the longest shipped one has 70,000. */
const largest = 2_000_000;

/** What the forms of the studio's list say a draft shall be made from. */
export async function sourceOf(form: FormData): Promise<{
	readonly survey: string;
	readonly source: DraftSource | { readonly kind: 'unreadable' };
	readonly typed: { readonly survey: string; readonly title: string };
}> {
	const words = (name: string) => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim().slice(0, 200) : '';
	};
	const [survey, title, version] = [words('survey'), words('title'), Number(words('version'))];
	const typed = { survey, title };
	const file = form.get('file');
	if (file instanceof File && file.size > 0) {
		const json = file.size > largest ? undefined : parsed(await file.text());
		return { survey, typed, source: json === undefined ? { kind: 'unreadable' } : { kind: 'file', json } };
	}
	if (version > 0) return { survey, typed, source: { kind: 'version', survey, version } };
	return { survey, typed, source: { kind: 'blank', title: title || survey } };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
