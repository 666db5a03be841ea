import type { Dataset } from '#core/dataset/index.ts';
import { notAsked } from '#core/dataset/index.ts';
import type { LaidColumn } from '#exchange/data-file/layout.ts';
import { reasonLabels } from '#exchange/data-file/stack.ts';
import type { Condition, NotPrepared } from './request.ts';

/** The first condition that these columns cannot answer, and why; undefined when there is none. */
export function wrongCondition(laid: readonly LaidColumn[], where: readonly Condition[]): NotPrepared | undefined {
	for (const { variable, codes } of where) {
		const column = laid.find(({ name }) => name === variable);
		if (column === undefined) return { kind: 'unknown-variable', variable };
		if (column.type !== 'code') return { kind: 'not-coded', variable };
		const known = [...column.values, ...reasonLabels];
		const code = codes.find((one) => !known.some((value) => value.code === one));
		if (code !== undefined) return { kind: 'unknown-code', variable, code, known };
	}
	return undefined;
}

/** The rows of a wave that pass every condition, in order; null where there is none to pass. */
export function rowsPassing(
	{ rows, columns }: Dataset,
	version: number,
	laid: readonly LaidColumn[],
	where: readonly Condition[],
): Int32Array | null {
	if (where.length === 0) return null;
	const passing = new Uint8Array(rows).fill(1);
	for (const { variable, codes: wanted } of where) {
		const column = laid.find(({ name }) => name === variable);
		const answers = column?.versions.has(version) === true ? columns.get(column.variable) : undefined;
		if (answers?.kind === 'code') {
			const { codes } = answers;
			const among = new Set(wanted);
			for (let i = 0; i < rows; i++) if (!among.has(codes[i] ?? notAsked)) passing[i] = 0;
		} else if (!wanted.includes(notAsked)) passing.fill(0);
	}
	const kept = new Int32Array(passing.reduce((sum, passes) => sum + passes, 0));
	let at = 0;
	for (let i = 0; i < rows; i++) if (passing[i] === 1) kept[at++] = i;
	return kept;
}
