import { error, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { seeOther } from '../http/see-other.ts';
import { currentSite } from '../site.ts';
import { authorise, type StaffObject, type StaffUser, type StaffVerb } from './authorise.ts';
import { readSession, type SessionCookie } from './session.ts';

/** What of a request these functions look at, so that a load function, an action and an endpoint can all be passed. */
type Asked = Pick<RequestEvent, 'locals' | 'url' | 'request'> & {
	readonly params: Readonly<Record<string, string | undefined>>;
};

/** Makes `event.locals.user`: asks who is signed in when it is first called, and remembers the answer for this request. */
export function userOf(event: RequestEvent): () => Promise<StaffUser | undefined> {
	let asked: Promise<StaffUser | undefined> | undefined;
	return () => (asked ??= askFor(event));
}

/** Who has signed in, whatever they may do. Whoever has not is sent to do so and comes back to where they were (303). */
export async function requireSignedIn(event: Asked): Promise<StaffUser> {
	return (await event.locals.user()) ?? redirect(303, signInAddress(event));
}

/**
 * Who has signed in and may do this: to the survey that the address names, to surveys in general where it names none, or
 * to the accounts or the audit log. Everything under routes/(staff) calls it, loads, actions and endpoints alike: a layout
 * protects no action. Whoever may not is told so (403); a survey in which somebody has no part is not there for them (404).
 */
export async function requireStaff(
	event: Asked,
	verb: StaffVerb,
	object: Exclude<StaffObject['kind'], 'survey'> = 'surveys',
): Promise<StaffUser> {
	const user = await requireSignedIn(event);
	const { survey } = event.params;
	const named = object === 'surveys' && survey !== undefined ? { kind: 'survey' as const, survey } : { kind: object };
	switch (authorise(user, verb, named).kind) {
		case 'allowed':
			return user;
		case 'not-allowed':
			return error(403, 'Your account does not allow this. Ask an administrator if you need it.');
		case 'unknown-object':
			return error(404, `There is no survey called ${survey} here.`);
	}
}

/**
 * Whether whoever sent a request is still signed in and may still do this to the survey that its address names, for an
 * answer that goes on for long. Asking does not keep a session alive.
 */
export async function isStillAllowed({ request, params }: Asked, verb: StaffVerb): Promise<boolean> {
	const cookie = request.headers.get('cookie');
	const { user } = await readSession(currentSite(), { cookie, isLooking: true });
	const { survey } = params;
	if (user === undefined || survey === undefined) return false;
	return authorise(user, verb, { kind: 'survey', survey }).kind === 'allowed';
}

/**
 * Lets whoever has signed in into the staff pages, with a site that acts on their behalf alone; the answer for anybody
 * else sends them to do so. Asked before a route of staff is run at all, so that one which forgets {@link requireStaff} is
 * still closed to strangers, and closed to others by the workflows that it calls.
 */
export async function admitStaff(event: RequestEvent): Promise<Response | undefined> {
	const user = await event.locals.user();
	if (user === undefined) return seeOther(event, signInAddress(event));
	event.locals.site = { ...currentSite(), asker: user };
	return undefined;
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
