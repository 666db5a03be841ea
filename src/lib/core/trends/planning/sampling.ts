/** What a wave's sample is like beyond its size. */
export interface Sampling {
	/** Ratio of the variance to that of a simple random sample. 1 unless given. */
	readonly deff?: number;
	/** People in the population; Infinity unless given. */
	readonly population?: number;
}

/**
 * 1/n with finite population correction: (N − n)/((N − 1) n). 0 when everybody is interviewed, never below.
 */
export function inverseSize(size: number, population = Infinity): number {
	if (population === Infinity) return 1 / size;
	return Math.max(0, (population - size) / ((population - 1) * size));
}

/** A planned number of interviews. */
export interface PlannedSize {
	readonly kind: 'planned-size';
	/** Unrounded. */
	readonly exact: number;
	/** The next whole number of interviews. */
	readonly interviews: number;
}

export function plannedSize(exact: number): PlannedSize {
	// What is whole but for rounding stays.
	return { kind: 'planned-size', exact, interviews: Math.ceil(exact * (1 - 1e-12)) };
}

/**
 * Invitations that give so many interviews at a response rate between 0 and 1, rounded up.
 *
 * @method  Invitations needed
 * @formula ⌈interviews / response rate⌉
 * @source  AAPOR (2023), Standard Definitions: the rate is RR1 to RR6 as counted in the waves that it comes from
 * @r       none; arithmetic
 */
export function invitationsFor(interviews: number, responseRate: number): number {
	return Math.ceil((interviews / responseRate) * (1 - 1e-12));
}
