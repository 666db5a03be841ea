import { z } from 'zod';
import { listGrants } from '#server/storage/grants.ts';
import type { Site } from '../site.ts';
import { authOf, cookiePrefix } from './auth.ts';
import { Grant, type StaffUser } from './authorise.ts';

/** A cookie that the answer has to carry; HttpOnly, SameSite=Lax, for the whole site, Secure iff the site is. */
export type SessionCookie = { readonly name: string; readonly value: string; readonly maxAge: number | undefined };

const User = z.object({
	id: z.string(),
	name: z.string(),
	email: z.string(),
	role: z.enum(['administrator', 'member']),
	twoFactorEnabled: z.boolean().nullish(),
});

/**
 * Who is signed in according to a request's Cookie header, and the cookies by which the session goes on or ends. Costs
 * nothing where there is no cookie of ours. `isLooking` leaves the session as it is, so that it ends when it would.
 */
export async function readSession(
	site: Site,
	request: { readonly cookie: string | null; readonly isLooking?: boolean },
): Promise<{ user: StaffUser | undefined; cookies: readonly SessionCookie[] }> {
	if (request.cookie?.includes(`${cookiePrefix}.`) !== true) return { user: undefined, cookies: [] };
	const auth = await authOf(site);
	const { response, headers } = await auth.api.getSession({
		headers: new Headers({ cookie: request.cookie }),
		query: { disableRefresh: request.isLooking === true },
		returnHeaders: true,
	});
	const user = User.safeParse(response?.user);
	const session = response?.session.id;
	const signedIn = user.success && session !== undefined ? await withGrants(site, user.data, session) : undefined;
	return { user: signedIn, cookies: await cookiesIn(headers) };
}

async function withGrants(
	site: Site,
	{ role, twoFactorEnabled, ...user }: z.infer<typeof User>,
	session: string,
): Promise<StaffUser> {
	const grants = await listGrants(site.storage.reader, { userId: user.id });
	return {
		...user,
		session,
		administrator: role === 'administrator',
		twoFactor: twoFactorEnabled === true,
		grants: z.array(Grant).parse(grants),
	};
}

/**
 * Opens a session for whoever knows the password, or asks for the second factor of an account that has one. *wrong* says
 * no more than that the two do not go together, and takes as long whether or not the address has an account. Attempts
 * have been counted by the caller.
 */
export async function openSession(
	site: Site,
	who: { readonly email: string; readonly password: string },
): Promise<{ kind: 'signed-in' | 'second-factor'; cookies: readonly SessionCookie[] } | { kind: 'wrong' }> {
	const [auth, { isAPIError }] = await Promise.all([authOf(site), import('better-auth/api')]);
	try {
		// Headers of our own: the library would keep the browser's name from the request's.
		const { headers, response } = await auth.api.signInEmail({
			body: who,
			headers: new Headers(),
			returnHeaders: true,
		});
		// The second factor's hook answers in the place of the session, with a cookie by which its code is taken.
		const kind = 'twoFactorRedirect' in response ? 'second-factor' : 'signed-in';
		return { kind, cookies: await cookiesIn(headers) };
	} catch (error) {
		if (isAPIError(error) && (error.status === 'UNAUTHORIZED' || error.status === 'BAD_REQUEST'))
			return { kind: 'wrong' };
		throw error;
	}
}

/** Ends the session of a request's Cookie header, here and in the browser. */
export async function endSession(
	site: Site,
	request: { readonly cookie: string | null },
): Promise<{ cookies: readonly SessionCookie[] }> {
	if (request.cookie?.includes(`${cookiePrefix}.`) !== true) return { cookies: [] };
	const auth = await authOf(site);
	const { headers } = await auth.api.signOut({ headers: new Headers({ cookie: request.cookie }), returnHeaders: true });
	return { cookies: await cookiesIn(headers) };
}

export async function cookiesIn(headers: Headers): Promise<SessionCookie[]> {
	const { parseSetCookieHeader } = await import('better-auth/cookies');
	return headers
		.getSetCookie()
		.flatMap((header) => [...parseSetCookieHeader(header)])
		.map(([name, { value, 'max-age': maxAge }]) => ({ name, value, maxAge }));
}
