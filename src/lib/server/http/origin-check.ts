const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Whether a request that changes something was sent by a page of another site.
 *
 * Browsers send Origin with every such request, so one that is there must be ours: the configured origin, or the host
 * that the request was sent to (a phone on the same network reaches the server under another name than ORIGIN). A client
 * that is no browser sends none and carries nobody's cookies by accident, so it may post. An opaque origin (`null`) is
 * ours only when the browser itself says that the request stays within the site.
 *
 * @param origin the configured origin, such as `https://surveys.example.org`
 */
export function isForeign(request: { method: string; headers: Pick<Headers, 'get'> }, origin: string): boolean {
	if (!changing.has(request.method)) return false;
	const sent = request.headers.get('origin');
	const site = request.headers.get('sec-fetch-site');
	if (sent === null) return site !== null && site !== 'same-origin' && site !== 'none';
	if (sent === 'null') return site !== 'same-origin';
	return sent !== origin && (!URL.canParse(sent) || new URL(sent).host !== request.headers.get('host'));
}
