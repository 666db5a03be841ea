/** Fieldwork: the life of a wave and how interviews end. */
export { Outcome, aaporCodes } from './outcome.ts';
export { type PublishedResult, PublishedResults } from './published-results.ts';
export { IdentityMode, Mode, SampleType, Wave, WaveId, WaveOrigin, WaveState, availability } from './wave.ts';
export type { Availability } from './wave.ts';
