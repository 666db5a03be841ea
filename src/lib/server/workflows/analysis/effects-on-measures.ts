import type { Design } from '#core/estimation/index.ts';
import { estimate } from '#core/estimation/index.ts';
import type { Measure } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { measureOn } from '#core/trends/index.ts';
import type { WeighedFigure, WeightingEffectOnMeasure } from '#core/weighting/index.ts';
import type { WaveAnswers } from './wave-answers.ts';

/** Every measure of a wave under two designs of the same answers. Shares that an indirect question puts below 0 stay there. */
export function effectsOnMeasures(answers: WaveAnswers, first: Design, second: Design): WeightingEffectOnMeasure[] {
	return answers.instrument.measures.map((measure) => {
		const [before, after] = [figureOf(measure, answers, first), figureOf(measure, answers, second)];
		const difference = before === null || after === null ? null : after.value - before.value;
		return {
			id: measure.id,
			label: plainText(say(measure.label, 'en')),
			quantity: measure.statistic === 'mean' ? 'mean' : 'share',
			first: before,
			second: after,
			difference,
			moves: before !== null && difference !== null && Math.abs(difference) > (before.upper - before.lower) / 2,
		};
	});
}

/** The measure that a scheme moves most. */
export interface LargestMove {
	readonly label: string;
	readonly quantity: 'share' | 'mean';
	readonly first: number;
	readonly second: number;
}

/** The measure that other weights on the same answers move most, shares before means; null where none has a figure. */
export function largestMove(answers: WaveAnswers, weights: Float64Array): LargestMove | null {
	const moves = answers.instrument.measures.flatMap((measure): LargestMove[] => {
		const of = measureOn(measure, answers);
		const [first, second] = [of(answers.design.weights, null), of(weights, null)];
		if (first.kind === 'no-base' || second.kind === 'no-base') return [];
		const label = plainText(say(measure.label, 'en'));
		const quantity = measure.statistic === 'mean' ? 'mean' : 'share';
		return [{ label, quantity, first: first.value, second: second.value }];
	});
	const shares = moves.filter(({ quantity }) => quantity === 'share');
	const ranked = shares.length > 0 ? shares : moves;
	return ranked.toSorted((a, b) => Math.abs(b.second - b.first) - Math.abs(a.second - a.first))[0] ?? null;
}

function figureOf(measure: Measure, answers: WaveAnswers, design: Design): WeighedFigure | null {
	const statistic = measureOn(measure, answers)(design.weights, null);
	if (statistic.kind === 'no-base') return null;
	const found = estimate(design, statistic);
	if (found.kind !== 'estimate') return null;
	const { value, interval, base } = found;
	return { value, lower: interval.lower, upper: interval.upper, effectiveSize: base.effectiveSize };
}
