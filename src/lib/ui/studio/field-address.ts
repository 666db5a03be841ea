import { fieldId } from './field-id.ts';
import { studioPages } from './studio-pages.ts';

/**
 * The address of the field of a place, for a link; undefined where it is on no page of the studio. `question` is the one
 * beside which it stands, where the place itself does not say so.
 */
export function fieldAddress(root: string, place: string, question?: string | null): string | undefined {
	const on = question ?? /^questions\/#([^/]+)/.exec(place)?.[1];
	if (on !== undefined) return `${root}/question/${on}#${fieldId(place)}`;
	const path = pages.find(({ at }) => at.test(place))?.path;
	return studioPages.some((page) => page.path === path) ? `${root}${path}#${fieldId(place)}` : undefined;
}

/** Which page the fields of a place are on, the first that fits. */
const pages: readonly { readonly at: RegExp; readonly path: string }[] = [
	{ at: /^sections(\/|$)/, path: '' },
	{ at: /^(measures|breaks)(\/|$)/, path: '/measures' },
	{ at: /^/, path: '/settings' },
];
