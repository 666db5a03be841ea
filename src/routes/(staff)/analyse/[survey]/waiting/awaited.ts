import { nextPath } from '#server/accounts/index.ts';

/** The page that is waited for, which is one of the survey's analysis, and whether somebody has waited already. */
export function awaited(
	survey: string,
	parameters: URLSearchParams,
): { readonly next: string; readonly again: boolean } {
	const analysis = `/analyse/${survey}`;
	const next = nextPath(parameters.get('next'), analysis);
	const below = next.startsWith(analysis) ? next.slice(analysis.length) : undefined;
	const isPage = below !== undefined && /^($|[/?#])/.test(below) && !below.startsWith('/waiting');
	return { next: isPage ? next : analysis, again: parameters.has('again') };
}
