/** Quality: rules of a survey's series that flag responses, and the readings of its answers with and without those. */
export { calibratedOn, freezeRules } from './freeze.ts';
export type { CalibrationWave, FrozenRules } from './freeze.ts';
export { qualityLook } from './look.ts';
export type { Flag, QualityLook, Sighting } from './look.ts';
export { countsIn, qualityOf } from './reading.ts';
export type { Quality, QualityDecision } from './reading.ts';
export { textColumns, textReader } from './response.ts';
export type { LookedAt } from './response.ts';
export { BotSignal, FlagSeverity, QualityReading, QualityRule, QualityRules } from './rules.ts';
export { noRulesTyped, readRules, ruleFields, typedRules } from './typed-rules.ts';
export type { TypedRules } from './typed-rules.ts';
export { signalsOf } from './signals.ts';
