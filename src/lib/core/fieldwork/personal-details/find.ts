import { addressesIn } from './addresses.ts';
import { namesIn } from './names.ts';
import { healthNumbersIn, insuranceNumbersIn, postcodesIn, telephonesIn, vehiclesIn, webPlacesIn } from './patterns.ts';
import type { DetailKind, Span } from './span.ts';

/**
 * Finds what looks like a personal detail: e-mail and web addresses, telephone numbers, full postcodes, National Insurance
 * numbers, NHS and CHI numbers (ten digits with their check digit, or any after those words), names that say that they are
 * names, streets with a number, and vehicle registrations. It would rather take too much than too little; a person lifts
 * what was no detail and marks what no rule can know. The stretches are in order and do not overlap.
 *
 * @source National Insurance Manual NIM39110; NHS Data Dictionary, NHS NUMBER (modulus 11); BS 7666 and Royal Mail PAF
 * Programmers' Guide for postcodes; DVLA INF104 for vehicles
 */
export function findPersonalDetails(text: string): readonly Span[] {
	return withoutOverlap([
		...webPlacesIn(text),
		...healthNumbersIn(text),
		...telephonesIn(text),
		...insuranceNumbersIn(text),
		...postcodesIn(text),
		...vehiclesIn(text),
		...namesIn(text),
		...addressesIn(text),
	]);
}

/** The stretches in order, those that touch the same letters made one of the kind of the longest, the first of equals. */
export function withoutOverlap(spans: readonly Span[]): readonly Span[] {
	const joined: Span[] = [];
	for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
		const last = joined.at(-1);
		if (last === undefined || last.to <= span.from) joined.push(span);
		else {
			const longer = span.to - span.from > last.to - last.from ? span : last;
			joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to), kind: longer.kind };
		}
	}
	return joined;
}

/** A piece of a text: words as they stand, or a stretch of them with what is shown in its place. */
export interface TextPiece {
	readonly words: string;
	readonly mask: string | null;
	/** Where it stands, from one UTF-16 unit up to and without another. */
	readonly from: number;
	readonly to: number;
}

/** A text in pieces, masked and not. */
export function piecesOf(text: string, spans: readonly Span[]): readonly TextPiece[] {
	const pieces: TextPiece[] = [];
	let at = 0;
	const add = (to: number, mask: string | null) => {
		if (to > at) pieces.push({ words: text.slice(at, to), mask, from: at, to });
		at = to;
	};
	for (const { from, to, kind } of withoutOverlap(spans)) {
		add(from, null);
		add(to, maskWords[kind]);
	}
	add(text.length, null);
	return pieces;
}

/** The text with each stretch replaced by what it was, in brackets: “ring [telephone] after six”. */
export function masked(text: string, spans: readonly Span[]): string {
	return piecesOf(text, spans)
		.map(({ words, mask }) => (mask === null ? words : `[${mask}]`))
		.join('');
}

/** Whether something in a text is masked. */
export function holdsMask(text: string): boolean {
	return text.includes('[') && masks.some((mask) => text.includes(mask));
}

const maskWords: Readonly<Record<DetailKind, string>> = {
	'e-mail': 'e-mail',
	'web-address': 'web address',
	telephone: 'telephone',
	postcode: 'postcode',
	address: 'address',
	name: 'name',
	'national-insurance': 'National Insurance number',
	'health-number': 'health number',
	vehicle: 'vehicle',
	'by-hand': 'masked',
};

const masks = Object.values(maskWords).map((words) => `[${words}]`);
