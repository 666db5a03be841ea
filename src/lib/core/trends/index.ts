/** Measures over waves: points with intervals, breaks, and what may be said of change. */
export { type Change, type Measurement, changeBetween } from './change.ts';
export { type Answers, measured } from './measured.ts';
export { type PublishedShare, measurementOf } from './published.ts';
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
	type Comparability,
	type Comparison,
	type NoVerdict,
	type Point,
	type Trend,
	type TrendOptions,
	type TrendRequest,
	type TrendWave,
} from './series.ts';
export { trends } from './trend.ts';
export { type JudgedChange, type Verdict, judgeFamily } from './verdict.ts';
