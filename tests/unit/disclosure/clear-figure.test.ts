import { describe, expect, it } from 'vitest';
import {
	type Figure,
	clearEstimate,
	clearTrend,
	defaultPolicy,
	figureReasons,
	isCleared,
	membersOf,
	releasedFigure,
} from '../../../src/lib/core/disclosure/index.ts';

function figure(n: number, counted: number, rest: Partial<Figure> = {}): Figure {
	const value = counted / n;
	return {
		label: 'Women',
		wave: '2026',
		about: 'bought-fakes',
		estimate: {
			value,
			interval: { lower: value - 0.0333, upper: value + 0.0333, level: 0.95, method: 'wald' },
			base: { n },
			scale: 'share',
		},
		counted,
		sensitive: false,
		subgroup: true,
		members: null,
		...rest,
	};
}

const reasonsOf = (of: Figure) => figureReasons(of, defaultPolicy).map(({ kind }) => kind);

function valueOf(of: Figure) {
	const result = clearEstimate(of, defaultPolicy, []);
	if (!isCleared(result)) throw new Error(JSON.stringify(result));
	return result.value;
}

describe('a share', () => {
	it.each([
		['on a base of 49', figure(49, 20), ['small-base']],
		['on a base of 50', figure(50, 20), []],
		['of 4 people', figure(200, 4), ['small-count']],
		['of all but 4', figure(200, 196), ['small-count']],
		['of nobody', figure(200, 0), []],
		['sensitive, on a base of 99', figure(99, 20, { sensitive: true }), ['small-base']],
		['sensitive, of nobody in a subgroup', figure(200, 0, { sensitive: true }), ['nobody']],
		['sensitive, of everybody in a subgroup', figure(200, 200, { sensitive: true }), ['everybody']],
		['sensitive, rounded to 0 % of a subgroup', figure(3000, 12, { sensitive: true }), ['nobody']],
		['sensitive, of nobody at all', figure(200, 0, { sensitive: true, subgroup: false }), []],
	])('%s', (_what, of, expected) => {
		expect(reasonsOf(of)).toEqual(expected);
	});

	it('is shown in whole percent with a rounded base, its interval rounded outwards', () => {
		expect(valueOf(figure(623, 200))).toEqual({
			kind: 'shown',
			label: 'Women',
			wave: '2026',
			about: 'bought-fakes',
			value: 0.32,
			lower: 0.28,
			upper: 0.36,
			level: 0.95,
			base: 620,
			smallBase: false,
		});
	});

	it.each([
		[50, true],
		[99, true],
		[100, false],
	])('is flagged for a small base of %i: %s', (n, smallBase) => {
		expect(valueOf(figure(n, 20))).toMatchObject({ kind: 'shown', smallBase });
	});

	it('is hidden without a base and without a reason', () => {
		expect(valueOf(figure(40, 20))).toEqual({ kind: 'hidden', label: 'Women', wave: '2026', about: 'bought-fakes' });
	});
});

describe('a mean', () => {
	it('is shown to a tenth, whatever it is of', () => {
		const mean = figure(200, 0, {
			counted: null,
			estimate: {
				value: 6.4481,
				interval: { lower: 6.21, upper: 6.69, level: 0.95, method: 'wald' },
				base: { n: 200 },
				scale: 'mean',
			},
		});
		expect(valueOf(mean)).toMatchObject({ value: 6.4, lower: 6.2, upper: 6.7 });
	});
});

describe('figures and the sets that they are about', () => {
	const people = (from: number, to: number) =>
		membersOf(Uint8Array.from({ length: 1000 }, (_, i) => (i >= from && i < to ? 1 : 0)));
	const on = (from: number, to: number, label: string, wave = '2026') =>
		figure(to - from, Math.round((to - from) / 3), { label, wave, members: people(from, to) });

	const releaseOf = (of: Figure) => {
		const result = clearEstimate(of, defaultPolicy, []);
		return isCleared(result) ? releasedFigure('the release of May', of, result) : [];
	};

	it('are refused where a few people are between them and an earlier one', () => {
		const before = releaseOf(on(0, 500, 'Everyone'));
		const result = clearEstimate(on(0, 498, 'Mainland'), defaultPolicy, before);
		expect(isCleared(result) ? null : result).toMatchObject({
			kind: 'differencing',
			differences: [{ words: 'With the release of May: “Everyone” less “Mainland” leaves 2 people, fewer than 5.' }],
		});
		expect(isCleared(clearEstimate(on(0, 400, 'South'), defaultPolicy, before))).toBe(true);
	});

	it('are nothing that others could be held against while hidden', () => {
		expect(releaseOf(on(0, 30, 'Isles'))).toEqual([]);
	});

	it('need to be known once there was a release', () => {
		const before = releaseOf(on(0, 500, 'Everyone'));
		const result = clearEstimate(figure(300, 100), defaultPolicy, before);
		expect(isCleared(result) ? null : result.kind).toBe('members-unknown');
	});

	it('make a line with gaps: a point that tells too much is hidden, also beside another of the same list', () => {
		const result = clearTrend(
			[
				on(0, 500, 'Everyone', '2025'),
				on(0, 497, 'Mainland', '2025'),
				on(0, 500, 'Everyone', '2026'),
				on(0, 300, 'Mainland', '2026'),
				on(0, 30, 'Isles', '2026'),
			],
			defaultPolicy,
			[],
		);
		if (!isCleared(result)) throw new Error(result.kind);
		expect(result.value.points.map(({ kind, label, wave }) => `${label} ${wave} ${kind}`)).toEqual([
			'Everyone 2025 shown',
			'Mainland 2025 hidden',
			'Everyone 2026 shown',
			'Mainland 2026 shown',
			'Isles 2026 hidden',
		]);
	});
});
