import type { CookieJar } from './cookie-jar.ts';

const month = 30 * 24 * 60 * 60;

/** In what an interview is held: a survey, with the token of its link a pilot of it, or somebody's invitation. */
interface Held {
	readonly survey: string;
	readonly token?: string;
	readonly invitation?: string;
}

/** The code of this browser's interview there, as it came: whoever uses it checks it. */
export function readInterviewCookie(cookies: CookieJar, held: Held): string | undefined {
	return cookies.get(nameFor(held));
}

/** Keeps the code of an interview for 30 days, for its own pages alone, out of reach of scripts. */
export function setInterviewCookie(
	cookies: CookieJar,
	{ held, code, origin }: { held: Held; code: string; origin: string },
): void {
	cookies.set(nameFor(held), code, {
		path: pathOf(held),
		httpOnly: true,
		sameSite: 'lax',
		secure: origin.startsWith('https:'),
		maxAge: month,
	});
}

/** Forgets the interview on this device; with its code it can still be found. */
export function clearInterviewCookie(cookies: CookieJar, { held, origin }: { held: Held; origin: string }): void {
	cookies.delete(nameFor(held), { path: pathOf(held), secure: origin.startsWith('https:') });
}

/** A pilot's cookie has a name of its own, since a browser sends it that of the survey too. */
function nameFor({ survey, token, invitation }: Held): string {
	if (invitation !== undefined) return 'sounding-invited';
	return token === undefined ? `sounding_${survey}` : `sounding-pilot_${survey}`;
}

function pathOf({ survey, token, invitation }: Held): string {
	if (invitation !== undefined) return `/i/${encodeURIComponent(invitation)}`;
	return token === undefined ? `/s/${survey}` : `/s/${survey}/pilot/${encodeURIComponent(token)}`;
}
