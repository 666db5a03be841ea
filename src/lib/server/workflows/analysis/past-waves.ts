import type { Wave } from '#core/fieldwork/index.ts';
import type { Estimate } from '#core/estimation/index.ts';
import { codesAsNumbers, mean, rowsWithCode } from '#core/estimation/index.ts';
import type { Instrument, Measure } from '#core/instrument/index.ts';
import { itemCountArms } from '#core/instrument/index.ts';
import type { PastWave } from '#core/trends/index.ts';
import { correlationOfAnswers, measured, overlapOf, stackOf } from '#core/trends/index.ts';
import type { Codes, Dataset } from '#core/dataset/index.ts';
import { personNumbers } from './person-numbers.ts';
import type { WaveAnswers } from './wave-answers.ts';

/** A wave with its answers and, where the measure that is planned for has one, its estimate. */
export interface AnsweredPast {
	readonly wave: Wave;
	readonly answers: WaveAnswers;
	readonly estimate: Estimate | null;
}

/**
 * What past waves, oldest first, tell a plan for a measure. How many were invited is not kept with a wave, so that no
 * wave can tell a response rate.
 */
export function pastWaves(measure: Measure, waves: readonly AnsweredPast[]): PastWave[] {
	return waves.flatMap(({ wave, answers, estimate }, at) => {
		if (estimate === null) return [];
		const before = waves[at - 1];
		return [
			{
				wave: wave.label,
				estimate,
				invited: null,
				completed: answers.dataset.rows,
				controlList: controlList(answers, measure),
				linked: before === undefined ? null : linked(measure, before, { answers, estimate }),
			},
		];
	});
}

/** Variance of the count that the list without the sensitive item got, weighted. */
function controlList({ dataset, design }: WaveAnswers, measure: Measure): PastWave['controlList'] {
	if (measure.statistic !== 'item-count') return null;
	const [count, arm] = [codesOf(dataset, measure.variable), codesOf(dataset, `${measure.variable}_arm`)];
	if (count === undefined || arm === undefined) return null;
	const control = mean(design.weights, codesAsNumbers(count), rowsWithCode(arm, itemCountArms.control));
	if (control.kind === 'no-base') return null;
	return { variance: control.randomVariance * control.base.n, n: control.base.n };
}

/** People of a wave who were in the one before, and how their answers go together. */
function linked(
	measure: Measure,
	before: Pick<AnsweredPast, 'answers' | 'estimate'>,
	after: Pick<AnsweredPast, 'answers' | 'estimate'>,
): PastWave['linked'] {
	const sides = [before, after].map(({ answers }) => sideOf(measure, answers));
	const [from, to] = sides;
	if (!from?.of || !to?.of || before.answers.panel === null || after.answers.panel === null) return null;
	const numberOf = personNumbers();
	const stack = stackOf([
		{ design: before.answers.design, panel: Int32Array.from(before.answers.panel, numberOf) },
		{ design: after.answers.design, panel: Int32Array.from(after.answers.panel, numberOf) },
	]);
	if (stack.kind !== 'stack' || stack.linked === 0) return null;
	const overlap = overlapOf(stack, [from.of, to.of], { lonelyPsu: 'fail' });
	if (overlap.kind !== 'overlap') return null;
	const [first, second] = overlap.variances;
	const correlation = correlationOfAnswers(
		overlap.covariance,
		{ se: Math.sqrt(first), n: from.of.base.n },
		{ se: Math.sqrt(second), n: to.of.base.n },
		stack.linked,
	);
	return correlation === null ? null : { people: stack.linked, correlation };
}

function sideOf(measure: Measure, answers: WaveAnswers) {
	const { dataset, design } = answers;
	const own = declaredBy(answers.instrument, measure);
	const of = measured(own, { instrument: answers.instrument, dataset, weights: design.weights });
	return { of: of.kind === 'linearised' ? of : null };
}

function declaredBy(instrument: Instrument, measure: Measure): Measure {
	return instrument.measures.find(({ id }) => id === measure.id) ?? measure;
}

function codesOf(dataset: Dataset, name: string): Codes | undefined {
	const column = dataset.columns.get(name);
	return column?.kind === 'code' ? column.codes : undefined;
}
