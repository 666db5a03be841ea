import type { Cookies } from '@sveltejs/kit';

const month = 30 * 24 * 60 * 60;

/** The code of this browser's interview in a survey, as it came: whoever uses it checks it. */
export function readInterviewCookie(cookies: Cookies, survey: string): string | undefined {
	return cookies.get(nameFor(survey));
}

/** Keeps the code of an interview for 30 days, for pages of its survey alone, out of reach of scripts. */
export function setInterviewCookie(
	cookies: Cookies,
	{ survey, code, origin }: { survey: string; code: string; origin: string },
): void {
	cookies.set(nameFor(survey), code, {
		path: pathOf(survey),
		httpOnly: true,
		sameSite: 'lax',
		secure: origin.startsWith('https:'),
		maxAge: month,
	});
}

/** Forgets the interview on this device; with its code it can still be found. */
export function clearInterviewCookie(cookies: Cookies, { survey, origin }: { survey: string; origin: string }): void {
	cookies.delete(nameFor(survey), { path: pathOf(survey), secure: origin.startsWith('https:') });
}

function nameFor(survey: string): string {
	return `sounding_${survey}`;
}

function pathOf(survey: string): string {
	return `/s/${survey}`;
}
