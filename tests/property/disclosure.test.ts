import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	type Demand,
	type Released,
	type Table,
	audit,
	clearTable,
	defaultPolicy,
	differences,
	isCleared,
	membersOf,
	primaryReasons,
	releasedTable,
	roundTable,
	suppress,
	tabulate,
} from '../../src/lib/core/disclosure/index.ts';
import { circulationOf, flowBounds } from '../../src/lib/core/disclosure/circulation.ts';
import { demandOf } from '../../src/lib/core/disclosure/demand.ts';
import { publishedOf } from '../../src/lib/core/disclosure/published.ts';
import { valuesOf } from '../../src/lib/core/disclosure/table.ts';
import { cube, grid } from '../unit/disclosure/tables.ts';

/** Counts as surveys have them: many zeros and small ones, some large. */
const count = fc.oneof(
	{ weight: 3, arbitrary: fc.constant(0) },
	{ weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) },
	{ weight: 4, arbitrary: fc.integer({ min: 5, max: 60 }) },
);

function tables(most: number) {
	const side = fc.integer({ min: 1, max: most });
	return fc
		.tuple(side, side)
		.chain(([rows, columns]) =>
			fc.array(fc.array(count, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
		)
		.map(grid);
}

const choiceOf = (cells: number) =>
	fc.array(fc.boolean(), { minLength: cells, maxLength: cells }).map((bits) => Uint8Array.from(bits, Number));

function demandsOf(table: Table, hidden: Uint8Array): Demand[] {
	const reasons = primaryReasons(table, defaultPolicy);
	return table.cells
		.map((cell, at) => demandOf('counts', cell, { at, reasons: reasons[at] ?? [] }, defaultPolicy))
		.filter(({ cell }) => hidden[cell] === 1);
}

/** Every way to fill the innermost cells of a table that agrees with what is shown. */
function possible(table: Table, hidden: Uint8Array): number[][] {
	const { cells, relations } = table;
	const inner = cells.flatMap((_, k) => (relations.some(({ total }) => total === k) ? [] : [k]));
	const ordered = relations.toReversed();
	const most = cells[0]?.count ?? 0;
	const found: number[][] = [];
	const fill = (values: number[], at: number, left: number) => {
		const k = inner[at];
		if (k === undefined) {
			const all = values.slice();
			for (const { total, parts } of ordered) all[total] = parts.reduce((sum, part) => sum + (all[part] ?? 0), 0);
			if (cells.every(({ count: shown }, of) => hidden[of] === 1 || shown === all[of])) found.push(all);
			return;
		}
		const own = cells[k]?.count ?? 0;
		for (let value = hidden[k] === 1 ? 0 : own; value <= (hidden[k] === 1 ? left : Math.min(own, left)); value++) {
			values[k] = value;
			fill(values, at + 1, left - value);
		}
	};
	fill(new Array<number>(cells.length).fill(0), 0, most);
	return found;
}

describe('bounds of hidden cells', () => {
	it('are the same by linear programming as by maximum flow, whatever is hidden', () => {
		fc.assert(
			fc.property(
				tables(8).chain((table) => fc.tuple(fc.constant(table), choiceOf(table.cells.length))),
				([table, hidden]) => {
					const circulation = circulationOf(table.cells.length, table.relations);
					if (circulation === null) throw new Error('a table of two ways is a network');
					const values = valuesOf(table);
					const { bounds } = audit(publishedOf(table, hidden, defaultPolicy, []), []);
					expect(bounds).toHaveLength(hidden.reduce((sum, is) => sum + is, 0));
					for (const { cell, ...found } of bounds) expect(found).toEqual(flowBounds(circulation, values, hidden, cell));
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('are the least and the greatest of all tables that a reader could list', () => {
		const small = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 });
		fc.assert(
			fc.property(
				small.map((counts) => cube([2, 2, 2], counts)).chain((table) => fc.tuple(fc.constant(table), choiceOf(27))),
				([table, choice]) => {
					// The total of all is shown, so that the list has an end.
					const hidden = choice.with(0, 0);
					const listed = possible(table, hidden);
					const { bounds } = audit(publishedOf(table, hidden, defaultPolicy, []), []);
					for (const { cell, lower, upper } of bounds) {
						const values = listed.map((of) => of[cell] ?? 0);
						expect([lower, upper]).toEqual([Math.min(...values), Math.max(...values)]);
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});

describe('a suppressed table', () => {
	it('is proven safe or refused, and never shows a cell that may not be shown', () => {
		let refused = 0;
		fc.assert(
			fc.property(tables(5), (table) => {
				const found = suppress(table, defaultPolicy);
				if (found.kind === 'unprotectable') {
					refused++;
					return;
				}
				const { hidden } = found;
				table.cells.forEach(({ count: of }, k) => {
					if (of > 0 && of < 5) expect(hidden[k]).toBe(1);
				});
				const demands = demandsOf(table, hidden);
				expect(audit(publishedOf(table, hidden, defaultPolicy, demands), demands)).toEqual(found.audit);
				expect(found.audit.allProtected).toBe(true);
				// The promise once more, by the other derivation and in plain words.
				const circulation = circulationOf(table.cells.length, table.relations);
				if (circulation === null) throw new Error('a table of two ways is a network');
				for (const { cell } of demands) {
					const { lower, upper } = flowBounds(circulation, valuesOf(table), hidden, cell);
					const own = table.cells[cell]?.count ?? 0;
					expect(upper - lower).toBeGreaterThanOrEqual(5);
					if (own > 0 && own < 5) expect(lower <= 1 && upper >= 5).toBe(true);
				}
			}),
			{ numRuns: 400 },
		);
		// Refused are tables so empty that even hiding all of them tells.
		expect(refused).toBeLessThan(80);
	}, 120_000);

	it('of three ways is proven safe, too', () => {
		const counts = fc.array(count, { minLength: 27, maxLength: 27 });
		fc.assert(
			fc.property(counts, (of) => {
				const table = cube([3, 3, 3], of);
				const found = suppress(table, defaultPolicy);
				if (found.kind === 'unprotectable') return;
				const demands = demandsOf(table, found.hidden);
				expect(audit(publishedOf(table, found.hidden, defaultPolicy, demands), demands).allProtected).toBe(true);
				table.cells.forEach(({ count: one }, k) => {
					if (one > 0 && one < 5) expect(found.hidden[k]).toBe(1);
				});
			}),
			{ numRuns: 8 },
		);
	});

	it('leaves nothing to a reader who lists all tables that agree with it and could have been suppressed', () => {
		const small = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), {
			minLength: 1,
			maxLength: 2,
		});
		fc.assert(
			fc.property(small.map(grid), (table) => {
				const found = suppress(table, defaultPolicy);
				if (found.kind === 'unprotectable' || found.hidden[0] === 1) return;
				const isSmall = (value: number) => value > 0 && value < 5;
				const hiddenAt = Array.from(found.hidden.keys()).filter((k) => found.hidden[k] === 1);
				const listed = possible(table, found.hidden).filter((of) => hiddenAt.some((k) => isSmall(of[k] ?? 0)));
				for (const k of hiddenAt) expect(listed.some((of) => !isSmall(of[k] ?? 0))).toBe(true);
			}),
			{ numRuns: 150 },
		);
	});

	it('is decided by its counts alone, without chance', () => {
		fc.assert(
			fc.property(tables(4), (table) => {
				const first = clearTable(table, defaultPolicy, [], { wave: 'w' });
				const second = clearTable(table, defaultPolicy, [], { wave: 'w' });
				expect(isCleared(first)).toBe(isCleared(second));
				if (isCleared(first) && isCleared(second)) expect(first.value).toEqual(second.value);
			}),
			{ numRuns: 50 },
		);
	});
});

describe('controlled rounding', () => {
	it('keeps all sums, and every cell next to its true count', () => {
		fc.assert(
			fc.property(tables(6), fc.integer({ min: 2, max: 10 }), fc.string(), (table, base, seed) => {
				const rounded = roundTable(table, { method: 'controlled', base, seed });
				if (rounded.kind !== 'rounded') throw new Error(rounded.kind);
				const { values } = rounded;
				for (const { total, parts } of table.relations)
					expect(parts.reduce((sum, part) => sum + (values[part] ?? 0), 0)).toBe(values[total]);
				table.cells.forEach(({ count: of }, k) => {
					expect((values[k] ?? 0) % base).toBe(0);
					expect(Math.abs((values[k] ?? 0) - of)).toBeLessThan(base);
				});
			}),
			{ numRuns: 100 },
		);
	});
});

describe('differencing', () => {
	it('finds the pairs that set arithmetic on rows finds', () => {
		const domain = fc.array(fc.boolean(), { minLength: 16, maxLength: 16 });
		const release = (label: string, domains: boolean[][]): Released => ({
			label,
			wave: 'w',
			about: 'count',
			cells: domains.map((of, k) => ({ label: `${k}`, members: membersOf(Uint8Array.from(of, Number)), shown: true })),
			relations: [],
		});
		fc.assert(
			fc.property(fc.array(domain, { maxLength: 6 }), fc.array(domain, { maxLength: 6 }), (fresh, before) => {
				const conflicts = fresh.flatMap((a, k) =>
					before.flatMap((b) => {
						const onlyA = a.filter((is, i) => is && !b[i]).length;
						const onlyB = b.filter((is, i) => is && !a[i]).length;
						const shared = a.some((is, i) => is && b[i]);
						return shared && onlyA < 5 && onlyB < 5 && onlyA + onlyB > 0 ? [`${k} ${onlyA || onlyB}`] : [];
					}),
				);
				const found = differences(release('now', fresh), [release('before', before)], defaultPolicy);
				// A set that comes twice is looked at once.
				const told = found.map(({ cell, size }) => `${cell} ${size}`);
				expect(new Set(told.map((of) => of.split(' ')[1]))).toEqual(new Set(conflicts.map((of) => of.split(' ')[1])));
				for (const of of told) expect(conflicts).toContain(of);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('a series of releases', () => {
	const size = 90;
	const ways = { area: 4, age: 3, sex: 2 };
	type Way = keyof typeof ways;
	const crossings: Way[][] = [['area'], ['area', 'age'], ['area', 'sex'], ['age', 'sex'], ['area', 'age', 'sex']];

	it('leaves every suppressed count its protection even to a reader who solves all of them together', () => {
		const columns = fc.record({ area: codes(ways.area), age: codes(ways.age), sex: codes(ways.sex) });
		let suppressed = 0;
		fc.assert(
			fc.property(columns, (people) => {
				const weights = new Float64Array(size).fill(1);
				const axis = (id: Way) => ({
					id,
					label: id,
					codes: Int8Array.from(people[id]),
					categories: Array.from({ length: ways[id] }, (_, code) => ({ code, label: `${id} ${code}` })),
				});
				const before: Released[] = [];
				const told: { parts: number[]; shown: boolean; size: number }[] = [];
				for (const crossing of crossings) {
					const table = tabulate(crossing.map(axis), weights, { title: crossing.join(' by ') });
					const result = clearTable(table, defaultPolicy, before, { wave: 'w' });
					if (!isCleared(result)) continue;
					const released = releasedTable(table.title, table, result);
					if (released) before.push(released);
					table.cells.forEach(({ id, count: of }, k) =>
						told.push({ parts: groupsIn(crossing, id), shown: result.value.cells[k]?.kind === 'shown', size: of }),
					);
				}
				// Unknown are the counts of all 4 × 3 × 2 kinds of people; every cell is a sum of some of them.
				const groups = 24;
				const lower = new Float64Array(groups + told.length);
				const upper = new Float64Array(groups + told.length).fill(Infinity);
				const relations = told.map(({ parts, shown, size: of }, k) => {
					if (shown) lower[groups + k] = upper[groups + k] = of;
					return { total: groups + k, parts };
				});
				const { bounds } = audit({ lower, upper, relations, whole: true, minimumCount: null }, []);
				for (const { cell, lower: least, upper: most } of bounds) {
					const own = told[cell - groups];
					if (!own || own.shown) continue;
					suppressed++;
					expect(most - least).toBeGreaterThanOrEqual(5);
					if (own.size > 0 && own.size < 5) expect(least <= 1 && most >= 5).toBe(true);
				}
			}),
			{ numRuns: 25 },
		);
		expect(suppressed).toBeGreaterThan(100);
	});

	/** Unevenly spread, so that some groups are small. */
	function codes(categories: number) {
		const code = fc.nat(99).map((percent) => Math.floor(categories * (percent / 100) ** 2));
		return fc.array(code, { minLength: size, maxLength: size });
	}

	function groupsIn(crossing: readonly Way[], id: string): number[] {
		const wanted = new Map(id.split(',').map((code, k) => [crossing[k], code]));
		const agrees = (way: Way, code: number) => [undefined, '*', String(code)].includes(wanted.get(way));
		return Array.from({ length: 24 }, (_, group) => group).filter(
			(group) =>
				agrees('area', Math.floor(group / 6)) && agrees('age', Math.floor(group / 2) % 3) && agrees('sex', group % 2),
		);
	}
});
