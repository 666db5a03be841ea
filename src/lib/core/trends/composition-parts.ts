import { type Interval, holm } from '#core/estimation/index.ts';
import { changeOf } from './change.ts';
import { type Together, combined, seOf } from './combinations.ts';

/**
 * At whose rates the shift in shares is valued. *average* of both waves: Kitagawa's, the same in both directions.
 * *earlier*, *later*: the two-fold forms of Oaxaca and Blinder.
 */
export type Rates = 'average' | 'earlier' | 'later';

/** A part of the change, with its own standard error. */
export interface Part {
	readonly value: number;
	readonly se: number;
	readonly p: number;
	readonly interval: Interval;
}

export interface CompositionGroup {
	/** Code of the group; null for rows whose group is not known. */
	readonly group: number | null;
	/** Of the base, in the earlier and the later wave; 0 where nobody is in it. */
	readonly shares: readonly [number, number];
	/** The outcome in the group; null where nobody is in it. */
	readonly means: readonly [number | null, number | null];
	/** The shift of its share, valued at how far the group is from the average. */
	readonly mix: Part;
	/** Null where the group is absent from a wave: nothing can be said of a change within it, and it all counts as mix. */
	readonly within: Part | null;
	readonly absentIn: 'earlier' | 'later' | null;
	/** Holm's p of mix and within together among the groups: which of them drive the change. */
	readonly adjustedP: number;
}

/** One of the values that a composition is made of. */
export interface Planned {
	readonly wave: number;
	/** Null for the mean of the whole wave. */
	readonly group: { readonly kind: 'share' | 'mean'; readonly code: number } | null;
}

/** A function of those values, and its slope along each. */
interface Smooth {
	readonly value: number;
	readonly slopes: Float64Array;
}

/** The parts of a change from the shares and means of each group in both waves; slopes give their standard errors. */
export function partsOf(
	together: Together,
	plan: readonly Planned[],
	groups: readonly { readonly code: number; readonly group: number | null }[],
	{ rates, df, level }: { readonly rates: Rates; readonly df: number; readonly level: number },
): {
	readonly change: Part;
	readonly mix: Part;
	readonly within: Part;
	readonly groups: readonly CompositionGroup[];
} {
	const size = plan.length;
	const partOf = ({ value, slopes }: Smooth): Part => {
		const { se, p, interval } = changeOf(value, seOf(combined(together, [[...slopes]]), 0), df, level);
		return { value, se, p, interval };
	};
	const place = (wave: number, kind: 'share' | 'mean' | null, code?: number) =>
		plan.findIndex((one) => one.wave === wave && (one.group?.kind ?? null) === kind && one.group?.code === code);
	const overall: [number, number] = [place(0, null), place(1, null)];
	const split = groups.map(({ code }) =>
		splitOf(
			together.values,
			size,
			{
				shares: [place(0, 'share', code), place(1, 'share', code)],
				means: [place(0, 'mean', code), place(1, 'mean', code)],
				overall,
			},
			rates,
		),
	);
	const adjusted = holm(split.map(({ mix, within }) => partOf(sumOf([mix, within], size)).p));
	const [first, second] = overall;
	return {
		change: partOf({
			value: (together.values[second] ?? 0) - (together.values[first] ?? 0),
			slopes: Float64Array.from(plan, (_, k) => (k === second ? 1 : k === first ? -1 : 0)),
		}),
		mix: partOf(
			sumOf(
				split.map(({ mix }) => mix),
				size,
			),
		),
		within: partOf(
			sumOf(
				split.map(({ within }) => within),
				size,
			),
		),
		groups: split.map(({ mix, within, shares, means, absentIn }, k) => ({
			...{ group: groups[k]?.group ?? null, shares, means, absentIn },
			mix: partOf(mix),
			within: absentIn === null ? partOf(within) : null,
			adjustedP: adjusted[k] ?? 1,
		})),
	};
}

interface Places {
	readonly shares: readonly [number, number];
	readonly means: readonly [number, number];
	readonly overall: readonly [number, number];
}

/** One group's parts. A group that a wave lacks has share 0 there, and the mean of the other wave. */
function splitOf(values: readonly number[], size: number, { shares, means, overall }: Places, rates: Rates) {
	const early = rates === 'average' ? 0.5 : rates === 'earlier' ? 1 : 0;
	const late = 1 - early;
	const at = (place: number) => values[place] ?? 0;
	const [m0, m1] = [means[0] < 0 ? means[1] : means[0], means[1] < 0 ? means[0] : means[1]];
	const shift = at(shares[1]) - at(shares[0]);
	const rise = at(m1) - at(m0);
	const apart = early * (at(m0) - at(overall[0])) + late * (at(m1) - at(overall[1]));
	const kept = late * at(shares[0]) + early * at(shares[1]);
	const slopes = (...terms: readonly (readonly [place: number, slope: number])[]) => {
		const all = new Float64Array(size);
		for (const [place, slope] of terms) if (place >= 0) all[place] = (all[place] ?? 0) + slope;
		return all;
	};
	const mix: Smooth = {
		value: shift * apart,
		slopes: slopes(
			...([
				[shares[1], apart],
				[shares[0], -apart],
			] as const),
			...([
				[m0, early * shift],
				[m1, late * shift],
			] as const),
			...([
				[overall[0], -early * shift],
				[overall[1], -late * shift],
			] as const),
		),
	};
	const within: Smooth = {
		value: rise * kept,
		slopes: slopes([m1, kept], [m0, -kept], [shares[0], late * rise], [shares[1], early * rise]),
	};
	const absentIn: CompositionGroup['absentIn'] = means[0] < 0 ? 'earlier' : means[1] < 0 ? 'later' : null;
	const meanAt = (place: number) => (place < 0 ? null : at(place));
	return {
		...{ mix, within, absentIn },
		shares: [at(shares[0]), at(shares[1])] as const,
		means: [meanAt(means[0]), meanAt(means[1])] as const,
	};
}

function sumOf(all: readonly Smooth[], size: number): Smooth {
	const slopes = new Float64Array(size);
	for (const one of all) for (let k = 0; k < size; k++) slopes[k] = (slopes[k] ?? 0) + (one.slopes[k] ?? 0);
	return { value: all.reduce((sum, { value }) => sum + value, 0), slopes };
}
