import { type LonelyPsu, type LonelyStratum } from '#core/estimation/index.ts';
import { type Change, changeOf } from './change.ts';
import { combined, seOf } from './combinations.ts';
import { type Stack } from './stack.ts';
import { type CellMeans, type EmptyCell, type TreatedAndControl, cellMeans, onGaps } from './treated-and-control.ts';

export interface DidOptions {
	/** 0.95 unless given. */
	readonly level?: number;
	readonly lonelyPsu?: LonelyPsu;
	/** The smallest effect that would matter, in the outcome's unit; 0.03 unless given. */
	readonly smallestChange?: number;
	/**
	 * Several waves before or after: each counts alike (*equal*, unless given), or rows are taken together by their weights
	 * (*pooled*), which is what a regression on after × treated does.
	 */
	readonly waves?: 'equal' | 'pooled';
	/** The unit to which treatment was given, such as the area of each row. */
	readonly assignedBy?: Int32Array | null;
	/** Outcomes and groups that treatment should not have moved. */
	readonly placebos?: readonly PlaceboRequest[];
}

export interface PlaceboRequest {
	readonly id: string;
	readonly kind: 'outcome' | 'group';
	readonly data: TreatedAndControl;
}

/** Why there is none. Fewer than one degree of freedom is left. */
export type NoDifferenceInDifferences =
	| EmptyCell
	| LonelyStratum
	| { readonly kind: 'too-few-units' }
	| { readonly kind: 'no-wave'; readonly when: 'before' | 'after' };

/** The effect alone, before any verdict. */
export function effectOf(
	stack: Stack,
	data: TreatedAndControl,
	{ level = 0.95, lonelyPsu = 'fail', waves = 'equal' }: DidOptions = {},
): Change | NoDifferenceInDifferences {
	const { before, after } = data.time;
	if (before.length === 0) return { kind: 'no-wave', when: 'before' };
	if (after.length === 0) return { kind: 'no-wave', when: 'after' };
	const periods = waves === 'pooled' ? [before, after] : [...before, ...after].map((wave) => [wave]);
	const means = cellMeans(stack, data, periods, { lonelyPsu });
	if (means.kind !== 'cell-means') return means;
	return waves === 'pooled'
		? contrastOf(means, [-1, 1], level)
		: contrastOf(means, meanAfterLessBefore(before.length, after.length), level);
}

/** Factors on the gaps of single waves: the mean of those after, less the mean of those before. */
export function meanAfterLessBefore(before: number, after: number): number[] {
	return Array.from({ length: before + after }, (_, k) => (k < before ? -1 / before : 1 / after));
}

/** Σ factor × gap as a change, on degf − 3 degrees of freedom. */
export function contrastOf(
	means: CellMeans,
	factors: readonly number[],
	level: number,
): Change | { readonly kind: 'too-few-units' } {
	const df = means.df - 3;
	if (df < 1) return { kind: 'too-few-units' };
	const contrast = combined(means, [onGaps(factors)]);
	return changeOf(contrast.values[0] ?? 0, seOf(contrast, 0), df, level);
}
