const formTypes = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/**
 * Whether a request is a plain form post, which wants a page or a redirect back whatever its Accept header says. Without
 * this, Kit answers a client that sends `*` + `/*` with 200 and JSON in place of a redirect.
 */
export function isPlainFormPost(request: { method: string; headers: Headers }): boolean {
	if (request.method !== 'POST' || request.headers.has('x-sveltekit-action')) return false;
	return formTypes.test(request.headers.get('content-type') ?? '');
}
