/** What a link can say of the place that it was read at: small letters, digits and hyphens, short enough to be typed. */
const tagPattern = /^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/;

export type SourceProblem =
	{ readonly field: 'label'; readonly kind: 'empty' | 'too-long' } | { readonly field: 'tag'; readonly kind: 'no-tag' };

/** A tag as somebody typed it; undefined for what can be none. */
export function readSourceTag(typed: string): string | undefined {
	const tag = typed.trim().toLowerCase();
	return tagPattern.test(tag) ? tag : undefined;
}

/** The tag that a place's name suggests: *St Andrew’s Library* becomes *st-andrews-library*. */
export function suggestedTag(label: string): string {
	const plain = label
		.normalize('NFD')
		.replaceAll(/[\p{M}’']/gu, '')
		.toLowerCase();
	return plain
		.replaceAll(/[^a-z0-9]+/g, '-')
		.slice(0, 30)
		.replaceAll(/^-+|-+$/g, '');
}

/** What keeps a place from being added, with the tag that it gets where nothing does. */
export function readSource(typed: {
	readonly label: string;
	readonly tag: string;
}):
	| { readonly kind: 'source'; readonly label: string; readonly tag: string }
	| { readonly kind: 'unfit'; readonly problem: SourceProblem } {
	const label = typed.label.replaceAll(/\s+/g, ' ').trim();
	if (label === '') return { kind: 'unfit', problem: { field: 'label', kind: 'empty' } };
	if (label.length > 100) return { kind: 'unfit', problem: { field: 'label', kind: 'too-long' } };
	const tag = readSourceTag(typed.tag.trim() === '' ? suggestedTag(label) : typed.tag);
	return tag === undefined
		? { kind: 'unfit', problem: { field: 'tag', kind: 'no-tag' } }
		: { kind: 'source', label, tag };
}
