import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cellAt, isUserMissing, readSav } from '#exchange/sav/index.ts';
import type { SavColumn, SavFile } from '#exchange/sav/index.ts';

const longLow = 'v' + 'w'.repeat(599);

/** The fields of a file by hand, in either byte order; the layout is that of PSPP's documentation, "System File Format". */
function fieldsIn(littleEndian: boolean) {
	const number = (size: number, put: (view: DataView) => void): Uint8Array => {
		const bytes = new Uint8Array(size);
		put(new DataView(bytes.buffer));
		return bytes;
	};
	const integer = (value: number) => number(4, (view) => view.setInt32(0, value, littleEndian));
	const integers = (...values: number[]) => Buffer.concat(values.map(integer));
	const float = (value: number) => number(8, (view) => view.setFloat64(0, value, littleEndian));
	const text = (words: string, length = words.length) => Buffer.from(words.padEnd(length), 'latin1');
	const extension = (subtype: number, size: number, data: Uint8Array) =>
		Buffer.concat([integers(7, subtype, size, data.length / size), data]);
	const header = (about: { compression?: number; cases: number; weight?: number; bias?: number }) =>
		Buffer.concat([
			text('$FL2@(#) SPSS DATA FILE by hand', 64),
			integers(2, -1, about.compression ?? 0, about.weight ?? 0, about.cases),
			float(about.bias ?? 100),
			text('01 Jan 7000:00:00'),
			text('A label', 64),
			Buffer.alloc(3),
		]);
	const variable = (name: string, width: number, more: { label?: string; missing?: [number, ...number[]] } = {}) => {
		const label =
			more.label === undefined
				? []
				: [integer(more.label.length), text(more.label, Math.ceil(more.label.length / 4) * 4)];
		const [count = 0, ...missing] = more.missing ?? [];
		const format = (width === 0 ? 0x050802 : 0x010000 + width * 256) | 0;
		return Buffer.concat([
			integers(2, width, label.length > 0 ? 1 : 0, count, format, format),
			...[text(name, 8), ...label, ...missing.map(float)],
			...Array.from({ length: Math.max(0, Math.ceil(width / 8) - 1) }, () =>
				Buffer.concat([integers(2, -1, 0, 0, 0, 0), text('', 8)]),
			),
		]);
	};
	return { integers, float, text, extension, header, variable, end: integers(999, 0) };
}

async function read(bytes: Uint8Array): Promise<SavFile> {
	const done = await readSav(bytes);
	if (done.kind === 'unreadable') throw new Error(done.words);
	return done.file;
}

const cellsOf = (column: SavColumn | undefined, rows: number) =>
	Array.from({ length: rows }, (_, row) => (column === undefined ? undefined : cellAt(column.cells, row)));

describe('forms of .sav that are met more seldom', () => {
	it('reads an uncompressed file in windows-1252 with missing strings and open ranges, as PSPP wrote it', async () => {
		const { columns, rows } = await read(readFileSync('tests/fixtures/sav/variants_pspp.sav'));
		const [name, town, low, mixed, short, very] = columns;
		expect(rows).toBe(4);
		expect(name).toMatchObject({ name: 'a_rather_long_name', format: 'F4.0', label: '' });
		expect(town).toMatchObject({
			label: 'Town or village, né €',
			width: 20,
			valueLabels: [
				{ value: 'Fort William', label: 'An Gearasdan' },
				{ value: 'Not known', label: 'Nobody knows' },
			],
			missing: { values: ['Not know'], range: null },
		});
		expect(cellsOf(town, 4)).toEqual(['Paisley', 'Fort William', 'Not known', '']);
		expect(low?.missing).toEqual({ values: [], range: { low: -Infinity, high: 2 } });
		expect(cellsOf(low, 4)).toEqual([-3, 2, 9.5, null]);
		expect(mixed?.missing).toEqual({ values: [-9], range: { low: 200, high: Infinity } });
		expect([1, -9, 250].map((value) => mixed !== undefined && isUserMissing(mixed.missing, value))).toEqual([
			...[false, true, true],
		]);
		expect(short).toMatchObject({ missing: { values: ['DK'] }, valueLabels: [{ value: 'DK', label: "Don't know" }] });
		expect(very).toMatchObject({ width: 600, format: 'A600' });
		expect(cellsOf(very, 4)).toEqual([longLow, '', 'third', '']);
	});

	it.each([true, false])('reads either byte order (little-endian: %s)', async (littleEndian) => {
		const { header, variable, extension, integers, float, text, end } = fieldsIn(littleEndian);
		const file = await read(
			Buffer.concat([
				header({ compression: 1, cases: 3, weight: 4 }),
				variable('AGE', 0, { label: 'Age', missing: [-3, 90, 99, -1] }),
				variable('TOWN', 12),
				variable('W', 0),
				Buffer.concat([integers(3, 1), float(1), Buffer.of(4), text('Aged', 7), integers(4, 1, 1)]),
				integers(6, 1),
				text('A document, passed over', 80),
				extension(3, 4, integers(1, 0, 0, -1, 1, 1, littleEndian ? 2 : 1, 28592)),
				extension(11, 4, integers(3, 1, 1, 0, 3, 1)),
				extension(13, 1, text('AGE=age_of_person\tW=by_this')),
				extension(77, 4, integers(1, 2, 3)),
				end,
				// Codes: 1, a text, its rest, 0.5; system-missing, spaces, zeros, 2; 99, …
				Buffer.of(101, 253, 253, 253, 0, 0, 255, 254),
				Buffer.concat([Buffer.from('\u00a3\u00f3d\u00bc Mia', 'latin1'), text('sto', 8), float(0.5)]),
				Buffer.of(100, 102, 253, 254, 254, 101, 252, 0),
				float(99),
			]),
		);
		expect(file).toMatchObject({ label: 'A label', weight: 'by_this', rows: 3 });
		const [age, town, weight] = file.columns;
		expect(age).toMatchObject({
			name: 'age_of_person',
			level: 'scale',
			valueLabels: [{ value: 1, label: 'Aged' }],
			missing: { values: [-1], range: { low: 90, high: 99 } },
		});
		expect(cellsOf(age, 3)).toEqual([1, null, 99]);
		// 28592 is ISO 8859-2, where £ ó d ź are other bytes than in Western Europe.
		expect(cellsOf(town, 3)).toEqual(['Łódź Miasto', '', '']);
		expect(town?.level).toBe('nominal');
		expect(cellsOf(weight, 3)).toEqual([0.5, 2, 1]);
	});

	it('counts cases itself where the file does not say how many there are, and takes the file’s own system-missing', async () => {
		const { header, variable, extension, float, end } = fieldsIn(true);
		const own = Buffer.concat([-999, 1, 2].map(float));
		const start = [header({ cases: -1 }), variable('A', 0), variable('B', 0), extension(4, 8, own), end];
		const { columns, rows } = await read(Buffer.concat([...start, ...[1, 2, -999, 4].map(float)]));
		expect(rows).toBe(2);
		expect(columns.map((column) => cellsOf(column, 2))).toEqual([
			[1, null],
			[2, 4],
		]);
	});

	it('keeps only the columns that are wanted, and numbers of many values as they are', async () => {
		const { header, variable, float, end } = fieldsIn(true);
		const rows = 9000;
		const cells = Array.from({ length: rows }, (_, row) => [float(row / 7), float(row % 3)]).flat();
		const bytes = Buffer.concat([header({ cases: rows }), variable('MANY', 0), variable('FEW', 0), end, ...cells]);
		const { columns } = await read(bytes);
		expect(columns.map(({ cells: { kind } }) => kind)).toEqual(['numbers', 'distinct']);
		expect(cellsOf(columns[0], rows)).toEqual(Array.from({ length: rows }, (_, row) => row / 7));
		expect(cellsOf(columns[1], rows)).toEqual(Array.from({ length: rows }, (_, row) => row % 3));
		const some = await readSav(bytes, { wanted: (name) => name === 'FEW' });
		expect(some).toEqual({ kind: 'read', file: { label: 'A label', weight: null, rows, columns: [columns[1]] } });
		const tight = await readSav(bytes, { memory: 20_000 });
		expect(tight).toEqual({ kind: 'unreadable', words: expect.stringMatching(/^its cells take more than the \d+ MB/) });
	});
});

describe('files that are no good', () => {
	const { header, variable, extension, integers, float, text, end } = fieldsIn(true);
	const one = [header({ cases: 2 }), variable('A', 0), end];
	it.each([
		['empty', [], 'it is empty'],
		['too short', [text('$F')], 'it is cut short: it ends after 2 bytes'],
		['a CSV', [text('wave,marital\n2000,Married\n')], 'it is not an SPSS system file'],
		['without variables', [header({ cases: 0 }), end], 'it has no variables'],
		['cut in the dictionary', one.slice(0, 2), 'it is cut short: it ends after 208 bytes'],
		['cut between cases', [...one, float(1)], 'it is cut short: it has 1 of 2 cases'],
		['cut in a case', [...one, float(1), text('abc')], 'it is cut short in case 2'],
		['with a case too many', [...one, float(1), float(2), float(3)], 'it says that it has 2 cases, and has more'],
		[
			'of strange compression',
			[header({ cases: 1, compression: 7 })],
			'its compression is not one of none, byte codes and zlib',
		],
		[
			'with an unknown record',
			[header({ cases: 1 }), integers(55)],
			'it has a record of an unknown type (55) at byte 176',
		],
		[
			'with a huge record',
			[header({ cases: 1 }), integers(7, 3, 1, 2 ** 30)],
			'it has a record of 1073741824 bytes, which none has',
		],
		[
			'with a negative record',
			[header({ cases: 1 }), integers(7, 3, -1, 5)],
			'it has an extension of 5 times -1 bytes',
		],
		[
			'with a variable too wide',
			[header({ cases: 1 }), variable('A', 300), end],
			'variable 1 has a width of 300 bytes',
		],
		[
			'with a string that ends early',
			[header({ cases: 1 }), variable('A', 30).subarray(0, 64), end],
			'variable 1 is not as wide as it says',
		],
		[
			'with a very long string that ends early',
			[header({ cases: 1 }), variable('A', 255), extension(14, 1, text('A=00600\0\t')), end],
			'A is not as wide as it says',
		],
		[
			'in an unknown encoding',
			[header({ cases: 1 }), variable('A', 0), extension(20, 1, text('KLINGON')), end],
			'its text is in an encoding that is not known here (klingon)',
		],
		[
			'with text for a number',
			[header({ cases: 1, compression: 1 }), variable('A', 0), end, Buffer.of(254, 0, 0, 0, 0, 0, 0, 0)],
			'case 1 has text where a number belongs',
		],
		[
			'with a number for text',
			[header({ cases: 1, compression: 1 }), variable('A', 8), end, Buffer.of(105, 0, 0, 0, 0, 0, 0, 0)],
			'case 1 has a number where text belongs',
		],
		[
			'with zeros for ever',
			[header({ cases: 1, compression: 1 }), variable('A', 0), end, Buffer.alloc(100_000)],
			'it is cut short: it has 0 of 1 cases',
		],
	])('tells in one line what is wrong with a file %s', async (_, parts, words) => {
		expect(await readSav(Buffer.concat(parts))).toEqual({ kind: 'unreadable', words });
	});

	it('never prints what a file would have the terminal do', async () => {
		const bytes = Buffer.concat([
			header({ cases: 1 }),
			variable('A\u001b\n', 255),
			extension(14, 1, text('A\u001b\n=00600\0\t')),
			end,
		]);
		expect(await readSav(bytes)).toEqual({ kind: 'unreadable', words: 'A?? is not as wide as it says' });
	});
});
