import { CannotStore } from '#server/disk-faults.ts';
import { currentSite } from '#server/site.ts';
import ErrorPage from '#ui/layout/ErrorPage.svelte';
import { wordsIn } from '#ui/words/index.ts';
import { isHttpError } from '@sveltejs/kit';
import type { Component } from 'svelte';
import { render } from 'svelte/server';

/** The same policy as svelte.config.js has for the pages that Kit renders; tests/house/policy.test.ts holds them together. */
const policy = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"img-src 'self' data:",
	"font-src 'self'",
	"connect-src 'self'",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** An answer whose bytes are all there. The stream that Kit reads them from costs more than the page: it is made if asked for. */
class WholeDocument extends Response {
	constructor(
		readonly whole: Buffer<ArrayBuffer>,
		init: ResponseInit,
	) {
		super(null, init);
	}

	override get body() {
		return new Response(this.whole).body;
	}

	override async text() {
		return this.whole.toString();
	}
}

/** The body of an answer. */
export async function bytesOf(answer: Response): Promise<Buffer> {
	return answer instanceof WholeDocument ? answer.whole : Buffer.from(await answer.arrayBuffer());
}

/**
 * A page without scripts, rendered here and now: src/app.html around the component. Kit's own pages cost twice as much
 * and give nothing to pages that run no scripts, and a survey consists of such pages.
 */
export function documentOf<Props extends Record<string, unknown>>(
	component: Component<Props>,
	props: Props,
	{ language, status = 200 }: { language: string; status?: number },
): Response {
	return documentFrom(pageBytes(component, props, language), status);
}

/** The same page before it is an answer: bytes of a known length go out in one write, where a text is streamed in two. */
export function pageBytes<Props extends Record<string, unknown>>(
	component: Component<Props>,
	props: Props,
	language: string,
): Buffer<ArrayBuffer> {
	const { head, body } = render<Component<Props>, Props>(component, { props });
	return Buffer.from(`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<link rel="icon" href="/favicon.svg" type="image/svg+xml" />
${head}
</head>
<body>
${body}
</body>
</html>
`);
}

export function documentFrom(html: Buffer<ArrayBuffer>, status: number): Response {
	return new WholeDocument(html, {
		status,
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-length': String(html.length),
			'content-security-policy': policy,
		},
	});
}

/**
 * Runs a handler and shows an error that it throws on purpose, such as a survey that has closed, as a page; 503 where
 * nothing can be stored now.
 */
export async function toldAsDocument(
	{ locals }: { locals: Pick<App.Locals, 'lang'> },
	handler: () => Promise<Response>,
): Promise<Response> {
	try {
		return await handler();
	} catch (thrown) {
		if (thrown instanceof CannotStore) return notStored(thrown, locals.lang);
		if (!isHttpError(thrown)) throw thrown;
		const { status, body: error } = thrown;
		return documentOf(ErrorPage, { status, error, language: locals.lang }, { language: locals.lang, status });
	}
}

function notStored(thrown: CannotStore, language: string): Response {
	const { title: heading, page: message } = wordsIn(language).notStored;
	currentSite().log.respondent.error({ why: thrown.why }, 'nothing can be stored');
	return documentOf(ErrorPage, { status: 503, error: { heading, message }, language }, { language, status: 503 });
}
