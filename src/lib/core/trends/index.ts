/** Measures over waves: points with intervals, breaks, and what may be said of change. */
export { type Change, type Measurement, changeBetween } from './change.ts';
export { type Answers, type StatisticOn, measureOn, measured } from './measured.ts';
export { type Overlap, changeWithOverlap, overlapOf } from './overlap.ts';
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
	type TrendReport,
} from './report.ts';
export {
	type Absence,
	type AnsweredWave,
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
	type SampledWave,
	type Stack,
	type Unstackable,
	lifted,
	onStack,
	rowsOfWaves,
	stackOf,
} from './stack.ts';
export { trends } from './trend.ts';
export { type JudgedChange, type Verdict, judgeFamily } from './verdict.ts';
