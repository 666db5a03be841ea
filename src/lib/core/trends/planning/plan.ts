import {
	type OutOfReach,
	type PlannedChange,
	type PlannedSizes,
	detectableChange,
	powerOfChange,
	sizesForChange,
} from './change.ts';
import { invitationsFor } from './sampling.ts';
import { type Technique, costOfTechnique } from './technique.ts';

/** What is to be found out before a wave is in the field. Sizes are completed interviews of a wave. */
export interface PlanRequest {
	readonly planned: PlannedChange;
	/** The smallest change that the wave is to show, above 0. */
	readonly change: number;
	/** Ways that the share may go; a two-sided plan has both. */
	readonly directions: readonly Direction[];
	readonly power: number;
	/** Interviews of the next wave. */
	readonly size: number;
	/** People in the base of the wave that it is compared with; null where both waves are planned, as large as each other. */
	readonly before: number | null;
	/** Share of the completed interviews that are in the measure's base. */
	readonly inBase: number;
	/** Null where nobody knows. */
	readonly responseRate: number | null;
	/** Techniques to set side by side, that of `planned` among them or not. */
	readonly techniques: readonly Technique[];
}

export type Direction = 'rise' | 'fall';

export interface Plan {
	/** What `request.change` takes, in each direction that the share has room for. */
	readonly needed: readonly Needed[];
	/** At `request.size`. */
	readonly atSize: SizeRow;
	/** Round sizes around the one asked for and those needed, in order, these among them. */
	readonly sizes: readonly SizeRow[];
	readonly techniques: readonly TechniqueRow[];
}

export interface Needed {
	readonly direction: Direction;
	readonly to: number;
	readonly size: NeededSize | OutOfReach;
}

export interface NeededSize {
	readonly kind: 'needed-size';
	/** Completed interviews of the next wave. */
	readonly interviews: number;
	readonly invitations: number | null;
}

export interface SizeRow {
	readonly size: number;
	readonly invitations: number | null;
	readonly directions: readonly {
		readonly direction: Direction;
		/** The smallest change that is called one with the power asked for; null where none is within 0–1. */
		readonly detectable: number | null;
		/** Of the change asked for; null where the share has no room for it. */
		readonly power: number | null;
	}[];
}

export interface TechniqueRow {
	readonly technique: Technique;
	/** Times as many interviews as a direct question takes for the same precision. */
	readonly cost: number;
	readonly needed: readonly Needed[];
	readonly atSize: SizeRow;
}

/**
 * Answers a plan's questions together: the size that a change takes, the change that a size shows, both over a range of
 * sizes, and both by technique. Of everything but the sizes see `PlannedChange`.
 */
export function planOf(request: PlanRequest): Plan {
	const needed = neededFor(request);
	const wanted = needed.flatMap(({ size }) => (size.kind === 'needed-size' ? [size.interviews] : []));
	return {
		needed,
		atSize: rowAt(request, request.size),
		sizes: sizesAround([request.size, ...wanted]).map((size) => rowAt(request, size)),
		techniques: request.techniques.map((technique) => {
			const other = { ...request, planned: { ...request.planned, technique } };
			return {
				technique,
				cost: costOfTechnique(technique, request.planned.from),
				needed: neededFor(other),
				atSize: rowAt(other, request.size),
			};
		}),
	};
}

function neededFor(request: PlanRequest): Needed[] {
	const { planned, change, directions, power, before } = request;
	return directions.flatMap((direction): Needed[] => {
		const to = target(planned.from, change, direction);
		if (to === null) return [];
		const sizes = sizesForChange(planned, to, power, before === null ? { ratio: 1 } : { first: before });
		return [{ direction, to, size: sizes.kind === 'out-of-reach' ? sizes : neededSize(sizes, request) }];
	});
}

function neededSize({ second }: PlannedSizes, { inBase, responseRate }: PlanRequest): NeededSize {
	const interviews = Math.ceil((second.exact / inBase) * (1 - 1e-12));
	return { kind: 'needed-size', interviews, invitations: invitations(interviews, responseRate) };
}

function rowAt(
	{ planned, change, directions, power, before, inBase, responseRate }: PlanRequest,
	size: number,
): SizeRow {
	const second = size * inBase;
	const sizes = { first: before ?? second, second };
	return {
		size,
		invitations: invitations(size, responseRate),
		directions: directions.map((direction) => {
			const smallest = detectableChange(planned, sizes, power, direction);
			const to = target(planned.from, change, direction);
			return {
				direction,
				detectable: smallest.kind === 'detectable-change' ? smallest.change : null,
				power: to === null ? null : powerOfChange(planned, to, sizes),
			};
		}),
	};
}

function target(from: number, change: number, direction: Direction): number | null {
	const to = direction === 'rise' ? from + change : from - change;
	return to >= 0 && to <= 1 ? to : null;
}

function invitations(interviews: number, responseRate: number | null): number | null {
	return responseRate === null ? null : invitationsFor(interviews, responseRate);
}

/** A change may take millions of interviews: what is past this many times the size asked for is left out of the range. */
const farthest = 20;

function sizesAround([asked = 1, ...wanted]: readonly number[]): number[] {
	const within = wanted.filter((size) => size <= farthest * asked);
	const [least, most] = [Math.min(asked, ...within) / 4, Math.max(asked, ...within) * 2];
	const round: number[] = [];
	for (let power = 10; power <= most; power *= 10)
		for (const step of [1, 1.5, 2, 3, 5, 7.5])
			if (step * power >= least && step * power <= most) round.push(step * power);
	const apart = round.filter((size) => [asked, ...within].every((own) => Math.abs(size / own - 1) > 0.08));
	return [...new Set([...apart, asked, ...within])].toSorted((a, b) => a - b);
}
