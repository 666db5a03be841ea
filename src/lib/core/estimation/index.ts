/**
 * Estimation: a design says how the rows came to be, estimators yield a value and influences, one routine turns
 * influences into variance.
 *
 * Columns are typed arrays throughout; `?? 0` in a loop over one answers the compiler's question about the index and
 * costs nothing.
 */
export { type Codes, type Domain, type Numbers, anyOf, codesAsNumbers, rowsWithCode } from './columns.ts';
export { type Term, contrast } from './contrast.ts';
export { crosswise } from './crosswise.ts';
export {
	type Design,
	type DesignInput,
	type Stage,
	type Stratum,
	degreesOfFreedom,
	designOf,
	stratumOfRow,
} from './design.ts';
export { studentQuantile, studentTwoSided } from './distributions/student.ts';
export {
	type Estimate,
	type EstimateOptions,
	type Estimates,
	type TooFewUnits,
	estimate,
	estimateAll,
} from './estimate.ts';
export { holm, holmFactors } from './holm.ts';
export { type Interval, type IntervalMethod, shareInterval, waldInterval } from './interval.ts';
export { type Arms, itemCount } from './item-count.ts';
export { type Base, type Linearised, type NoBase } from './linearised.ts';
export { mean } from './mean.ts';
export { type MainPredictor, type Predictor } from './regression/predictor.ts';
export {
	type Coefficient,
	type Regression,
	type RegressionFailure,
	type RegressionOf,
	regression,
} from './regression/regression.ts';
export { type ScoredItem, scorePerRow } from './score.ts';
export { type ShareOf, share } from './share.ts';
export { type Estimator, type Spread, spread } from './spread.ts';
export { type Replicates, scaleOfReplicates } from './replicates.ts';
export { type Covariance, type LonelyPsu, type LonelyStratum, covariance } from './variance.ts';
