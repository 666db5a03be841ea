/** Fieldwork: the life of a wave and how interviews end. */
export { TimeZone, dayIn, daysAfter, daysBetween, monthsAfter, usualTimeZone } from './day.ts';
export {
	archiveWave,
	closeOpenWave,
	extendWave,
	goOnWithWave,
	openPlannedWave,
	pauseWave,
	pilotWave,
	stepsOf,
	turnOf,
} from './life.ts';
export type { PlannedWave, Stepped, Taken, WaveStep } from './life.ts';
export { indistinct, indistinctTogether } from './indistinct.ts';
export { monitorOf } from './monitor/monitor.ts';
export type { LastWave } from './monitor/days.ts';
export type { Margins, Monitor, MonitorFacts, SampleGroup, WatchedSplit } from './monitor/monitor.ts';
export { watchedSplit } from './monitor/watched-count.ts';
export type { WatchedCount } from './monitor/watched-count.ts';
export { differencesFrom, nextWave } from './next-wave.ts';
export type { WaveDifference } from './next-wave.ts';
export { pseudonymsKept } from './panel-patterns.ts';
export { Outcome, aaporCodes } from './outcome.ts';
export { withHidden, withLifted } from './personal-details/by-hand.ts';
export { findPersonalDetails, holdsMask, masked, piecesOf, withoutOverlap } from './personal-details/find.ts';
export type { TextPiece } from './personal-details/find.ts';
export { DetailKind, Span } from './personal-details/span.ts';
export { Quota, WavePlan, unplanned } from './plan.ts';
export { quotasOf } from './quota-match.ts';
export { type PublishedResult, PublishedResults } from './published-results.ts';
export type { FlaggedForReview } from './quality/flagged.ts';
export { calibratedOn, freezeRules } from './quality/freeze.ts';
export type { CalibrationWave, FrozenRules } from './quality/freeze.ts';
export { qualityLook } from './quality/look.ts';
export type { Flag, QualityLook, Sighting } from './quality/look.ts';
export { countsIn, qualityOf } from './quality/reading.ts';
export type { Quality, QualityDecision } from './quality/reading.ts';
export { textColumns, textReader } from './quality/response.ts';
export type { LookedAt } from './quality/response.ts';
export { BotSignal, FlagSeverity, QualityReading, QualityRule, QualityRules } from './quality/rules.ts';
export { noRulesTyped, readRules, ruleFields, typedRules } from './quality/typed-rules.ts';
export type { TypedRules } from './quality/typed-rules.ts';
export { signalsOf } from './quality/signals.ts';
export { lackingOf, readinessOf } from './readiness.ts';
export type { Readiness, ReadinessCheck, ReadinessFacts } from './readiness.ts';
export { responseRates } from './response-rates.ts';
export type { Dispositions, ResponseRates } from './response-rates.ts';
export { bandOf, interviewTimeBands, pageTimeBands } from './time-bands.ts';
export type { TimeBand } from './time-bands.ts';
export { announcedDays, invitationDays, panelMayEnd, retentionOf } from './retention.ts';
export type { DueStep, Promised, RetentionStep } from './retention.ts';
export { cellName, ColumnRole, guessRoles, isAddress, lineUpProblem, readSheet } from './sample-sheet.ts';
export type { Invitee, LineUpProblem, RowProblem, SampleRow, SampleSheet } from './sample-sheet.ts';
export { usualDesignEffect } from './monitor/design-effect.ts';
export type { DesignEffect } from './monitor/design-effect.ts';
export { readSource, readSourceTag } from './source-tag.ts';
export type { SourceProblem } from './source-tag.ts';
export { IdentityMode, Mode, SampleType, Wave, WaveId, WaveOrigin, WaveState, availability } from './wave.ts';
export type { Availability } from './wave.ts';
