import { signInTables } from '#server/storage/accounts.ts';
import type { Site } from '../site.ts';
import type { Storage } from '../storage/index.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Seconds of doing nothing after which a session is over. */
const sessionLength = 12 * 60 * 60;

/** Seconds after which a session that is in use is made to last its full length again. */
const sessionUpdate = 15 * 60;

/**
 * The library behind signing in, opened for a site when it is first needed: it takes a third of a second and 26 MB that a
 * respondent's page should not pay for. Its own web addresses are never served; only accounts/ calls it.
 */
export function authOf(site: Site): ReturnType<typeof openAuth> {
	const before = opened.get(site.storage);
	if (before !== undefined) return before;
	const opening = openAuth(site);
	opened.set(site.storage, opening);
	return opening;
}

const opened = new WeakMap<Storage, ReturnType<typeof openAuth>>();

/** Seconds to give the second factor in. */
const secondFactorTime = 10 * 60;

/** The start of the name of every cookie that the library sets; `__Secure-` comes before it under https. */
export const cookiePrefix = 'soundings';

async function openAuth(site: Site) {
	const [{ betterAuth }, { drizzleAdapter }, { twoFactor }] = await Promise.all([
		import('better-auth/minimal'),
		import('better-auth/adapters/drizzle'),
		import('better-auth/plugins/two-factor'),
	]);
	return betterAuth({
		appName: 'Soundings',
		baseURL: site.env.ORIGIN,
		secret: site.secrets.keyFor('sessions').toString('base64url'),
		database: drizzleAdapter(site.storage.accounts, { provider: 'sqlite', schema: signInTables }),
		emailAndPassword: {
			enabled: true,
			// Accounts come from one-time links alone.
			disableSignUp: true,
			maxPasswordLength: 1000,
			password: { hash: hashPassword, verify: verifyPassword },
		},
		user: { additionalFields: { role: { type: 'string', required: true, input: false } } },
		session: { expiresIn: sessionLength, updateAge: sessionUpdate },
		advanced: {
			cookiePrefix,
			useSecureCookies: site.env.ORIGIN.startsWith('https:'),
			ipAddress: { disableIpTracking: true },
		},
		// Five tries for each right password, which are counted by us; a lock on the account could shut its owner out.
		plugins: [twoFactor({ accountLockout: { enabled: false }, twoFactorCookieMaxAge: secondFactorTime })],
		rateLimit: { enabled: false },
		telemetry: { enabled: false },
		logger: { disabled: true },
	});
}
