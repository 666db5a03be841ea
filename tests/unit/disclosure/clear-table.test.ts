import { describe, expect, it } from 'vitest';
import {
	type Cleared,
	type ClearedTable,
	DisclosurePolicy,
	type Refusal,
	type Table,
	clearTable,
	defaultPolicy,
	isCleared,
	releasedTable,
	tabulate,
} from '../../../src/lib/core/disclosure/index.ts';
import { grid, magnitudes } from './tables.ts';

/** Respondents by area (100, 60, 30 and the given few) and by sex, one after the other. */
function sample(few: number) {
	const areas = [100, 60, 30, few].flatMap((size, area) => Array.from({ length: size }, () => area));
	return {
		weights: new Float64Array(areas.length).fill(1),
		area: {
			id: 'area',
			label: 'Area',
			codes: Int16Array.from(areas),
			categories: ['North', 'East', 'South', 'Isles'].map((label, code) => ({ code, label })),
		},
		sex: {
			id: 'sex',
			label: 'Sex',
			codes: Int16Array.from(areas, (_, i) => i % 2),
			categories: ['Women', 'Men'].map((label, code) => ({ code, label })),
		},
	};
}

function clear(
	table: Table,
	before: Parameters<typeof clearTable>[2] = [],
	policy = defaultPolicy,
): Cleared<ClearedTable> {
	const result = clearTable(table, policy, before, { wave: '2026' });
	if (!isCleared(result)) throw new Error(JSON.stringify(result));
	return result;
}

const hiddenIn = (cleared: Cleared<ClearedTable>) =>
	cleared.value.cells.flatMap(({ kind, label }) => (kind === 'hidden' ? [label] : []));
const release = (label: string, table: Table, cleared: Cleared<ClearedTable>) => {
	const released = releasedTable(label, table, cleared);
	if (released === null) throw new Error('members unknown');
	return released;
};

describe('a table made from answers', () => {
	const { weights, area, sex } = sample(6);

	it('counts respondents, with their weights and who they are', () => {
		const table = tabulate(
			[area, sex],
			weights.map(() => 1.5),
			{ title: 'Area by sex' },
		);
		const cell = table.cells.find(({ id }) => id === '3,*');
		expect(cell).toMatchObject({ label: 'Isles', count: 6, weighted: 9 });
		expect(cell?.members?.size).toBe(6);
		expect(table.relations).toHaveLength(8);
	});

	it('leaves out rows without weight, outside the domain, or with no category', () => {
		const few = weights.slice();
		few[0] = 0;
		const domain = new Uint8Array(weights.length).fill(1);
		domain[1] = 0;
		const codes = area.codes.slice();
		codes[2] = -8;
		const table = tabulate([{ ...area, codes }], few, { title: 'Area', domain });
		expect(table.cells[0]?.count).toBe(weights.length - 3);
	});

	it('is shown where nothing is small, suppressed where something is', () => {
		expect(hiddenIn(clear(tabulate([area], weights, { title: 'Area' })))).toEqual([]);
		expect(hiddenIn(clear(tabulate([area, sex], weights, { title: 'Area by sex' })))).toEqual([
			'South, Women',
			'South, Men',
			'Isles, Women',
			'Isles, Men',
		]);
	});

	it('is shown in multiples where the policy says so', () => {
		const policy = DisclosurePolicy.parse({ roundCountsTo: 5 });
		const { value } = clear(tabulate([area], weights, { title: 'Area' }), [], policy);
		expect(value.cells.map((cell) => cell.kind === 'shown' && cell.value)).toEqual([195, 100, 60, 30, 5]);
	});
});

describe('a table after others', () => {
	const { weights, area, sex } = sample(6);
	const byArea = tabulate([area], weights, { title: 'Area' });
	const first = release('Table 1', byArea, clear(byArea));

	it('may repeat what was shown', () => {
		expect(hiddenIn(clear(byArea, [first]))).toEqual([]);
	});

	it('is refused with a total less one person, where all other parts are known, and says with what it conflicts', () => {
		const domain = new Uint8Array(weights.length).fill(1);
		domain[0] = 0;
		const again = tabulate([area], weights, { title: 'Area again', domain });
		const result = clearTable(again, defaultPolicy, [first], { wave: '2026' });
		if (isCleared(result) || result.kind !== 'differencing') throw new Error('not refused');
		expect(result.differences.map(({ words }) => words)).toContain(
			'With Table 1: “everyone” less “everyone” leaves 1 person, fewer than 5.',
		);
		expect(result.differences.map(({ earlier }) => earlier)).toContainEqual(['North']);
	});

	it('hides a cell that is all but two of one shown before', () => {
		const domain = Uint8Array.from(weights, (_, i) => (i < 98 ? 1 : 0));
		const north = tabulate([area], weights, { title: 'North, most of it', domain }).cells.slice(1, 2);
		const table: Table = { kind: 'counts', title: 'One cell', sensitive: false, cells: north, relations: [] };
		expect(hiddenIn(clear(table, [first]))).toEqual(['North']);
		expect(hiddenIn(clear(table))).toEqual([]);
	});

	it('keeps suppressed what was suppressed, and is solved together with the earlier table', () => {
		const crossed = tabulate([area, sex], weights, { title: 'Area by sex' });
		const before = release('Table 2', crossed, clear(crossed));
		// South women (15) were hidden to protect the Isles; the same people come again as a group of their own.
		const domain = Uint8Array.from(sex.codes, (code) => (code === 0 ? 1 : 0));
		const women = tabulate([area], weights, { title: 'Women by area', domain });
		const result = clear(women, [first, before]);
		expect(hiddenIn(result)).toEqual(['South', 'Isles']);
		expect(result.value.audit.allProtected).toBe(true);
	});

	it('is refused when it is not known who is in it', () => {
		const bare = grid([[100, 60]]);
		const result = clearTable(bare, defaultPolicy, [first], { wave: '2026' });
		expect(isCleared(result) ? 'cleared' : result.kind).toBe('members-unknown');
		expect(isCleared(clearTable(bare, defaultPolicy, [first], { wave: '2025' }))).toBe(true);
	});
});

describe('a table of figures', () => {
	const { weights, area, sex } = sample(40);
	const table = tabulate([area, sex], weights, { title: 'Sex by area', answers: 1 });
	const figures = new Map(
		table.cells.map(({ id, count, base }) => {
			const n = table.cells[base ?? 0]?.count ?? 0;
			const interval = { lower: 0.401, upper: 0.609, level: 0.95, method: 'logit' as const };
			return [id, { value: count / n, interval, base: { n }, scale: 'share' as const }];
		}),
	);
	const result = clearTable(table, defaultPolicy, [], { wave: '2026', about: 'sex', figures });

	it('shows rounded shares and bases, no counts, and hides groups under the minimum base', () => {
		if (!isCleared(result)) throw new Error(result.kind);
		const cell = (id: string) => result.value.cells.find((of) => of.id === id);
		expect(cell('1,0')).toMatchObject({
			kind: 'shown',
			value: null,
			weighted: null,
			figure: { value: 0.5, lower: 0.4, upper: 0.61, base: 60, smallBase: true },
		});
		expect(cell('2,0')?.kind).toBe('hidden');
		expect(cell('3,*')?.kind).toBe('hidden');
	});
});

describe('what cannot be a table', () => {
	it.each<[string, Table, Partial<Refusal>]>([
		[
			'a total that is not the sum',
			{ ...grid([[7, 8]]), cells: grid([[7, 9]]).cells.map((cell, k) => (k === 0 ? { ...cell, count: 15 } : cell)) },
			{ kind: 'not-a-table', reason: 'does-not-add-up' },
		],
		[
			'a count that is none',
			{ ...grid([[7, 8]]), cells: grid([[7.5, 8]]).cells },
			{ kind: 'not-a-table', reason: 'not-a-count' },
		],
	])('%s', (_what, table, expected) => {
		expect(clearTable(table, defaultPolicy, [], { wave: '2026' })).toMatchObject(expected);
	});
});

describe('magnitudes', () => {
	it('are shown as they are, or hidden', () => {
		const policy = DisclosurePolicy.parse({ minimumCount: 3 });
		const table = magnitudes([
			[50, 40, 5, 5],
			[20, 20, 20, 20],
			[30, 30, 30, 30],
		]);
		const { value } = clear(table, [], policy);
		expect(value.cells.map((cell) => (cell.kind === 'shown' ? cell.value : null))).toEqual([300, null, null, 120]);
	});
});
