const nowhere = 'http://same-site.invalid';

/**
 * The path that a `next` parameter may lead to after signing in, or `otherwise`. Only a path of this site passes: it
 * starts with one slash and still stays on the same origin after a browser has read it, which treats a backslash as a
 * slash and drops tabs and line ends. The pages of signing in are no place to go on to.
 */
export function nextPath(wanted: string | null | undefined, otherwise: string): string {
	if (wanted === null || wanted === undefined || wanted.length > 2000) return otherwise;
	if (!wanted.startsWith('/') || hasUnsafeCharacter(wanted) || !URL.canParse(wanted, nowhere)) return otherwise;
	const url = new URL(wanted, nowhere);
	const leaves = url.origin !== nowhere || url.pathname.startsWith('//');
	return leaves || /^\/(sign-in|sign-out|set-up)(\/|$)/.test(url.pathname)
		? otherwise
		: `${url.pathname}${url.search}${url.hash}`;
}

function hasUnsafeCharacter(wanted: string): boolean {
	return [...wanted].some((character) => character <= ' ' || character === '\\' || character === '\u007f');
}
