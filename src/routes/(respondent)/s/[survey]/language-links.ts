import type { Wave } from '#core/fieldwork/index.ts';

/** The languages of a wave with the address of this page in each; the one it is in has none. */
export function languageLinks({
	wave,
	address,
	language,
}: {
	wave: Pick<Wave, 'languages'>;
	address: string;
	language: string;
}): { code: string; href: string | undefined }[] {
	return wave.languages.map((code) => ({ code, href: code === language ? undefined : `${address}?lang=${code}` }));
}

/** The language asked for in the address, else the browser's first that the wave has, else the wave's first. */
export function preferredLanguage(event: { url: URL; request: Request }, offered: Wave['languages']): string {
	const asked = event.url.searchParams.get('lang');
	const accepted = (event.request.headers.get('accept-language') ?? '')
		.split(',')
		.map((range) => range.trim().slice(0, 2).toLowerCase());
	const wanted = [asked, ...accepted].find((language) => offered.some((code) => code === language));
	return wanted ?? offered[0] ?? 'en';
}
