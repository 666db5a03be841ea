/** The languages that are offered, with the address of this page in each; the one it is in has none. */
export function languageLinks({
	offered,
	address,
	language,
	from,
}: {
	offered: readonly string[];
	address: string;
	language: string;
	/** What the address says of the place of its link, to be said again. */
	from?: string | undefined;
}): { code: string; href: string | undefined }[] {
	const more = from === undefined ? '' : `&from=${from}`;
	return offered.map((code) => ({ code, href: code === language ? undefined : `${address}?lang=${code}${more}` }));
}

/** The language asked for in the address, else the browser's first that is offered, else the first of those. */
export function preferredLanguage(
	event: { url: URL; request: { headers: Pick<Headers, 'get'> } },
	offered: readonly string[],
): string {
	const asked = event.url.searchParams.get('lang');
	const accepted = (event.request.headers.get('accept-language') ?? '')
		.split(',')
		.map((range) => range.trim().slice(0, 2).toLowerCase());
	const wanted = [asked, ...accepted].find((language) => offered.some((code) => code === language));
	return wanted ?? offered[0] ?? 'en';
}
