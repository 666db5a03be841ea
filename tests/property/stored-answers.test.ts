import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Answer } from '../../src/lib/core/instrument/index.ts';
import { isAnswers } from '../../src/lib/server/storage/index.ts';

const code = fc.oneof(fc.integer(), fc.double(), fc.constant('1'), fc.constantFrom('dont-know', 'refused'));
const part = fc.oneof(
	code,
	fc.array(code, { maxLength: 3 }),
	fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), code),
	fc.string(),
	fc.boolean(),
	fc.constant(null),
);
const names = fc.constantFrom('missing', 'code', 'codes', 'other', 'items', 'number', 'text', 'ranks', 'seen', 'more');

/** Objects with the parts of answers, rightly and wrongly put together, and any JSON at all. */
const nearlyAnswers = fc.oneof(
	fc.dictionary(names, part, { maxKeys: 3 }),
	fc.record({ code: fc.integer() }),
	fc.record({ code: fc.integer(), other: fc.string() }),
	fc.record({ items: fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.constant('refused'))) }),
	fc.record({ seen: fc.boolean() }),
	fc.jsonValue(),
);

it('reads as an answer just what the schema of answers accepts', () => {
	fc.assert(
		fc.property(nearlyAnswers, (value) => {
			const text = JSON.stringify(value);
			// zod drops this name unseen; we never write it, and refuse it.
			fc.pre(!text.includes('__proto__'));
			const json: unknown = JSON.parse(text);
			expect(isAnswers({ question: json })).toBe(Answer.safeParse(json).success);
		}),
		{ numRuns: 2000 },
	);
});

it('reads answers only from an object of them', () => {
	for (const value of [null, 1, 'answers', [], [{ code: 1 }]]) expect(isAnswers(value)).toBe(false);
	expect(isAnswers({})).toBe(true);
});
