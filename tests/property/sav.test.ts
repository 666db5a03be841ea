import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellAt, isUserMissing, readSav } from '#exchange/sav/index.ts';
import type { SavColumn } from '#exchange/sav/index.ts';
import type { DataColumn, DataFile } from '#exchange/data-file/data-file.ts';
import {
	codes,
	dataFile,
	household,
	numbers,
	reasons,
	texts,
	written,
	writtenAndRead,
} from '../unit/exchange/sav-examples.ts';

const label = fc.string({ unit: 'grapheme', maxLength: 25 }).map(kept);
const missing = fc.subarray(reasons);

/** A text as SPSS can keep it: the spaces and zeros that fill its width are not part of it. */
function kept(text: string): string {
	return text.replace(/[ \0]+$/, '');
}

function columnOf(name: string, rows: number): fc.Arbitrary<DataColumn> {
	const every = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: rows, maxLength: rows });
	const code = fc
		.record({
			values: fc.uniqueArray(fc.record({ code: fc.nat(32_767), label }), { selector: (value) => value.code }),
			missing,
			level: fc.constantFrom('nominal', 'ordinal'),
		})
		.chain(({ values, missing: reason, level }) => {
			const all = [...values, ...reason].map((value) => value.code);
			const cell = all.length === 0 ? fc.nat(32_767) : fc.oneof(fc.constantFrom(...all), fc.nat(32_767));
			return every(cell).map((data) => codes(name, data, { values, missing: reason, level }));
		});
	const finite = fc
		.double({ noNaN: true, noDefaultInfinity: true, min: -1e11 })
		.filter((value) => !Object.is(value, -0));
	const number = fc
		.record({ missing, values: every(fc.oneof(finite, fc.integer({ min: -200, max: 200 }), fc.nat())) })
		.chain(({ missing: reason, values }) =>
			every(fc.oneof(fc.constant(0), fc.constantFrom(0, ...reason.map((of) => of.code)))).map((absent) =>
				numbers(name, values, absent, { missing: reason }),
			),
		);
	const text = every(fc.string({ unit: 'grapheme', maxLength: 700 }).map(kept)).map((data) => texts(name, data));
	return fc.oneof(code, number, text);
}

const anyFile: fc.Arbitrary<DataFile> = fc
	.record({ rows: fc.nat(40), columns: fc.integer({ min: 1, max: 9 }) })
	.chain(({ rows, columns }) =>
		fc.tuple(...Array.from({ length: columns }, (_, place) => columnOf(`q${place}`, rows))).map((all) => ({
			...dataFile(all, { title: 'A title', notes: ['A note'] }),
			rows,
		})),
	);

/** What stands in a cell of the data, as a reader shall see it: a value, or the label of the reason why there is none. */
function dataCell({ data, missing: all }: DataColumn, row: number): unknown {
	if (data.kind === 'text') return data.texts[row];
	const code = data.kind === 'code' ? data.codes[row] : data.missing[row];
	const reason = all.find((one) => one.code === code);
	if (reason !== undefined) return { reason: reason.label };
	return data.kind === 'code' ? code : data.values[row];
}

function readCell({ cells, missing: user, valueLabels }: SavColumn, row: number): unknown {
	const value = cellAt(cells, row);
	if (value === null || !isUserMissing(user, value)) return value;
	return { reason: valueLabels.find((one) => one.value === value)?.label };
}

describe('a .sav written and read', () => {
	it.each(['sav', 'zsav'] as const)('is what it was (.%s)', async (form) => {
		await fc.assert(
			fc.asyncProperty(anyFile, async (file) => {
				const read = await writtenAndRead(file, form);
				expect(read).toMatchObject({ label: 'A title', rows: file.rows, weight: null });
				expect(read.columns.map(({ name, label: of, level }) => [name, of, level])).toEqual(
					file.columns.map(({ name, label: of, level }) => [name, of, level]),
				);
				for (const [place, column] of file.columns.entries()) {
					const back = read.columns[place]!;
					const labels = back.valueLabels.filter(({ value }) => !isUserMissing(back.missing, value));
					expect(labels.map(({ value, label: of }) => [value, of])).toEqual(
						column.values.toSorted((a, b) => a.code - b.code).map((value) => [value.code, value.label]),
					);
					for (let row = 0; row < file.rows; row++) expect(readCell(back, row)).toEqual(dataCell(column, row));
				}
			}),
			{ numRuns: 60 },
		);
	});
});

describe('a damaged .sav', () => {
	let files: Uint8Array[];
	beforeAll(async () => {
		const small = { ...household, columns: household.columns.filter(({ name }) => name !== 'longest') };
		files = [
			...['tiny_haven.sav', 'tiny_haven_zsav.zsav', 'tiny_pspp.sav', 'variants_pspp.sav'].map((name) =>
				Uint8Array.from(readFileSync(`tests/fixtures/sav/${name}`)),
			),
			await written(small, 'sav'),
			await written(small, 'zsav'),
		];
	});
	const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
	/** Bytes that make lengths and counts huge, negative or zero are tried more often than others. */
	const byte = fc.oneof(fc.constantFrom(0, 1, 2, 3, 4, 7, 8, 127, 128, 253, 254, 255), fc.nat(255));
	const file = fc.nat(5);

	async function answersInOneLine(bytes: Uint8Array): Promise<'read' | 'unreadable'> {
		const read = await readSav(bytes, { memory: 2 ** 26 });
		if (read.kind === 'unreadable') expect(read.words).toMatch(/^[^\n\p{Cc}]{5,200}$/u);
		return read.kind;
	}

	it('gives a line and no crash, whichever bytes are wrong', async () => {
		await fc.assert(
			fc.asyncProperty(file, fc.array(fc.tuple(place, byte), { minLength: 1, maxLength: 8 }), async (which, wrong) => {
				const bytes = Uint8Array.from(files[which]!);
				for (const [at, value] of wrong) bytes[Math.floor(at * bytes.length)] = value;
				await answersInOneLine(bytes);
			}),
			{ numRuns: 1500 },
		);
	});

	it('gives a line and no crash when pieces are lost or doubled', async () => {
		await fc.assert(
			fc.asyncProperty(file, place, place, fc.nat(64), async (which, from, to, length) => {
				const bytes = files[which]!;
				const [start, back] = [Math.floor(from * bytes.length), Math.floor(to * bytes.length)];
				await answersInOneLine(
					Buffer.concat([
						bytes.subarray(0, start),
						bytes.subarray(back, back + length),
						bytes.subarray(start + length),
					]),
				);
			}),
			{ numRuns: 500 },
		);
	});

	it('is never taken for whole when it is cut short', async () => {
		await fc.assert(
			fc.asyncProperty(file, place, async (which, at) => {
				const bytes = files[which]!;
				const whole = await readSav(bytes);
				const cut = await readSav(bytes.subarray(0, Math.floor(at * bytes.length)));
				// Without the padding behind the last case nothing is missing.
				if (cut.kind === 'read') expect(cut).toEqual(whole);
			}),
			{ numRuns: 500 },
		);
	});
});
