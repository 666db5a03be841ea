import type { CookieJar } from '#server/http/cookie-jar.ts';
import { readInterviewCookie } from '#server/http/interview-cookie.ts';
import { countTry } from '#server/http/rate-limit.ts';
import { rootOf } from '../../addresses.ts';
import { answerWith } from '../../outcomes.ts';

/** What an address names: a survey, with the token of its link a pilot of it, or an invitation. */
export interface Named {
	readonly survey: string;
	readonly token?: string;
	/** The token of somebody's invitation, which says of which survey it is; `survey` is then empty. */
	readonly invitation?: string;
}

/**
 * A request for a page of an interview, in a wave or in a pilot: the pages of both are the same. Kit's events are such, and
 * so are those of door.ts.
 */
export interface Visit {
	readonly params: Named;
	readonly cookies: CookieJar;
	readonly locals: Pick<App.Locals, 'lang'>;
	readonly request: Pick<Request, 'text' | 'formData'> & { readonly headers: Pick<Headers, 'get'> };
	readonly url: URL;
	getClientAddress(): string;
}

/** Where the interview is held, and the code of this browser's interview there: what most workflows ask for. */
export function whoseInterview({ params, cookies }: Pick<Visit, 'params' | 'cookies'>): {
	survey: string;
	pilot: string | undefined;
	invitation: string | undefined;
	code: string | undefined;
} {
	const { survey, token: pilot, invitation } = params;
	return { survey, pilot, invitation, code: readInterviewCookie(cookies, params) };
}

/** Whether a page is one of a pilot, which every such page says. */
export function isPilot({ params }: Pick<Visit, 'params'>): boolean {
	return params.token !== undefined;
}

/** Where the invitation that a page belongs to can be declined from; undefined without one. */
export function invitationAt({ params }: Pick<Visit, 'params'>): string | undefined {
	return params.invitation === undefined ? undefined : rootOf(params);
}

/** Counts a try from this address and answers 429 when there were too many in this minute. */
export async function limitTries(
	event: Pick<Visit, 'getClientAddress' | 'params' | 'locals'>,
	what: Parameters<typeof countTry>[0],
): Promise<void> {
	const counted = await countTry(what, event.getClientAddress());
	if (counted.kind === 'too-many-tries') answerWith(counted, tellIn(event));
}

/** For whom an outcome is told. */
export function tellIn({ params, locals }: Pick<Visit, 'params' | 'locals'>): Parameters<typeof answerWith>[1] {
	return { root: rootOf(params), language: locals.lang, isPilot: isPilot({ params }) };
}

/** The fields of a posted form in their order; files are not fields. */
export async function postedForm(request: Visit['request']): Promise<Map<string, string[]>> {
	const posted = new Map<string, string[]>();
	for (const [name, value] of await fieldsPosted(request)) {
		if (typeof value !== 'string') continue;
		const values = posted.get(name);
		if (values === undefined) posted.set(name, [value]);
		else values.push(value);
	}
	return posted;
}

/** Forms of ours come URL-encoded, which needs no parser for parts. */
async function fieldsPosted(request: Visit['request']): Promise<Iterable<[string, FormDataEntryValue]>> {
	const type = request.headers.get('content-type') ?? '';
	return type.startsWith('application/x-www-form-urlencoded')
		? new URLSearchParams(await request.text())
		: request.formData();
}
