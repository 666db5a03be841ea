import type { Codes, Dataset } from '#core/dataset/index.ts';
import { notAsked } from '#core/dataset/index.ts';
import { missingCodes } from '#core/instrument/index.ts';
import type { CodeLabel, DataColumn, TextData } from './data-file.ts';
import type { LaidColumn } from './layout.ts';

/** The answers of one wave to be stacked under those of others. */
export interface StackedWave {
	readonly version: number;
	readonly dataset: Dataset;
	/** Open texts by variable, one a row; empty unless they were asked for. */
	readonly texts: ReadonlyMap<string, TextData>;
	/** Rows that are kept, in order; null for all. */
	readonly kept: Int32Array | null;
}

/** How many rows of a wave are kept. */
export function rowsKept({ kept, dataset }: StackedWave): number {
	return kept === null ? dataset.rows : kept.length;
}

/** The column with the rows of every wave one after another; *not asked* where a wave's version did not have it. */
export function stackColumn(laid: LaidColumn, waves: readonly StackedWave[]): DataColumn {
	const { type, variable, question: _question, versions, ...column } = laid;
	const rows = waves.reduce((sum, wave) => sum + rowsKept(wave), 0);
	const sources = waves.map((wave) => ({ wave, asked: versions.has(wave.version) }));
	switch (type) {
		case 'code': {
			const codes = stackCodes(variable, sources, rows);
			return { ...column, missing: reasonsIn(codes), data: { kind: 'code', codes } };
		}
		case 'number': {
			const { values, missing } = stackNumbers(variable, sources, rows);
			return { ...column, missing: reasonsIn(missing), data: { kind: 'number', values, missing } };
		}
		case 'text': {
			const { texts, missing } = stackTexts(variable, sources, rows);
			return { ...column, missing: reasonsIn(missing), data: { kind: 'text', texts, missing } };
		}
	}
}

/** Words of each missing reason, by its export code. */
export const reasonLabels: readonly CodeLabel[] = [
	{ code: missingCodes['not-applicable'], label: 'Not applicable' },
	{ code: missingCodes['not-asked'], label: 'Not asked in this wave' },
	{ code: missingCodes['not-reached'], label: 'Not reached' },
	{ code: missingCodes['routing-error'], label: 'Routing error' },
	{ code: missingCodes['dont-know'], label: 'Don’t know' },
	{ code: missingCodes.refused, label: 'Refused or prefer not to say' },
];

interface Source {
	readonly wave: StackedWave;
	readonly asked: boolean;
}

function stackCodes(variable: string, sources: readonly Source[], rows: number): Codes {
	const found = sources.map(({ wave, asked }) => {
		const column = asked ? wave.dataset.columns.get(variable) : undefined;
		return { wave, codes: column?.kind === 'code' ? column.codes : undefined };
	});
	const [first] = found;
	if (found.length === 1 && first?.codes !== undefined && first.wave.kept === null) return first.codes;
	const codes = codesAsWideAs(
		found.map(({ codes: of }) => of),
		rows,
	);
	let at = 0;
	for (const { wave, codes: from } of found) {
		const { kept } = wave;
		const end = at + rowsKept(wave);
		if (from === undefined) codes.fill(notAsked, at, end);
		else if (kept === null) codes.set(from, at);
		else for (let k = 0; k < kept.length; k++) codes[at + k] = from[kept[k] ?? 0] ?? notAsked;
		at = end;
	}
	return codes;
}

function codesAsWideAs(sources: readonly (Codes | undefined)[], rows: number): Codes {
	const bytes = Math.max(1, ...sources.map((codes) => codes?.BYTES_PER_ELEMENT ?? 1));
	return bytes === 1 ? new Int8Array(rows) : bytes === 2 ? new Int16Array(rows) : new Int32Array(rows);
}

function stackNumbers(variable: string, sources: readonly Source[], rows: number) {
	const values = new Float64Array(rows);
	const missing = new Int8Array(rows);
	let at = 0;
	for (const { wave, asked } of sources) {
		const { kept } = wave;
		const column = asked ? wave.dataset.columns.get(variable) : undefined;
		const end = at + rowsKept(wave);
		if (column?.kind !== 'number') missing.fill(notAsked, at, end);
		else {
			const { values: from, missing: reasons } = column;
			if (kept === null) {
				values.set(from, at);
				missing.set(reasons, at);
			} else
				for (let k = 0; k < kept.length; k++) {
					values[at + k] = from[kept[k] ?? 0] ?? 0;
					missing[at + k] = reasons[kept[k] ?? 0] ?? notAsked;
				}
		}
		at = end;
	}
	return { values, missing };
}

function stackTexts(variable: string, sources: readonly Source[], rows: number) {
	const texts: string[] = [];
	const missing = new Int8Array(rows);
	for (const { wave, asked } of sources) {
		const column = asked ? wave.texts.get(variable) : undefined;
		for (let k = 0; k < rowsKept(wave); k++) {
			const row = wave.kept === null ? k : (wave.kept[k] ?? 0);
			missing[texts.length] = column === undefined ? notAsked : (column.missing[row] ?? 0);
			texts.push(column?.texts[row] ?? '');
		}
	}
	return { texts, missing };
}

/** The reasons that occur, in the order of their codes away from 0. */
function reasonsIn(codes: Codes): CodeLabel[] {
	const found = new Set<number>();
	let before = 0;
	for (let i = 0; i < codes.length; i++) {
		const code = codes[i] ?? 0;
		if (code < 0 && code !== before) found.add((before = code));
	}
	return reasonLabels.filter(({ code }) => found.has(code));
}
