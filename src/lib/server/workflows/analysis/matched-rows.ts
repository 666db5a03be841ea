import { matchByKey } from '#core/estimation/index.ts';
import type { MatchedPeople } from '#core/trends/index.ts';
import type { LoadedWave } from './loaded-waves.ts';
import type { MomentRows } from './moments.ts';

/** Rows of all waves, one wave after the other. */
export interface Rows {
	readonly waves: readonly LoadedWave[];
	readonly starts: readonly number[];
	readonly keys: readonly string[];
	readonly weights: Float64Array;
	readonly waveOfRow: Int16Array;
}

/** A row before and a row after, pair by pair. */
export interface Pairs {
	readonly before: Int32Array;
	readonly after: Int32Array;
}

export function rowsOf(waves: readonly LoadedWave[]): Rows {
	const total = waves.reduce((sum, { answers }) => sum + answers.dataset.rows, 0);
	const [weights, waveOfRow] = [new Float64Array(total), new Int16Array(total)];
	const starts: number[] = [];
	const keys: string[] = [];
	let start = 0;
	waves.forEach(({ answers: { dataset, design, panel } }, t) => {
		starts.push(start);
		weights.set(design.weights, start);
		waveOfRow.fill(t, start, start + dataset.rows);
		for (let row = 0; row < dataset.rows; row++) keys.push(panel?.[row] ?? '');
		start += dataset.rows;
	});
	return { waves, starts, keys, weights, waveOfRow };
}

/** The rows at a moment. */
export function rowsAt({ waves, starts }: Rows, moment: MomentRows): number[] {
	return waves.flatMap((wave, t) => {
		const at = moment.at(wave);
		if (at === null) return [];
		const start = starts[t] ?? 0;
		return Array.from({ length: wave.answers.dataset.rows }, (_, row) => row).flatMap((row) =>
			at.has(row) ? [start + row] : [],
		);
	});
}

/** Matches rows at two moments by their codes; who was later in an earlier wave is no pair. */
export function pairsOf(
	rows: Rows,
	first: readonly number[],
	second: readonly number[],
): { pairs: Pairs; people: MatchedPeople['people'] } {
	const keysAt = (at: readonly number[]) => at.map((row) => rows.keys[row] ?? '');
	const [before, after] = [keysAt(first), keysAt(second)];
	const found = matchByKey(before, after);
	const waveOf = (row: number) => rows.waveOfRow[row] ?? 0;
	const inOrder = Array.from(found.before, (at, k) => ({
		from: first[at] ?? 0,
		to: second[found.after[k] ?? 0] ?? 0,
	})).filter(({ from, to }) => waveOf(from) <= waveOf(to));
	const withoutCode = (keys: readonly string[]) => keys.filter((key) => key === '').length;
	const pairs: Pairs = {
		before: Int32Array.from(inOrder, ({ from }) => from),
		after: Int32Array.from(inOrder, ({ to }) => to),
	};
	return {
		pairs,
		people: {
			matched: inOrder.length,
			onlyBefore: found.onlyBefore - withoutCode(before),
			onlyAfter: found.onlyAfter - withoutCode(after),
			withoutCode: withoutCode(before) + withoutCode(after),
			ambiguous: found.ambiguous,
			outOfOrder: found.before.length - inOrder.length,
		},
	};
}
