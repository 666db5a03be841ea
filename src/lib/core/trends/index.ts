/** Measures over waves: points with intervals, breaks, and what may be said of change. */
export {
	type BeforeAfterReport,
	type Intervention,
	type InterventionView,
	type MatchedPeople,
	type MatchedView,
	type Moment,
	type NoIntervention,
	type NoMatch,
	type PairedChange,
	type PairedFigures,
	type PairedMeasure,
	type Role,
} from './before-after-report.ts';
export { type Change, type MeasuredStep, type Measurement, changeBetween } from './change.ts';
export { type ChangeList, type ChangeTally, type ListedChange, changesIn } from './changes.ts';
export { type Together, combined } from './combinations.ts';
export { type Composition, type CompositionData, type NoComposition, composition } from './composition.ts';
export { type CompositionGroup, type Part, type Rates } from './composition-parts.ts';
export { type Assumption, type DidWarning, type Placebo, type PreTrend } from './did-checks.ts';
export { type DidOptions, type NoDifferenceInDifferences, type PlaceboRequest, effectOf } from './did-effect.ts';
export {
	type ComparisonOfColumns,
	type CrossedCategory,
	type CrossedVariable,
	type CrosstabColumn,
	type CrosstabCompare,
	type CrosstabIntervals,
	type CrosstabReport,
	type CrosstabRow,
	type CrosstabShow,
	type CrosstabTable,
	type FilledTable,
	type LeftOut,
	baseOfCell,
} from './crosstab-report.ts';
export { type DifferenceInDifferences, differenceInDifferences } from './difference-in-differences.ts';
export { type EventPlace, type EventProblem, type TimelineEvent, eventFrom, placeOf } from './event.ts';
export { ofLaterHalf } from './later-half.ts';
export { type Answers, type StatisticOn, measureOn, measured } from './measured.ts';
export { type RowOutcome, outcomeOf, stackedOutcome } from './measure-outcome.ts';
export { type Overlap, changeWithOverlap, overlapOf } from './overlap.ts';
export { type Outcome } from './outcome.ts';
export { type NoPools, type Pool, type PoolChange, type Pools, pools } from './pooled.ts';
export {
	type BasisSource,
	type Decision,
	type Direction,
	type Needed,
	type OutOfReach,
	type PastWave,
	type Plan,
	type PlanBasis,
	type PlanReport,
	type PlanRequest,
	type PlannedChange,
	type PlannedOverlap,
	type PlannedShare,
	type PlannedSize,
	type PlannedSizes,
	type PlanningAssumption,
	type PlanningAssumptions,
	type Sampling,
	type SizeRow,
	type Technique,
	type TechniqueRow,
	type WaveSizes,
	approximateDetectableChange,
	assumptionsFrom,
	correlationOfAnswers,
	costOfTechnique,
	detectableChange,
	interviewVariance,
	invitationsFor,
	marginOfError,
	planOf,
	powerOfChange,
	sizeForMarginOfError,
	sizesForChange,
} from './planning/index.ts';
export {
	type PublishedDeft,
	type PublishedFigure,
	type PublishedShare,
	measurementOf,
	publishedEstimate,
} from './published.ts';
export {
	type NamedVariable,
	type ReportedMargin,
	type ReportedMeasure,
	type ReportedSeries,
	type ReportedWave,
	type ReportedWeighting,
	type WeightingDecision,
	type TrendReport,
	type WholePoint,
	isFigured,
} from './report.ts';
export {
	type CrosswiseSigns,
	type ListArm,
	type ListSigns,
	type PlaceboSign,
	type SensitiveQuestion,
	type SensitiveReport,
	type SensitiveWave,
	type Sign,
} from './sensitive-report.ts';
export {
	type Absence,
	type AnsweredWave,
	type Bridge,
	type BridgeStep,
	type Comparability,
	type Comparison,
	type NoVerdict,
	type Point,
	type PublishedWave,
	type Trend,
	type TrendOptions,
	type TrendRequest,
	type TrendWave,
} from './series.ts';
export {
	type Balance,
	type PlacedWave,
	type Stack,
	type Unstackable,
	lifted,
	onStack,
	rowsOfWaves,
	stackOf,
} from './stack.ts';
export { type SampledWave } from './stacked-units.ts';
export { type EmptyCell, type Side, type TreatedAndControl } from './treated-and-control.ts';
export { type TrendLine, trendLine } from './trend-line.ts';
export { trends } from './trend.ts';
export { type JudgedChange, type Verdict, judgeFamily } from './verdict.ts';
export { type CodeSpread, type NumberSpread, type VariableSpread, variableSpread } from './variable-spread.ts';
