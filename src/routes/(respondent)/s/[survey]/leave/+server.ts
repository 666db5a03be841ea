import { clearInterviewCookie } from '#server/http/interview-cookie.ts';
import { currentSite } from '#server/site.ts';
import type { Visit } from '../respondent.ts';

/** Somewhere that raises no question, and that many people look at every day. */
const elsewhere = 'https://www.bbc.co.uk/weather';

/**
 * Leaves at once: this device forgets the interview, which from now on is found by its code only. A browser that fetches
 * the link ahead of a click changes nothing.
 */
export const GET = ({ cookies, params, request }: Visit): Response => {
	const ahead = /prefetch|prerender/.test(request.headers.get('sec-purpose') ?? '');
	if (ahead) return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } });
	clearInterviewCookie(cookies, { held: params, origin: currentSite().env.ORIGIN });
	return new Response(null, {
		status: 303,
		headers: {
			location: elsewhere,
			'cache-control': 'no-store',
			'clear-site-data': '"cache"',
			'referrer-policy': 'no-referrer',
		},
	});
};
