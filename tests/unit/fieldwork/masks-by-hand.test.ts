import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPersonalDetails, masked, piecesOf, withHidden, withLifted } from '#core/fieldwork/index.ts';

const hidden = (text: string, words: string) => {
	const spans = withHidden(text, findPersonalDetails(text), words);
	return spans === undefined ? undefined : masked(text, spans);
};

describe('words that a person masks', () => {
	it.each([
		['Old Hector told me', 'Hector', 'Old [masked] told me'],
		['Old Hector told me', 'old  HECTOR', '[masked] told me'],
		['Hector and hector, Hectors too', 'Hector', '[masked] and [masked], Hectors too'],
		['Art in the Barton Arms', 'art', '[masked] in the Barton Arms'],
		['what? (no.) a+b', '(no.)', 'what? [masked] a+b'],
		['Dùghall à Leòdhas', 'leòdhas', 'Dùghall à [masked]'],
		['ring 0131 496 0123 or Hector', 'Hector', 'ring [telephone] or [masked]'],
	])('of “%s”, “%s”', (text, words, shown) => expect(hidden(text, words)).toBe(shown));

	it.each([
		['Old Hector told me', 'Hugh'],
		['Old Hector told me', '  '],
		['Hectors', 'Hector'],
		['ring 0131 496 0123', '0131 496 0123'],
		['ring 0131 496 0123', 'ring 0131'],
	])('of “%s”, “%s” is nothing: nobody can try out what stands under a mask', (text, words) => {
		expect(hidden(text, words)).toBeUndefined();
	});
});

it('a mask that is lifted is gone and the others stay', () => {
	const text = 'ring 0131 496 0123 at EH1 1YZ';
	const spans = findPersonalDetails(text);
	const [first] = spans;
	if (first === undefined) throw new Error('there is a telephone');
	expect(masked(text, withLifted(spans, first) ?? [])).toBe('ring 0131 496 0123 at [postcode]');
	expect(withLifted(spans, { from: 0, to: 2 })).toBeUndefined();
});

it('the pieces of a text are the whole text, in order', () => {
	const stretch = fc.record({ from: fc.nat(30), length: fc.integer({ min: 1, max: 9 }) });
	fc.assert(
		fc.property(fc.string({ maxLength: 40 }), fc.array(stretch, { maxLength: 5 }), (text, stretches) => {
			const spans = stretches
				.map(({ from, length }) => ({ from, to: from + length, kind: 'by-hand' as const }))
				.filter(({ to }) => to <= text.length);
			const pieces = piecesOf(text, spans);
			expect(pieces.map(({ words }) => words).join('')).toBe(text);
			for (const { words, from, to } of pieces) expect(text.slice(from, to)).toBe(words);
		}),
	);
});
