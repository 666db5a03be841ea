import { error, json, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { currentSite } from '../site.ts';
import { authorise, type StaffObject, type StaffUser, type StaffVerb } from './authorise.ts';
import { readSession, type SessionCookie } from './session.ts';

/** What of a request these functions look at, so that a load function, an action and an endpoint can all be passed. */
type Asked = Pick<RequestEvent, 'locals' | 'url' | 'request'>;

/** Makes `event.locals.user`: asks who is signed in when it is first called, and remembers the answer for this request. */
export function userOf(event: RequestEvent): () => Promise<StaffUser | undefined> {
	let asked: Promise<StaffUser | undefined> | undefined;
	return () => (asked ??= askFor(event));
}

/**
 * Who has signed in and may do this. Everything under routes/(staff) calls it, loads, actions and endpoints alike: a layout
 * protects no action. Whoever has not signed in is sent to do so and comes back to where they were (303); whoever may not
 * is told so (403).
 */
export async function requireStaff(
	event: Asked,
	verb: StaffVerb = 'see',
	object: StaffObject = 'surveys',
): Promise<StaffUser> {
	const user = await event.locals.user();
	if (user === undefined) redirect(303, signInAddress(event));
	if (authorise(user, verb, object).kind === 'not-allowed') {
		error(403, 'Your account does not allow this. Ask an administrator if you need it.');
	}
	return user;
}

/**
 * The answer to a request for a staff page by somebody who has not signed in, or undefined when they have. Asked before a
 * route under routes/(staff) is run at all, so that one which forgets {@link requireStaff} is still closed to strangers.
 */
export async function turnAwayStranger(event: RequestEvent): Promise<Response | undefined> {
	if ((await event.locals.user()) !== undefined) return undefined;
	const location = signInAddress(event);
	// A page that loads its next one by script is told in Kit's own way.
	return event.isDataRequest
		? json({ type: 'redirect', location })
		: new Response(undefined, { status: 303, headers: { location } });
}

/** The page to sign in on that leads back to this one; after a form, to the page that holds it. */
function signInAddress({ url, request }: Pick<Asked, 'url' | 'request'>): string {
	const back = request.method === 'GET' ? `${url.pathname}${url.search}` : url.pathname;
	return `/sign-in?next=${encodeURIComponent(back)}`;
}

/** Puts the cookies of a session into an answer. One without a value is taken out of the browser. */
export function keepCookies(cookies: Cookies, kept: readonly SessionCookie[]): void {
	const secure = currentSite().env.ORIGIN.startsWith('https:');
	for (const { name, value, maxAge } of kept) {
		const lasting = maxAge === undefined ? {} : { maxAge };
		cookies.set(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, ...lasting });
	}
}

async function askFor(event: RequestEvent): Promise<StaffUser | undefined> {
	const { user, cookies } = await readSession(currentSite(), { cookie: event.request.headers.get('cookie') });
	keepCookies(event.cookies, cookies);
	return user;
}
