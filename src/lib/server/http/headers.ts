const always: readonly (readonly [string, string])[] = [
	// Not `no-referrer`, under which browsers post `Origin: null`; other sites learn nothing either way.
	['referrer-policy', 'same-origin'],
	['x-content-type-options', 'nosniff'],
	['x-frame-options', 'DENY'],
	['cross-origin-opener-policy', 'same-origin'],
	['cross-origin-resource-policy', 'same-origin'],
	['permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()'],
];

/** The pages of the studio hold one frame, and the preview page stands in it: of this site, and no other page anywhere. */
const holdsFrame = /^\/\(staff\)\/author(\/|$)/;
const standsInFrame = /^\/\(author\)\//;

/**
 * Adds the headers that every answer made by a route carries, and drops those that help nobody: Kit's own marker, and the
 * preload of a page's style sheets, which stand in its head a few bytes later. Preloads of scripts stay.
 * An answer that has set its own Cache-Control keeps it; nothing else is kept by any cache.
 */
export function setHeaders(
	headers: Headers,
	{ https, routeId = null }: { https: boolean; routeId?: string | null },
): void {
	for (const [name, value] of always) headers.set(name, value);
	if (routeId !== null) allowPreview(headers, routeId);
	if (https) headers.set('strict-transport-security', 'max-age=31536000');
	if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
	headers.delete('x-sveltekit-page');
	if (headers.get('link')?.includes('modulepreload') === false) headers.delete('link');
}

function allowPreview(headers: Headers, routeId: string): void {
	const policy = headers.get('content-security-policy');
	if (policy === null) return;
	if (holdsFrame.test(routeId)) headers.set('content-security-policy', `${policy}; frame-src 'self'`);
	if (!standsInFrame.test(routeId)) return;
	headers.set('content-security-policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"));
	headers.set('x-frame-options', 'SAMEORIGIN');
}
