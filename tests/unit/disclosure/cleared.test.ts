import { describe, expect, expectTypeOf, it } from 'vitest';
import {
	type Cleared,
	type ClearedTable,
	clearTable,
	defaultPolicy,
	isCleared,
} from '../../../src/lib/core/disclosure/index.ts';
import * as disclosure from '../../../src/lib/core/disclosure/index.ts';
import { grid } from './tables.ts';

const table = grid([
	[20, 50, 10],
	[8, 3, 22],
	[17, 32, 12],
]);

function clear(): Cleared<ClearedTable> {
	const result = clearTable(table, defaultPolicy, [], { wave: '2026' });
	if (!isCleared(result)) throw new Error(result.kind);
	return result;
}

/** Stands for whatever publishes. */
function publish(of: Cleared<ClearedTable>): string {
	return of.value.title;
}

describe('a cleared value', () => {
	it('carries what may be published, the policy and the proof', () => {
		const made = clear();
		expect(made.value.cells.filter(({ kind }) => kind === 'hidden').map(({ id }) => id)).toEqual([
			'2,1',
			'2,2',
			'3,1',
			'3,2',
		]);
		expect(made.policy).toEqual(defaultPolicy);
		expect(made.value.audit).toMatchObject({ allProtected: true, knowledge: { whole: true, minimumCount: 5 } });
		expect(made.value.audit.bounds).toHaveLength(4);
	});

	it('says nowhere which cell was hidden for its own sake', () => {
		const text = JSON.stringify(clear());
		for (const word of ['small', 'secondary', 'reason', 'demand', 'primary']) expect(text).not.toContain(word);
		const hidden = clear().value.cells.filter(({ kind }) => kind === 'hidden');
		for (const cell of hidden) expect(Object.keys(cell).sort()).toEqual(['id', 'kind', 'label']);
	});

	it('is frozen all through', () => {
		const { value } = clear();
		expect(() => Object.assign(value, { title: 'another' })).toThrow(TypeError);
		expect(() => Object.assign(value.cells[0] ?? {}, { value: 1 })).toThrow(TypeError);
		expect(() => Object.assign(clear(), { value: null })).toThrow(TypeError);
	});

	it.each<[string, () => unknown]>([
		['an object of the same form', () => ({ value: clear().value, policy: defaultPolicy, toJSON: () => ({}) })],
		['a spread copy', () => ({ ...clear() })],
		['a structured clone', () => structuredClone(clear())],
		['one that went through JSON', () => JSON.parse(JSON.stringify(clear()))],
		['an object with its prototype', () => Object.create(Object.getPrototypeOf(clear()))],
		['an heir of one', () => Object.create(clear())],
		['a proxy of one', () => new Proxy(clear(), {})],
		['its bare value', () => clear().value],
		['nothing', () => null],
	])('is not %s', (_what, forge) => {
		expect(isCleared(forge())).toBe(false);
		expect(isCleared(clear())).toBe(true);
	});

	it('cannot be made with its own constructor', () => {
		const { constructor } = Object.getPrototypeOf(clear()) as { constructor: new (...given: unknown[]) => unknown };
		expect(() => new constructor(Symbol('cleared'), { kind: 'table' }, defaultPolicy)).toThrow(
			'only disclosure control',
		);
	});

	it('is made by no other export of the room', () => {
		expect(
			Object.keys(disclosure)
				.filter((name) => /clear/i.test(name))
				.sort(),
		).toEqual(['clearEstimate', 'clearTable', 'clearTrend', 'isCleared']);
	});

	it('is told from look-alikes by the compiler', () => {
		const made = clear();
		expect(publish(made)).toBe('a grid');
		const { value, policy } = made;
		// @ts-expect-error an object of the same form is not cleared
		publish({ value, policy, toJSON: () => value });
		// @ts-expect-error neither is a copy
		expect(publish({ ...made, value, policy })).toBe('a grid');
		// @ts-expect-error nor is what was cleared once it is taken out
		expect(() => publish(value)).toThrow(TypeError);
		// @ts-expect-error its value cannot be replaced
		expect(() => (made.value = value)).toThrow(TypeError);
		expectTypeOf<Cleared<string>>().not.toEqualTypeOf<Cleared<number>>();
	});
});
