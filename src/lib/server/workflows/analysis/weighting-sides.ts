import type { Design } from '#core/estimation/index.ts';
import { designOf } from '#core/estimation/index.ts';
import type {
	RakingPath,
	WeightDistribution,
	Weighed,
	WeighingFailure,
	WeightingRun,
	WeightingScheme,
	WeightingSide,
} from '#core/weighting/index.ts';
import { weigh, weightDistributions } from '#core/weighting/index.ts';
import { rakingFailureWords } from './raking-failure-words.ts';
import type { KnownScheme } from './scheme-in-use.ts';
import type { WaveAnswers } from './wave-answers.ts';
import { weighingData } from './weigh-wave.ts';
import { nonresponseOf, weightedMargins } from './weighted-margins.ts';

export interface NamedScheme extends KnownScheme {
	readonly name: string;
	readonly boundsGivenUp: string | null;
}

/** A scheme on a wave's answers; no design where it could not be run. */
export interface RunSide {
	readonly side: WeightingSide;
	readonly design: Design | null;
}

const language = 'en';
const mostRounds = 24;

/** Runs schemes on the same answers; their distributions share their bins. */
export function runSides(schemes: readonly NamedScheme[], { dataset, supplied }: WaveAnswers): RunSide[] {
	const data = weighingData(dataset, supplied);
	const results = schemes.map(({ scheme }) => weigh(scheme, data));
	const spreads = weightDistributions(results.flatMap((result) => (result.kind === 'weighed' ? [result.weights] : [])));
	let at = 0;
	return schemes.map((named, k) => {
		const result = results[k];
		if (result === undefined) throw new RangeError('every scheme was run');
		const distribution = result.kind === 'weighed' ? spreads[at++] : undefined;
		const run =
			result.kind === 'weighed' && distribution !== undefined
				? ranWith(named, result, distribution)
				: failedWith(result, { ...named, dataset, language });
		const steps = result.kind === 'weighed' ? result.steps : [];
		return {
			side: {
				name: named.name,
				margins: weightedMargins(named, steps, { dataset, language }),
				nonresponse: nonresponseOf(named.scheme, steps, { dataset, language }),
				fromSupplied: named.scheme.base.variable !== null,
				limit: limitOf(named.scheme),
				run,
			},
			design: result.kind === 'weighed' ? designOf({ weights: result.weights, calibration: result.calibration }) : null,
		};
	});
}

/** What keeps a scheme's weights within limits. */
export function limitOf({ calibration, trim }: WeightingScheme): WeightingSide['limit'] {
	if (trim !== null) return { kind: 'trim', lower: trim.lower, upper: trim.upper };
	const bounds = calibration?.method === 'rake' ? calibration.bounds : null;
	return bounds === null ? { kind: 'none' } : { kind: 'bounds', ...bounds };
}

function ranWith({ boundsGivenUp }: NamedScheme, { steps }: Weighed, distribution: WeightDistribution): WeightingRun {
	const [base] = steps;
	const last = steps.at(-1);
	if (base === undefined || last === undefined) throw new RangeError('a scheme begins with its base weights');
	const raked = steps.find((step) => step.step === 'rake');
	const cut = steps.find((step) => step.step === 'trim');
	return {
		kind: 'ran',
		base: base.effect,
		effect: last.effect,
		distribution,
		raking:
			raked === undefined
				? null
				: {
						...{ iterations: raked.iterations, distance: raked.distance, trimmings: raked.trimmings },
						path: lastRounds(raked.distances),
					},
		trimmed: cut === undefined ? null : { rows: cut.rowsTrimmed, taken: cut.taken, given: cut.given },
		boundsGivenUp,
	};
}

function failedWith(
	result: Weighed | WeighingFailure,
	about: Parameters<typeof rakingFailureWords>[1],
): Extract<WeightingRun, { kind: 'failed' }> {
	if (result.kind === 'weighed') throw new RangeError('what was weighed has not failed');
	const path = result.kind === 'not-converged' ? lastRounds(result.distances) : null;
	return { kind: 'failed', words: rakingFailureWords(result, about), path };
}

function lastRounds(distances: readonly number[]): RakingPath {
	const before = Math.max(0, distances.length - mostRounds);
	return distances.slice(before).map((distance, k) => ({ round: before + k + 1, distance }));
}
