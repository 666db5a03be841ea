import { describe, expect, it } from 'vitest';
import {
	DisclosurePolicy,
	type Released,
	defaultPolicy,
	differences,
	membersOf,
	narrowedTogether,
} from '../../../src/lib/core/disclosure/index.ts';
import {
	inBoth,
	isSame,
	isWithin,
	keyOf,
	keyOfDifference,
	union,
	without,
} from '../../../src/lib/core/disclosure/members.ts';

const rows = 1000;
const between = (from: number, to: number) =>
	Uint8Array.from({ length: rows }, (_, i) => (i >= from && i < to ? 1 : 0));
const set = (from: number, to: number) => membersOf(between(from, to));

function release(
	label: string,
	cells: Record<string, [number, number] | [number, number, 'hidden']>,
	rest: Partial<Released> = {},
): Released {
	return {
		label,
		wave: '2026',
		about: 'count',
		cells: Object.entries(cells).map(([name, [from, to, hidden]]) => ({
			label: name,
			members: set(from, to),
			shown: hidden === undefined,
		})),
		relations: [],
		...rest,
	};
}

const wordsOf = (fresh: Released, before: readonly Released[], policy = defaultPolicy) =>
	differences(fresh, before, policy).map(({ words }) => words);

describe('sets of respondents', () => {
	it('are counted, united and taken from one another', () => {
		const [a, b] = [set(10, 50), set(20, 60)];
		expect([a.size, inBoth(a, b), union([a, b]).size, without(a, b).size]).toEqual([40, 30, 50, 10]);
		expect(isWithin(set(20, 30), a)).toBe(true);
		expect(isWithin(a, b)).toBe(false);
		expect(isSame(a, membersOf(between(10, 50)))).toBe(true);
	});

	it('have a key that tells equal sets, also one less another, without looking at their rows', () => {
		expect(keyOf(set(0, 33))).toBe(keyOf(membersOf(between(0, 33))));
		expect(keyOf(set(0, 33))).not.toBe(keyOf(set(1, 34)));
		expect(keyOfDifference(set(0, 40), set(0, 33))).toBe(keyOf(set(33, 40)));
	});
});

describe('differences from earlier releases', () => {
	const total = release('Table 1 of May', { everyone: [0, 500] });

	it('finds a total less a few', () => {
		expect(wordsOf(release('now', { 'All but Orkney': [0, 497] }), [total])).toEqual([
			'With Table 1 of May: “everyone” less “All but Orkney” leaves 3 people, fewer than 5.',
		]);
	});

	it('finds a filter drawn a little wider than before', () => {
		expect(wordsOf(release('now', { '16 to 65': [0, 501] }), [total])).toEqual([
			'With Table 1 of May: “16 to 65” less “everyone” leaves 1 person, fewer than 5.',
		]);
	});

	it('lets pass the same group, a difference of the minimum count, and groups that share nobody', () => {
		const fresh = release('now', { same: [0, 500], fewer: [0, 495], others: [500, 504], half: [0, 250] });
		expect(wordsOf(fresh, [total])).toEqual([]);
	});

	it('finds filters that overlap but for a few on either side', () => {
		const shifted = release('now', { '18 to 66': [2, 503] });
		expect(wordsOf(shifted, [total])).toEqual([
			'With Table 1 of May: “18 to 66” and “everyone” differ by 3 and 2 people, fewer than 5.',
		]);
		const oneSide = release('now', { '18 and over': [2, 700] });
		expect(wordsOf(oneSide, [total])).toEqual([]);
		expect(wordsOf(oneSide, [total], DisclosurePolicy.parse({ overlap: 'any' }))).toHaveLength(1);
	});

	it('adds up cells released before', () => {
		const areas = release(
			'Table 2 of May',
			{ all: [0, 400], north: [0, 100], west: [100, 200], east: [200, 300], south: [300, 400] },
			{ relations: [{ total: 0, parts: [1, 2, 3, 4] }] },
		);
		expect(wordsOf(release('now', { 'The highlands': [0, 203] }), [areas])).toEqual([
			'With Table 2 of May: “The highlands” less “north”, “west” leaves 3 people, fewer than 5.',
		]);
		expect(wordsOf(release('now', { 'The highlands': [2, 200] }), [areas])).toEqual([
			'With Table 2 of May: “north”, “west” less “The highlands” leave 2 people, fewer than 5.',
		]);
		expect(wordsOf(release('now', { 'The highlands': [0, 200] }), [areas])).toEqual([]);
	});

	it('adds up new cells against one released before', () => {
		const areas = release(
			'now',
			{ all: [0, 400], north: [0, 100], west: [100, 200], east: [200, 400] },
			{ relations: [{ total: 0, parts: [1, 2, 3] }] },
		);
		const before = release('Table 3 of May', { highlands: [0, 204] });
		expect(wordsOf(areas, [before])).toEqual([
			'With Table 3 of May: “highlands” less “north”, “west” leaves 4 people, fewer than 5.',
		]);
	});

	it('counts suppressed cells together as known, when their total is shown', () => {
		const areas = release(
			'Table 2 of May',
			{ all: [0, 400], north: [0, 20, 'hidden'], west: [20, 60, 'hidden'], rest: [60, 400] },
			{ relations: [{ total: 0, parts: [1, 2, 3] }] },
		);
		expect(wordsOf(release('now', { coast: [0, 58] }), [areas])).toEqual([
			'With Table 2 of May: “north with west” less “coast” leaves 2 people, fewer than 5.',
		]);
	});

	it('does not show what was suppressed before, nor two figures that give it away', () => {
		const areas = release('Table 2 of May', { all: [0, 400], north: [0, 20, 'hidden'] });
		expect(wordsOf(release('now', { Caithness: [0, 20] }), [areas])).toEqual([
			'With Table 2 of May: “Caithness” was suppressed there as “north”.',
		]);
		expect(wordsOf(release('now', { 'south of the Forth': [20, 400] }), [areas])).toEqual([
			'With Table 2 of May: “south of the Forth” and “all” give away “north”, which is suppressed.',
		]);
	});

	it('compares only what is about the same wave and the same measure', () => {
		const fresh = release('now', { fewer: [0, 497] });
		expect(wordsOf({ ...fresh, wave: '2025' }, [total])).toEqual([]);
		expect(wordsOf({ ...fresh, about: 'bought-fakes' }, [total])).toEqual([]);
	});

	it('refuses sets of unequal waves as a bug', () => {
		const other = {
			...total,
			cells: [{ label: 'everyone', members: membersOf(new Uint8Array(7).fill(1)), shown: true }],
		};
		expect(() => differences(release('now', { few: [0, 8] }), [other], defaultPolicy)).toThrow('not of one wave');
	});
});

describe('everything released, solved at once', () => {
	const areas = release(
		'Table 2 of May',
		{ all: [0, 100], isles: [0, 3, 'hidden'], coast: [3, 20, 'hidden'], inland: [20, 100] },
		{ relations: [{ total: 0, parts: [1, 2, 3] }] },
	);
	// Two filters whose difference, rows 40 to 49, is known from them alone.
	const filters = release('Table 3 of May', { wide: [40, 80], narrow: [50, 80] });
	const isles = union([set(0, 3), set(40, 50)]);
	const fresh = (members: typeof isles): Released => ({
		...release('now', {}),
		cells: [{ label: 'Isles and ferry ports', members, shown: true }],
	});

	it('finds what takes more than two figures: (isles and ports) − (wide − narrow) = isles', () => {
		expect(differences(fresh(isles), [areas, filters], defaultPolicy)).toEqual([]);
		expect(narrowedTogether(fresh(isles), [areas, filters], defaultPolicy)).toMatchObject([
			{
				kind: 'narrowed',
				cell: 0,
				words:
					'With all that was released before: “isles” of Table 2 of May, which is suppressed, would be known to lie from 3 to 3.',
			},
			{ earlier: ['coast'] },
		]);
	});

	it('lets pass what narrows nothing', () => {
		expect(narrowedTogether(fresh(set(60, 90)), [areas, filters], defaultPolicy)).toEqual([]);
		expect(narrowedTogether(fresh(isles), [areas], defaultPolicy)).toEqual([]);
	});

	it('does not hold against a table what was narrowed before it came', () => {
		const before = { ...fresh(isles), label: 'Table 4 of May' };
		expect(narrowedTogether(fresh(set(60, 90)), [areas, filters, before], defaultPolicy)).toEqual([]);
	});
});
