import type { DataColumn, DataFile } from '../../../src/lib/exchange/data-file/data-file.ts';

/** Words that have broken somebody's export: formulas, quotes, line ends, right-to-left, control characters, emoji. */
export const hostile = [
	'=cmd|"/C calc"!A0',
	'+1+1',
	'-2',
	'@SUM(A1)',
	'\t=1',
	'say "no"',
	'one, two',
	'line\nfeed',
	'carriage\r\nreturn',
	'\u202eright to left \u0639\u0631\u0628',
	'nul\u0000byte',
	'lone \ud800 half',
	'<b>&amp;</b>',
	'Gàidhlig 🙂',
] as const;

/** A small file with a column of each kind; its code labels are the hostile words. */
export function sampleFile(rows = 40): DataFile {
	const codes = Int16Array.from({ length: rows }, (_, row) => (row % 7 === 6 ? -9 : (row % hostile.length) + 1));
	const missing = Int8Array.from({ length: rows }, (_, row) => (row % 5 === 4 ? -8 : 0));
	const values = Float64Array.from({ length: rows }, (_, row) => (missing[row] === 0 ? row / 3 : 0));
	const reasons = [
		{ code: -8, label: "Don't know" },
		{ code: -9, label: '=Refused' },
	];
	const columns: DataColumn[] = [
		{
			name: 'wave',
			label: 'Wave',
			level: 'ordinal',
			values: [{ code: 1, label: 'Spring' }],
			missing: [],
			data: { kind: 'code', codes: new Int16Array(rows).fill(1) },
		},
		{
			name: 'hostile',
			label: hostile[0],
			level: 'nominal',
			values: hostile.map((label, k) => ({ code: k + 1, label })),
			missing: reasons,
			about: ['Asked in: Spring'],
			disclosive: 'sensitive',
			data: { kind: 'code', codes },
		},
		{
			name: 'age',
			label: 'Age',
			level: 'scale',
			values: [],
			missing: reasons,
			data: { kind: 'number', values, missing },
		},
		{
			name: 'words',
			label: 'In your own words',
			level: 'nominal',
			values: [],
			missing: reasons,
			disclosive: 'open-text',
			data: {
				kind: 'text',
				texts: Array.from({ length: rows }, (_, row) =>
					missing[row] === 0 ? (hostile[row % hostile.length] ?? '') : '',
				),
				missing,
			},
		},
		{
			name: 'weight',
			label: 'Weight',
			level: 'scale',
			values: [],
			missing: [],
			data: {
				kind: 'number',
				values: Float64Array.from({ length: rows }, (_, row) => 0.5 + 1 / (row + 3)),
				missing: new Int8Array(rows),
			},
		},
	];
	return { title: 'A sample', notes: ['Simulated', `${rows} rows`], rows, columns, weight: 'weight' };
}

/** All chunks of a stream in one piece. */
export function joined(chunks: Iterable<Uint8Array>): Buffer {
	return Buffer.concat([...chunks]);
}

/** The same of a stream that has to be waited for. */
export async function gathered(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Buffer> {
	const all: Uint8Array[] = [];
	for await (const chunk of chunks) all.push(chunk);
	return Buffer.concat(all);
}
