import { json, type RequestEvent } from '@sveltejs/kit';

/** Sends a request for a page to another address; one that loads its next page by script is told in Kit's own way. */
export function seeOther({ isDataRequest }: RequestEvent, location: string): Response {
	return isDataRequest
		? json({ type: 'redirect', location })
		: new Response(undefined, { status: 303, headers: { location } });
}
