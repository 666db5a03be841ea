const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A language by its English name, such as *Scottish Gaelic*; its code where English has none. */
export function languageName(code: string): string {
	return /^[a-z]{2,3}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** Which way a language is written. */
export function directionOf(code: string): 'rtl' | 'ltr' {
	return ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'].includes(code) ? 'rtl' : 'ltr';
}

/** Languages that are spoken and read in Scotland, the most asked for first. */
export const offeredLanguages: readonly string[] = [
	...['gd', 'sco', 'en', 'pl', 'ur', 'pa', 'zh', 'ar', 'uk', 'ro', 'fr', 'de', 'es', 'it', 'pt', 'ru', 'lt', 'lv'],
	...['bg', 'hu', 'sk', 'cs', 'el', 'tr', 'fa', 'ku', 'ps', 'bn', 'hi', 'gu', 'ta', 'ml', 'te', 'ne', 'so', 'sw', 'ti'],
	...['am', 'vi', 'th', 'tl', 'ja', 'ko', 'nl', 'da', 'sv', 'nb', 'fi', 'et', 'sq', 'sr', 'hr', 'cy', 'ga'],
];
