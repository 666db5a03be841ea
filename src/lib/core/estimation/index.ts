/**
 * Estimation: a design says how the rows came to be, estimators yield a value and influences, one routine turns
 * influences into variance.
 *
 * Columns are typed arrays throughout; `?? 0` in a loop over one answers the compiler's question about the index and
 * costs nothing.
 */
export { type Codes, type Domain, type Numbers, codesAsNumbers, rowsWithCode } from './columns.ts';
export { type Term, contrast } from './contrast.ts';
export {
	type Design,
	type DesignInput,
	type Stage,
	type Stratum,
	degreesOfFreedom,
	designOf,
	stratumOfRow,
} from './design.ts';
export { normalCdf, normalQuantile } from './distributions/normal.ts';
export { studentQuantile, studentTwoSided } from './distributions/student.ts';
export {
	type Estimate,
	type EstimateOptions,
	type Estimates,
	type TooFewUnits,
	estimate,
	estimateAll,
} from './estimate.ts';
export { type Equivalence, type Measured, type OneSided, equivalence } from './equivalence.ts';
export {
	type Adjustment,
	type Family,
	type JudgedFamily,
	type JudgedMember,
	type Undeclared,
	benjaminiHochberg,
	holm,
	holmFactors,
	judgedTogether,
} from './families.ts';
export { type IndependenceOptions, type IndependenceTest, independence } from './independence.ts';
export { type Interval, type IntervalMethod, shareInterval, waldInterval } from './interval.ts';
export { type Base, type Linearised, type NoBase } from './linearised.ts';
export { mean } from './mean.ts';
export { type MatchedRows, matchByKey } from './paired/match.ts';
export { type McNemar, type PairTable, mcnemar, pairTable } from './paired/mcnemar.ts';
export { type PairedDifference, pairedDifference, pairedShares } from './paired/paired-difference.ts';
export { type Wilcoxon, wilcoxon } from './paired/wilcoxon.ts';
export { type MainPredictor, type Predictor } from './regression/predictor.ts';
export {
	type Coefficient,
	type Regression,
	type RegressionFailure,
	type RegressionOf,
	regression,
} from './regression/regression.ts';
export { type QuantileOptions, median, quantile } from './quantile.ts';
export { ratio } from './ratio.ts';
export { type Reliability, alphaOf, reliability } from './reliability.ts';
export { type CellFigure, type Figure, cellFigure, cellFigures, linearisedCell } from './crosstab/cell-figures.ts';
export {
	type CellEstimate,
	type CrosstabCell,
	type CrosstabEstimates,
	crosstabEstimates,
} from './crosstab/crosstab-estimates.ts';
export { type ColumnComparison, comparedColumns } from './crosstab/compared-columns.ts';
export { nettedEstimates } from './crosstab/netted-estimates.ts';
export { type NettedSide } from './crosstab/netted-side.ts';
export { type NettedTable, nettedTable } from './crosstab/netted-table.ts';
export { cellCovariance, cellVariances } from './crosstab/crosstab-variance.ts';
export { type Crosstab, type Side, crosstab } from './crosstab/crosstab.ts';
export {
	type DirectAnswer,
	type PlaceboOfCombined,
	combinedList,
	placeboOfCombined,
} from './sensitive/combined-list.ts';
export { crosswise } from './sensitive/crosswise.ts';
export { doubleList } from './sensitive/double-list.ts';
export { type EndOfList, type ListEnd, floorAndCeiling } from './sensitive/floor-and-ceiling.ts';
export { type Arms, itemCount } from './sensitive/item-count.ts';
export {
	type DesignEffectTest,
	type ListCell,
	listCells,
	noneNegative,
	testDesignEffect,
} from './sensitive/list-cells.ts';
export { type ListQuestion } from './sensitive/list-question.ts';
export { randomAnswersExplaining } from './sensitive/random-answers.ts';
export { type WelchDifference, welchDifference } from './sensitive/welch.ts';
export { type ShareOf, share } from './share.ts';
export { type TestResult, type Untestable, type WaldOptions, waldTest } from './significance.ts';
export { type Estimator, type Spread, spread } from './spread.ts';
export { type Replicates, scaleOfReplicates } from './replicates.ts';
export { type TTest, type TwoGroups, tTest, tTestOfMean } from './t-test.ts';
export { total, weightedCount } from './total.ts';
export { type Covariance, type LonelyPsu, type LonelyStratum, covariance } from './variance.ts';
