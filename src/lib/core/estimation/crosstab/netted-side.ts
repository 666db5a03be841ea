import { type Codes } from '../columns.ts';
import { type Side } from './crosstab.ts';

/** One side of a table whose rows (or columns) are sets of codes: a single one, or several as a net. Sets may overlap. */
export interface NettedSide {
	readonly codes: Codes;
	/** The codes in the base, missing reasons among them where they are answers. Every set is a part of it. */
	readonly base: readonly number[];
	readonly sets: readonly (readonly number[])[];
}

/** Some sets of a side that do not overlap, as a side of their own: category k is set `members[k]`. */
export interface Block {
	readonly members: readonly number[];
	/** The last category is the rest of the base, if there is any. */
	readonly side: Side;
}

/**
 * Parts of a side that are small enough to have all their covariances. Whatever is not in a block is taken together as
 * its rest, so that a share read off a block is the share in the whole table. `most` is the number of sets in one.
 */
export function blocksOf(side: NettedSide, wanted: readonly number[], most: number): Block[] {
	const groups: number[][] = [];
	for (const member of wanted) {
		const last = groups.at(-1);
		if (last === undefined || last.length >= most || overlaps(side, last, member)) groups.push([member]);
		else last.push(member);
	}
	return groups.map((members) => ({ members, side: sideOf(side, members) }));
}

/** The sets as codes 0, 1, …, the rest of the base as the code after them, everybody else as -1. */
export function sideOf({ codes, base, sets }: NettedSide, members: readonly number[]): Side {
	const places = new Int16Array(offset + Math.max(127, ...base) + 1).fill(-1);
	const rest = members.length;
	for (const code of base) places[offset + code] = rest;
	members.forEach((member, k) => {
		for (const code of sets[member] ?? []) places[offset + code] = k;
	});
	const hasRest = base.some((code) => places[offset + code] === rest);
	const categories = members.map((_, k) => k);
	return { codes: placed(codes, places), categories: hasRest ? [...categories, rest] : categories };
}

/** Missing reasons reach down to −128. */
const offset = 128;

/** Apart from anything that closes over its arrays, for the reason given in share.ts. */
function placed(codes: Codes, places: Int16Array): Int16Array {
	const found = new Int16Array(codes.length);
	for (let i = 0; i < found.length; i++) found[i] = places[(codes[i] ?? -1) + offset] ?? -1;
	return found;
}

function overlaps({ sets }: NettedSide, members: readonly number[], other: number): boolean {
	const codes = new Set(sets[other]);
	return members.some((member) => sets[member]?.some((code) => codes.has(code)) === true);
}
