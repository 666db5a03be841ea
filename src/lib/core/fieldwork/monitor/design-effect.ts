/** What a wave's weights do to the variance of its figures, and of how many of them that is the middle. */
export interface DesignEffect {
	readonly factor: number;
	/** The label of the wave. */
	readonly wave: string;
	readonly measures: number;
}

/**
 * The design effect to plan with: the median over a wave's shares, since one for each does not fit into a sentence and a
 * mean is moved by a single rare answer. Null where none of them has one.
 */
export function usualDesignEffect(wave: string, deffs: readonly (number | null)[]): DesignEffect | null {
	const known = deffs.flatMap((deff) => (deff !== null && deff > 0 ? [deff] : [])).toSorted((a, b) => a - b);
	const [low, high] = [known[Math.floor((known.length - 1) / 2)], known[Math.floor(known.length / 2)]];
	return low === undefined || high === undefined ? null : { factor: (low + high) / 2, wave, measures: known.length };
}
