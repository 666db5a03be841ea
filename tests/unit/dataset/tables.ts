import type { Column, Dataset } from '../../../src/lib/core/dataset/index.ts';
import type { Variable } from '../../../src/lib/core/instrument/index.ts';
import { QuestionId } from '../../../src/lib/core/instrument/index.ts';

/** A variable asked of everybody, whose *don't know* is in the base. */
export function variableNamed(name: string, type: 'code' | 'number', codes: readonly number[] = []): Variable {
	return {
		name,
		type,
		label: { en: `Words of ${name}` },
		question: QuestionId.parse(name.replace(/_\d+$/, '')),
		values: codes.map((code) => ({ code, label: { en: `Answer ${code}` } })),
		base: { en: 'All' },
		sensitivity: 'none',
		missingInBase: ['dont-know'],
	};
}

/** A dataset of code columns in as few bytes as do, and of number columns in which null was refused. */
export function tableOf(
	codes: Readonly<Record<string, readonly number[]>>,
	numbers: Readonly<Record<string, readonly (number | null)[]>> = {},
): Dataset {
	const columns = new Map<string, Column>();
	for (const [name, all] of Object.entries(codes)) {
		const variable = variableNamed(
			name,
			'code',
			[...new Set(all)].filter((code) => code >= 0).toSorted((a, b) => a - b),
		);
		const wide = all.some((code) => code > 127);
		columns.set(name, { kind: 'code', variable, codes: wide ? Int16Array.from(all) : Int8Array.from(all) });
	}
	for (const [name, all] of Object.entries(numbers)) {
		columns.set(name, {
			kind: 'number',
			variable: variableNamed(name, 'number'),
			values: Float64Array.from(all, (value) => value ?? 0),
			missing: Int8Array.from(all, (value) => (value === null ? -9 : 0)),
		});
	}
	const [first] = columns.values();
	return { rows: (first?.kind === 'code' ? first.codes : first?.values)?.length ?? 0, columns };
}

/** What stands in each column, a missing reason's code where there is no value. */
export function columnsOf({ columns }: Dataset): Record<string, number[]> {
	return Object.fromEntries(
		[...columns].map(([name, column]) => [
			name,
			column.kind === 'code' ? [...column.codes] : Array.from(column.values, (value, i) => column.missing[i] || value),
		]),
	);
}
