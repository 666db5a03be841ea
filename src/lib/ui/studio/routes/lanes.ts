/** A question that decides, and those that it decides about: a line down from the one with a branch to each other. */
export interface Lane {
	/** Positions of questions, from 0. */
	readonly from: number;
	readonly to: readonly number[];
	/** How far out the line runs, from 0 for the innermost; lines that share a lane do not touch. */
	readonly lane: number;
}

/** Lays out who decides about whom, short lines inside, long ones outside. */
export function lanesOf(questions: readonly { readonly id: string; readonly decidedBy: readonly string[] }[]): Lane[] {
	const lines = questions
		.map(({ id }, from) => ({
			from,
			to: questions.flatMap(({ decidedBy }, at) => (at > from && decidedBy.includes(id) ? [at] : [])),
		}))
		.filter(({ to }) => to.length > 0)
		.toSorted((a, b) => lengthOf(a) - lengthOf(b) || a.from - b.from);
	const taken: { readonly from: number; readonly end: number }[][] = [];
	return lines
		.map(({ from, to }) => {
			const end = to.at(-1) ?? from;
			const lane = taken.findIndex((others) => others.every((other) => other.end < from || other.from > end));
			if (lane < 0) taken.push([{ from, end }]);
			else taken[lane]?.push({ from, end });
			return { from, to, lane: lane < 0 ? taken.length - 1 : lane };
		})
		.toSorted((a, b) => a.from - b.from);
}

function lengthOf({ from, to }: { readonly from: number; readonly to: readonly number[] }): number {
	return (to.at(-1) ?? from) - from;
}
