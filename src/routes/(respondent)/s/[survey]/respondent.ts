import { countTry } from '#server/http/rate-limit.ts';
import { readInterviewCookie } from '#server/http/interview-cookie.ts';
import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { answerWith } from '../../outcomes.ts';

/** The survey in the address and the code of this browser's interview in it: what most workflows ask for. */
export function whoseInterview(event: { params: { survey: string }; cookies: Cookies }): {
	survey: string;
	code: string | undefined;
} {
	const { survey } = event.params;
	return { survey, code: readInterviewCookie(event.cookies, survey) };
}

/** Counts a try from this address and answers 429 when there were too many in this minute. */
export async function limitTries(
	event: Pick<RequestEvent, 'getClientAddress'> & { params: { survey: string }; locals: App.Locals },
	what: Parameters<typeof countTry>[0],
): Promise<void> {
	const counted = await countTry(what, event.getClientAddress());
	if (counted.kind === 'too-many-tries') answerWith(counted, tellIn(event));
}

/** For whom an outcome is told. */
export function tellIn(event: { params: { survey: string }; locals: App.Locals }): {
	survey: string;
	language: string;
} {
	return { survey: event.params.survey, language: event.locals.lang };
}

/** The fields of a posted form in their order; files are not fields. */
export async function postedForm(request: Request): Promise<Map<string, string[]>> {
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
async function fieldsPosted(request: Request): Promise<Iterable<[string, FormDataEntryValue]>> {
	const type = request.headers.get('content-type') ?? '';
	return type.startsWith('application/x-www-form-urlencoded')
		? new URLSearchParams(await request.text())
		: request.formData();
}
