import { render } from 'svelte/server';
import type { PrintedLetter } from '#server/workflows/fieldwork/letters/index.ts';
import LetterSheet from '#ui/fieldwork/letters/LetterSheet.svelte';
import LettersTop from '#ui/fieldwork/letters/LettersTop.svelte';

/** No cache keeps a page on which links stand that admit people, and no search engine lists it. */
export const lettersHeaders = {
	'content-type': 'text/html; charset=utf-8',
	'cache-control': 'no-store',
	'x-robots-tag': 'noindex, noarchive',
	'content-security-policy':
		"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
} as const;

/** Letters as one document, each made when the one before has gone out; a page of paper for each. */
export async function* documentOfLetters(
	letters: AsyncIterable<PrintedLetter>,
	of: { label: string; back: string; isTrial: boolean },
): AsyncGenerator<Uint8Array> {
	const { head, body } = render(LettersTop, { props: of });
	yield Buffer.from(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light" />
<meta name="robots" content="noindex, noarchive" />
<link rel="icon" href="/favicon.svg" type="image/svg+xml" />
${head}
</head>
<body>
${body}
<main>
`);
	let count = 0;
	for await (const letter of letters) {
		count++;
		yield Buffer.from(`${render(LetterSheet, { props: { letter } }).body}\n`);
	}
	const none =
		'<p class="on-screen">Everybody to whom these letters were made has answered since, or cannot be asked.</p>';
	yield Buffer.from(`${count === 0 ? none : ''}</main>\n</body>\n</html>\n`);
}
