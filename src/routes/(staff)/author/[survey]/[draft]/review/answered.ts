import { fail, redirect } from '@sveltejs/kit';
import { problemOf } from './problem-words.ts';
import type { readVerdict } from './verdict.ts';

/** Shows the page anew, so that loading it again sends nothing twice; or says why nothing was done and keeps what was sent. */
export function answered(
	{ url }: { readonly url: URL },
	outcome: Parameters<typeof problemOf>[0],
	sent?: ReturnType<typeof readVerdict>,
) {
	const problem = problemOf(outcome);
	return problem === undefined ? redirect(303, url.pathname) : fail(400, { problem, sent });
}
