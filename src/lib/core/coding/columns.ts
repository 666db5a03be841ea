import type { CodeColumn } from '../dataset/index.ts';
import { missingCodes } from '../instrument/index.ts';
import type { Text, Variable } from '../instrument/index.ts';
import type { CodingNow } from './coding.ts';
import type { CodeFrame } from './frame.ts';
import { frameState, standingCodes } from './frame.ts';

/** A column of 0 and 1 that coding an open question yields: of a code, or of the codes of a net, any of which counts. */
export interface CodedVariable {
	readonly variable: Variable;
	readonly codes: readonly number[];
}

const mentioned = [
	{ code: 0, label: { en: 'Not mentioned' } },
	{ code: 1, label: { en: 'Mentioned' } },
];

/** The columns of an open question by its frame: `why_c3` for code 3, then `why_net_money` for a net of two codes or more. */
export function codedVariables(question: Variable, frame: CodeFrame): CodedVariable[] {
	const standing = standingCodes(frameState(frame));
	const nets = new Map<string, { net: string; codes: number[] }>();
	for (const { net, code } of standing) {
		if (nameOf(net) === '') continue;
		const codes = nets.get(nameOf(net))?.codes ?? [];
		nets.set(nameOf(net), { net, codes: [...codes, code] });
	}
	const made = (name: string, label: string, codes: readonly number[]): CodedVariable => ({
		variable: { ...question, name, label: joined(question.label, label), type: 'code', values: mentioned },
		codes,
	});
	return [
		...standing.map(({ code, label }) => made(`${question.name}_c${code}`, label, [code])),
		...[...nets]
			.filter(([, { codes }]) => codes.length > 1)
			.map(([name, { net, codes }]) => made(`${question.name}_net_${name}`, net, codes)),
	];
}

/** A coded column of one wave, and how many of its coded answers have yet to be read for it. */
export interface CodedColumn {
	readonly column: CodeColumn;
	readonly unread: number;
}

/**
 * A coded variable's column of a wave. `missing` has for each row why there is no answer, 0 where there is one; `coded` the codes
 * that count, by row. An answer that nobody has coded, or has read for this code, is *not asked*.
 */
export function codedColumn(
	{ variable, codes }: CodedVariable,
	{ missing, coded }: { readonly missing: Int8Array; readonly coded: ReadonlyMap<number, CodingNow> },
): CodedColumn {
	const cells = Int8Array.from(missing, (reason) => (reason === 0 ? missingCodes['not-asked'] : reason));
	let unread = 0;
	for (const [row, now] of coded) {
		if (missing[row] !== 0) continue;
		if (codes.some((code) => now.codes.includes(code))) cells[row] = 1;
		else if (codes.some((code) => now.unread.includes(code))) unread++;
		else cells[row] = 0;
	}
	return { column: { kind: 'code', variable, codes: cells }, unread };
}

function joined(question: Text, label: string): Text {
	return Object.fromEntries(Object.entries(question).map(([language, words]) => [language, `${words} – ${label}`]));
}

/** The part of a column's name that a net's words make. */
function nameOf(net: string): string {
	return net
		.toLowerCase()
		.normalize('NFKD')
		.replaceAll(/[^a-z0-9]+/g, '_')
		.replaceAll(/^_+|_+$/g, '')
		.slice(0, 20);
}
