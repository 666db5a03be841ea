/**
 * Simulated respondents with a known truth: a finite population with latent attitudes, its answers by the real interview
 * engine, and the true value of each measure. For demonstrations and for proving the estimators' coverage.
 */
export { driftOf } from './drift.ts';
export { population } from './population.ts';
export type { Person } from './population.ts';
export { SimulationProfile, noProfile } from './profile.ts';
export type { Climate } from './respondent.ts';
export { simulateInterview, simulateWave } from './simulate.ts';
export type { SimulatedInterview } from './simulate.ts';
export { trueValues } from './truth.ts';
