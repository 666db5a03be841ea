import type { DetailKind, Span } from './span.ts';

const eMail = /[\p{L}\p{N}._%+'’-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const spelledEMail =
	/\b[\w.+-]{1,64}\s?(?:\(at\)|\[at\]|\sat\s)\s?[\w-]{1,63}\s?(?:\(dot\)|\[dot\]|\sdot\s)\s?(?:com|org|net|co|uk|scot|eu)\b/gi;
const webAddress = /\b(?:https?:\/\/|www\.)[^\s<>"]+/giu;
/** A page below a domain; a domain alone, such as a shop's, tells of nobody. */
const pageOfSite = /\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|uk|scot|eu|me|io|tv)\/[^\s<>"]+/giu;
const handle = /(?<![\p{L}\p{N}@._-])@[a-z_][\w.]{2,30}/giu;

export function webPlacesIn(text: string): Span[] {
	return [
		...found(text, eMail, 'e-mail'),
		...found(text, spelledEMail, 'e-mail'),
		...found(text, webAddress, 'web-address'),
		...found(text, pageOfSite, 'web-address'),
		...found(text, handle, 'web-address'),
	];
}

const telephone = /(?<![\d.,£$€])(?:\+\d{1,3}|\(?0)[\s()-]{0,3}\d(?:[\s().-]{0,3}\d){7,13}(?!\d)/g;
/** A mobile number whose 0 was left out. */
const shortMobile = /(?<![\d.,£$€])7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)/g;

export function telephonesIn(text: string): Span[] {
	return [...found(text, telephone, 'telephone'), ...found(text, shortMobile, 'telephone')];
}

const postcode =
	/(?<![\p{L}\p{N}])(?:GIR\s?0AA|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?)\s{0,2}\d[ABD-HJLNP-UW-Z]{2})(?![\p{L}\p{N}])/giu;
/** “on the A9 2nd exit” reads like a postcode. */
const ordinal = /(?:1st|2nd|3rd|[04-9]th)$/;

export function postcodesIn(text: string): Span[] {
	return found(text, postcode, 'postcode').filter(({ from, to }) => !ordinal.test(text.slice(from, to)));
}

const insuranceNumber =
	/(?<![\p{L}\p{N}])(?!BG|GB|NK|KN|TN|NT|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z](?:[\s-]?\d{2}){3}[\s-]?[A-D](?![\p{L}\p{N}])/giu;

export function insuranceNumbersIn(text: string): Span[] {
	return found(text, insuranceNumber, 'national-insurance');
}

const tenDigits = /(?<![\d.,£$€])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)|(?<![\d.,£$€])\d{6}[\s-]?\d{4}(?!\d)/g;
const saidToBeOne =
	/\b(?:nhs|chi|community health index)(?:\s+(?:number|no\.?|num))?(?:\s+is|:)?\s+(\d(?:[\s-]?\d){7,9})(?!\d)/gi;

export function healthNumbersIn(text: string): Span[] {
	const checked = found(text, tenDigits, 'health-number').filter(({ from, to }) => fits(text.slice(from, to)));
	return [...checked, ...foundWithin(text, saidToBeOne, 'health-number')];
}

/** Modulus 11: the tenth digit checks the nine before it, weighted 10 down to 2. NHS and CHI numbers share it. */
function fits(typed: string): boolean {
	const digits = Array.from(typed.replace(/\D/g, ''), Number);
	const check = digits.slice(0, 9).reduce((sum, digit, k) => sum + digit * (10 - k), 0);
	const expected = (11 - (check % 11)) % 11;
	return expected !== 10 && expected === digits[9];
}

/** As issued since 2001, then with a letter of the year before or after; small letters only where they stand together. */
const vehicles = [
	/(?<![\p{L}\p{N}])[A-Z]{2}\d{2}\s?[A-Z]{3}(?![\p{L}\p{N}])/gu,
	/(?<![\p{L}\p{N}])[a-z]{2}\d{2}[a-z]{3}(?![\p{L}\p{N}])/gu,
	/(?<![\p{L}\p{N}])[A-HJ-NPR-TV-Y]\d{1,3}\s?[A-Z]{3}(?![\p{L}\p{N}])/gu,
	/(?<![\p{L}\p{N}])[A-Z]{3}\s?\d{2,3}[A-HJ-NPR-TV-Y](?![\p{L}\p{N}])/gu,
];
/** Short words beside a road or an amount, where somebody writes in capitals: THE M8 AND … */
const shortWords = new Set(
	'THE AND FOR BUT NOT ARE WAS HAS HAD CAN ALL ONE TWO ITS OUR HIS HER YOU WHO WHY HOW NOW OUT OFF VIA GET GOT SEE DUE PER DAY'.split(
		' ',
	),
);

export function vehiclesIn(text: string): Span[] {
	return vehicles
		.flatMap((pattern) => found(text, pattern, 'vehicle'))
		.filter(({ from, to }) => !(text.slice(from, to).match(/[A-Z]{3}/g) ?? []).some((part) => shortWords.has(part)));
}

/** Every stretch of `text` that a pattern fits. */
export function found(text: string, pattern: RegExp, kind: DetailKind): Span[] {
	return Array.from(text.matchAll(pattern), (match) => spanOf(match.index, match[0], kind));
}

/** The first group of every stretch that a pattern fits, which stands at its end. */
function foundWithin(text: string, pattern: RegExp, kind: DetailKind): Span[] {
	return Array.from(text.matchAll(pattern)).flatMap(({ index, 0: whole, 1: part }) =>
		part === undefined ? [] : [spanOf(index + whole.length - part.length, part, kind)],
	);
}

/** Without what ends a sentence. */
function spanOf(from: number, words: string, kind: DetailKind): Span {
	return { from, to: from + Math.max(1, words.replace(/[\s.,;:!?)]+$/u, '').length), kind };
}
