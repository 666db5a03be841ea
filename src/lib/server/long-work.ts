import type { RequestEvent } from '@sveltejs/kit';
import { authorise } from './accounts/index.ts';
import { seeOther } from './http/see-other.ts';
import { waitFor } from './workflows/analysis/waiting.ts';

/** Pages that need the answers of their survey in memory. */
const needAnswers = new Set(
	['', '/changes', '/crosstab', '/sensitive', '/before-after', '/plan', '/weights', '/report/[report]'].map(
		(page) => `/(staff)/analyse/[survey]${page}`,
	),
);
/** How long a page may take to be ready before its reader is told what is being done, in milliseconds. */
const patience = 700;

/**
 * The answer to a request for a page of analysis that is not ready within a second: a page that says what is being done and
 * how far it is, and goes on by itself. Kit can stream a page that waits for its data, but shows it to nobody without
 * scripts, and has no status to give for what is not there.
 */
export async function askToWait(event: RequestEvent): Promise<Response | undefined> {
	const { survey } = event.params;
	if (event.request.method !== 'GET' || survey === undefined || !needAnswers.has(event.route.id ?? ''))
		return undefined;
	const user = await event.locals.user();
	if (user === undefined || authorise(user, 'see', { kind: 'survey', survey }).kind !== 'allowed') return undefined;
	const address = `${event.url.pathname}${event.url.search}`;
	const wait = await waitFor(event.locals.site, { survey, address, patience, tell: false });
	if (wait.kind === 'none') return undefined;
	return seeOther(event, `/analyse/${survey}/waiting?next=${encodeURIComponent(address)}`);
}
