/** Where a variable can be put. */
export const sides = ['rows', 'columns', 'layer'] as const;
export type Side = (typeof sides)[number];

/** The names of the variables on each side, the outermost first. */
export type Placed = Readonly<Record<Side, readonly string[]>>;

/** Variables that may be nested in each other on one side. */
export const deepest = 3;

/** Which variables are on which side, as one word for each side. */
export function placedWords(namesOn: (side: Side) => readonly string[]): string {
	return sides.map((side) => namesOn(side).join('.')).join(' ');
}

/** With a variable put at a place of a side, from wherever it was; the last of a full side makes way. */
export function withPlaced(
	placed: Placed,
	name: string,
	to: { readonly side: Side; readonly place: number } | null,
): Placed {
	const left = without(placed, name);
	if (to === null) return left;
	const before = placed[to.side].slice(0, to.place).includes(name) ? to.place - 1 : to.place;
	const side = left[to.side].toSpliced(before, 0, name);
	return {
		...left,
		[to.side]: side.length <= deepest ? side : side.toSpliced(before === deepest ? deepest - 1 : deepest, 1),
	};
}

/** Whether two have the same variables at the same places. */
export function isSame(one: Placed, other: Placed): boolean {
	return placedWords((side) => one[side]) === placedWords((side) => other[side]);
}

function without(placed: Placed, name: string): Placed {
	const others = (side: Side) => placed[side].filter((one) => one !== name);
	return { rows: others('rows'), columns: others('columns'), layer: others('layer') };
}
