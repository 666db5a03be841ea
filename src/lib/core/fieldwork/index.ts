/** Fieldwork: the life of a wave and how interviews end. */
export { TimeZone, dayIn, daysAfter, daysBetween, usualTimeZone } from './day.ts';
export { Outcome, aaporCodes } from './outcome.ts';
export { Quota, WavePlan, unplanned } from './plan.ts';
export { type PublishedResult, PublishedResults } from './published-results.ts';
export { responseRates } from './response-rates.ts';
export type { Dispositions, ResponseRates } from './response-rates.ts';
export { IdentityMode, Mode, SampleType, Wave, WaveId, WaveOrigin, WaveState, availability } from './wave.ts';
export type { Availability } from './wave.ts';
