import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Definition } from '../../src/lib/core/dataset/index.ts';
import { interleaved, withDerived } from '../../src/lib/core/dataset/index.ts';
import { columnsOf, tableOf } from '../unit/dataset/tables.ts';

const code = fc.constantFrom(0, 1, 2, 3, 4, 130, -1, -2, -7, -8, -9);
const codes = fc.array(code, { minLength: 1, maxLength: 40 });
const text = { en: 'Words' };

/** Every code of a column in one of the groups, or in none. */
const recode = fc.array(fc.constantFrom(null, 0, 1, 2), { minLength: 8, maxLength: 8 }).map((groupOf): Definition => {
	const sources = [0, 1, 2, 3, 4, 130, -8, -9];
	const groups = [0, 1, 2].map((group) => ({
		...{ code: group, label: text },
		from: sources.filter((_, at) => groupOf[at] === group),
	}));
	const used = groups.filter(({ from }) => from.length > 0);
	return {
		kind: 'recode',
		label: text,
		source: 'q',
		groups: used.length > 0 ? used : [{ code: 0, label: text, from: [0] }],
	};
});

function made(definition: Definition, columns: Record<string, readonly number[]>, numbers = {}): number[] {
	const table = tableOf(columns, numbers);
	return columnsOf(withDerived(table, [{ name: 'made', definition }])).made ?? [];
}

describe('derived variables', () => {
	it('a recode depends on the answer alone, and hands reasons on', () => {
		fc.assert(
			fc.property(recode, codes, (definition, all) => {
				if (definition.kind !== 'recode') return;
				const group = (one: number) => definition.groups.find(({ from }) => from.some((old) => old === one))?.code;
				expect(made(definition, { q: all })).toEqual(all.map((one) => group(one) ?? (one < 0 ? one : -1)));
			}),
		);
	});

	it('a net of one column is its recode into 1 and 0', () => {
		fc.assert(
			fc.property(codes, fc.uniqueArray(fc.constantFrom(0, 1, 2, 3, 4), { minLength: 1 }), (all, counted) => {
				const net: Definition = { kind: 'net', label: text, sources: ['q'], codes: counted, yes: text, no: text };
				const others = [0, 1, 2, 3, 4, 130, -8].filter((one) => !counted.some((code) => code === one));
				const two: Definition = {
					...{ kind: 'recode', label: text, source: 'q' },
					groups: [
						{ code: 1, label: text, from: counted },
						{ code: 0, label: text, from: others },
					],
				};
				expect(made(net, { q: all })).toEqual(made(two, { q: all }));
			}),
		);
	});

	it('bands cover every number from the lowest end on, each once', () => {
		const ends = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 6 });
		const values = fc.array(fc.double({ min: -60, max: 60, noNaN: true }), { minLength: 1 });
		fc.assert(
			fc.property(ends, values, (unsorted, all) => {
				const sorted = unsorted.toSorted((a, b) => a - b);
				const bands = sorted.map((from, at) => ({ code: at, label: text, from }));
				const found = made({ kind: 'band', label: text, source: 'n', bands }, {}, { n: all });
				const place = (value: number) => sorted.filter((from) => from <= value).length - 1;
				expect(found).toEqual(all.map((value) => (place(value) < 0 ? -1 : place(value))));
			}),
		);
	});

	it('an index lies from 0 to 1, and reversing every item mirrors it', () => {
		const rows = fc.array(fc.tuple(code, code, code), { minLength: 1 });
		fc.assert(
			fc.property(rows, fc.integer({ min: 1, max: 3 }), (all, minimum) => {
				const asked = all.map((row) => row.map((one) => (one > 4 ? 4 : one)));
				const columns = Object.fromEntries(
					['a', 'b', 'c'].map((name, at) => [name, asked.map((row) => row[at] ?? -2)]),
				);
				const index = (isReversed: boolean): Definition => ({
					...{ kind: 'index', label: text, minimum },
					items: ['a', 'b', 'c'].map((variable) => ({ variable, lowest: 0, highest: 4, isReversed })),
				});
				const plain = made(index(false), columns);
				const turned = made(index(true), columns);
				plain.forEach((value, i) => {
					if (value < 0) expect(turned[i]).toBe(value);
					else expect(value + (turned[i] ?? 0)).toBeCloseTo(1, 12);
				});
				expect(Math.max(...plain)).toBeLessThanOrEqual(1);
			}),
		);
	});

	it('deriving and taking in new answers may come in either order', () => {
		fc.assert(
			fc.property(recode, codes, codes, fc.infiniteStream(fc.nat(1)), (definition, first, second, turns) => {
				const left = [first.length, second.length];
				const from: number[] = [];
				while (from.length < first.length + second.length) {
					const wanted = turns.next().value ?? 0;
					const which = (left[wanted] ?? 0) > 0 ? wanted : 1 - wanted;
					left[which] = (left[which] ?? 0) - 1;
					from.push(which);
				}
				const one = [{ name: 'made', definition }];
				const order = Uint8Array.from(from);
				const derivedLast = withDerived(interleaved(tableOf({ q: first }), tableOf({ q: second }), order), one);
				const derivedFirst = interleaved(
					withDerived(tableOf({ q: first }), one),
					withDerived(tableOf({ q: second }), one),
					order,
				);
				expect(columnsOf(derivedLast)).toEqual(columnsOf(derivedFirst));
			}),
		);
	});
});
