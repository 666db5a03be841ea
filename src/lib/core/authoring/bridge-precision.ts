import type { Fielded } from './cost.ts';

/** How well a bridge would measure its step in a wave of so many interviews. */
export interface BridgePrecision {
	readonly completed: number;
	/** Interviews in each half. */
	readonly half: number;
	/** Of the step of a share, at its largest, which is where the share is one half; before weighting. */
	readonly standardError: number;
}

/**
 * The standard error of the difference of a share p between two random halves of n interviews, √(p(1−p)/(n/2) + p(1−p)/(n/2)) =
 * √(4p(1−p)/n), at p = ½, were the next wave as large as the last that was counted. Undefined where none was.
 */
export function bridgePrecision({ waves }: Fielded): BridgePrecision | undefined {
	const completed = waves.findLast((wave) => (wave.completed ?? 0) > 1)?.completed;
	if (completed === undefined) return undefined;
	return { completed, half: Math.floor(completed / 2), standardError: Math.sqrt(1 / completed) };
}
