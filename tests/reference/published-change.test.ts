import { describe, expect, it } from 'vitest';
import { changeBetween, judgeFamily, measurementOf } from '../../src/lib/core/trends/index.ts';

/**
 * Scottish Crime and Justice Survey 2019/20, table A1.22 (confidence in the police): share that agrees in 2009/10,
 * 2018/19 and 2019/20, and what the publisher says of the changes. The survey applies a design factor of 1.19 to its
 * intervals (2021/22, annex E) and tests each change by itself at 95 %.
 */
const bases = { '2009/10': 3890, '2018/19': 5410, '2019/20': 5450 };
const statements: [string, number, number, number, 'up' | 'down' | 'none', 'up' | 'down' | 'none'][] = [
	['can be relied on', 58, 63, 65, 'up', 'none'],
	['listen', 48, 50, 50, 'none', 'none'],
	['relations poor', 28, 24, 23, 'down', 'none'],
	['not dealing with what matters', 31, 22, 22, 'down', 'none'],
	['respect', 83, 87, 89, 'up', 'up'],
	['fair to everyone', 58, 62, 63, 'up', 'none'],
];

function verdictOn(from: number, n: number, to: number, deft: number): 'up' | 'down' | 'none' {
	const change = changeBetween(
		measurementOf({ share: from / 100, n, deft }),
		measurementOf({ share: to / 100, n: bases['2019/20'], deft }),
		{ level: 0.95 },
	);
	const [judged] = judgeFamily([{ change, smallestChange: 0.03 }], { level: 0.95 });
	return judged?.verdict.kind === 'changed' ? judged.verdict.direction : 'none';
}

describe('change between published figures', () => {
	it.each(statements)(
		'%s: the publisher’s two verdicts at deft 1.19',
		(_what, first, before, now, sinceFirst, sinceBefore) => {
			expect(verdictOn(first, bases['2009/10'], now, 1.19)).toBe(sinceFirst);
			expect(verdictOn(before, bases['2018/19'], now, 1.19)).toBe(sinceBefore);
		},
	);

	it('a design effect mistaken for a design factor would call 63 → 65 a rise', () => {
		expect(verdictOn(63, bases['2018/19'], 65, Math.sqrt(1.19))).toBe('up');
	});

	it('Scottish perceptions of organised crime, 2013 to 2017: would report 81 → 75 fell, drugs association 72 → 68 cannot be told at deft 1.2', () => {
		const between = (a: number, n1: number, b: number, n2: number) =>
			changeBetween(measurementOf({ share: a, n: n1, deft: 1.2 }), measurementOf({ share: b, n: n2, deft: 1.2 }), {
				level: 0.95,
			}).p;
		expect(between(0.81, 900, 0.75, 987)).toBeLessThan(0.05);
		expect(between(0.72, 1001, 0.68, 1088)).toBeGreaterThan(0.05);
	});
});
