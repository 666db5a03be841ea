/** Fieldwork: planning waves and taking them through their life. */
export { changePlan, putDownCheck } from './change-plan.ts';
export type { ChangedPlan, PlanProblem, TypedPlan } from './change-plan.ts';
export { fieldworkOf, listFieldwork, wavePageOf } from './fieldwork-pages.ts';
export type { FieldedSurvey, WavePage } from './fieldwork-pages.ts';
export { monitorOfWave } from './monitor-of.ts';
export { notTakenWords } from './not-taken-words.ts';
export { dropPlannedWave, planNextWave } from './plan-wave.ts';
export { carryOutEarly, retentionPageOf } from './retention/retention-page.ts';
export { takeStep } from './take-step.ts';
export type { NotTaken, TakenStep } from './take-step.ts';
export { turnWaves } from './turn-waves.ts';
export { watchWave } from './watch-wave.ts';
