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

function figureOf(measure: Measure, answers: WaveAnswers, design: Design): WeighedFigure | null {
	const statistic = measureOn(measure, answers)(design.weights, null);
	if (statistic.kind === 'no-base') return null;
	const found = estimate(design, statistic);
	if (found.kind !== 'estimate') return null;
	const { value, interval, base } = found;
	return { value, lower: interval.lower, upper: interval.upper, effectiveSize: base.effectiveSize };
}
