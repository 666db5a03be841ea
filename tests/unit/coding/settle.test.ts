import { describe, expect, it } from 'vitest';
import { codedByTwo, inSeededOrder, sameWordsKey, settled } from '#core/coding/index.ts';
import { adding, grown } from './frames.ts';

const ann = (...codes: number[]) => ({ coder: 'ann', codes, unread: [] });
const bea = (...codes: number[]) => ({ coder: 'bea', codes, unread: [] });
const byTwo = { byTwo: true };

describe('what holds for an answer', () => {
	it('is nothing until two have coded it, and then what both gave', () => {
		expect(settled([], undefined, byTwo)).toEqual({ kind: 'uncoded' });
		expect(settled([ann(1)], undefined, byTwo)).toEqual({ kind: 'one-of-two' });
		expect(settled([ann(1), bea(1)], undefined, byTwo)).toMatchObject({ kind: 'coded', by: 'two', codes: [1] });
		expect(settled([ann(1), bea(1, 2)], undefined, byTwo)).toEqual({ kind: 'differs' });
	});

	it('is what one person gave where one is enough', () => {
		expect(settled([ann()], undefined, { byTwo: false })).toMatchObject({ kind: 'coded', by: 'one', codes: [] });
	});

	it('is what was agreed, until the frame sends it back and both have read it again', () => {
		const agreed = { codes: [2], unread: [] };
		expect(settled([ann(1), bea(2)], agreed, byTwo)).toMatchObject({ by: 'agreement', codes: [2] });
		const stale = { codes: [], unread: [5] };
		const again = { coder: 'ann', codes: [], unread: [5] };
		expect(settled([again, bea(2)], stale, byTwo)).toMatchObject({ by: 'agreement', unread: [5] });
		expect(settled([ann(5), bea(5)], stale, byTwo)).toMatchObject({ by: 'two', codes: [5], unread: [] });
	});

	it('has to be read for whatever either coder has not read it for', () => {
		const one = { coder: 'ann', codes: [1], unread: [4] };
		expect(settled([one, bea(1)], undefined, byTwo)).toMatchObject({ kind: 'coded', unread: [4] });
	});
});

describe('the share of answers that two people code', () => {
	const ids = Array.from({ length: 2000 }, (_, k) => `response-${k}`);
	const taken = (share: number) => ids.filter(codedByTwo(grown([...adding('One'), { kind: 'shared', share }])));

	it('is about as large as wanted, the same each time, and part of any larger one', () => {
		expect(taken(1)).toEqual(ids);
		expect(taken(0)).toEqual([]);
		const some = taken(0.2);
		expect(some.length / ids.length).toBeCloseTo(0.2, 1);
		expect(taken(0.2)).toEqual(some);
		const more = new Set(taken(0.6));
		expect(some.every((id) => more.has(id))).toBe(true);
	});
});

it('a seed gives an order that does not depend on how the answers came', () => {
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
	expect(inSeededOrder(ids.toReversed(), 7)).toEqual(inSeededOrder(ids, 7));
	expect(inSeededOrder(ids, 7)).not.toEqual(inSeededOrder(ids, 8));
	expect(inSeededOrder(ids, 7).toSorted()).toEqual(ids);
});

it.each([
	['It’s  TOO dear!', 'it s too dear', true],
	['Café', 'cafe', true],
	['dear', 'deer', false],
	['Ⅷ 8', 'viii 8', true],
])('%j and %j are the same words: %s', (one, other, same) => {
	expect(sameWordsKey(one) === sameWordsKey(other)).toBe(same);
});
