import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chosenNumbers, chosenRows, datasetBuilder } from '#core/dataset/index.ts';
import { asks, choice, tiny } from '../../scenario/instruments/tiny.ts';

it('some rows of a dataset are those that building it from their responses alone gives', () => {
	const instrument = tiny('tiny', [choice('one', 300), asks({ id: 'age', kind: 'number', least: 0, most: 120 })]);
	const person = fc.record({
		one: fc.integer({ min: 1, max: 300 }),
		age: fc.integer({ min: 0, max: 120 }),
		kept: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(person, { minLength: 1, maxLength: 30 }), (people) => {
			const built = (some: typeof people) => {
				const builder = datasetBuilder(instrument, 4);
				for (const { one, age } of some)
					builder.add({ answers: { one: { code: one }, age: { number: age } }, arms: {} });
				return builder.finish();
			};
			const rows = Int32Array.from(Array.from(people.keys()).filter((row) => people[row]?.kept));
			const [some, alone] = [chosenRows(built(people), rows), built(people.filter(({ kept }) => kept))];
			expect(some.rows).toBe(alone.rows);
			for (const [name, column] of alone.columns) {
				const other = some.columns.get(name);
				if (column.kind === 'code' && other?.kind === 'code') expect([...other.codes]).toEqual([...column.codes]);
				else if (column.kind === 'number' && other?.kind === 'number') expect(other.values).toEqual(column.values);
				else throw new Error(`${name} is there in both`);
			}
		}),
		{ numRuns: 50 },
	);
	expect(chosenNumbers(Float64Array.of(0.5, 1.5, 2.5), Int32Array.of(2, 0))).toEqual(Float64Array.of(2.5, 0.5));
});
