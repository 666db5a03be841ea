import type { DraftSource } from '#server/workflows/authoring/index.ts';

/** The largest file of an instrument that is read, in bytes; the longest shipped one has 70,000. */
const largest = 500_000;

type Source = DraftSource | { readonly kind: 'too-large' } | { readonly kind: 'not-json' };

interface Asked {
	readonly survey: string;
	readonly source: Source;
	readonly typed: { readonly survey: string; readonly title: string };
}

/** What the forms of the studio's list say a draft shall be made from; what cannot be read is not read to its end. */
export async function sourceOf(request: Request): Promise<Asked> {
	const form = await request.formData().catch(() => undefined);
	const words = (name: string) => {
		const value = form?.get(name);
		return typeof value === 'string' ? value.trim().slice(0, 200) : '';
	};
	const [survey, title, version] = [words('survey'), words('title'), Number(words('version'))];
	const typed = { survey, title };
	if (form === undefined) return { survey, typed, source: { kind: 'too-large' } };
	const file = form.get('file');
	if (file instanceof File && file.size > 0) return { survey, typed, source: await fromFile(file) };
	if (version > 0) return { survey, typed, source: { kind: 'version', survey, version } };
	return { survey, typed, source: { kind: 'blank', title: title || survey } };
}

async function fromFile(file: File): Promise<Source> {
	if (file.size > largest) return { kind: 'too-large' };
	try {
		const json: unknown = JSON.parse(await file.text());
		return { kind: 'file', json };
	} catch {
		return { kind: 'not-json' };
	}
}
