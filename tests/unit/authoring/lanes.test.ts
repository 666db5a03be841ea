import { describe, expect, it } from 'vitest';
import { lanesOf } from '#ui/studio/routes/lanes.ts';

const question = (id: string, ...decidedBy: string[]) => ({ id, decidedBy });

describe('the lines of the map of routes', () => {
	it('run from each question that decides to all that it decides about, those that overlap in lanes of their own', () => {
		expect(
			lanesOf([
				question('a'),
				question('b', 'a'),
				question('c', 'b'),
				question('d', 'a', 'c'),
				question('e'),
				question('f', 'e'),
			]),
		).toEqual([
			{ from: 0, to: [1, 3], lane: 2 },
			{ from: 1, to: [2], lane: 0 },
			{ from: 2, to: [3], lane: 1 },
			{ from: 4, to: [5], lane: 0 },
		]);
	});

	it('lead only down: a rule that looks ahead decides nothing', () => {
		expect(lanesOf([question('a', 'b'), question('b')])).toEqual([]);
	});
});
