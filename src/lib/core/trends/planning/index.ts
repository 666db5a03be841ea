/** Planning: how many interviews a change takes, and what change so many interviews can show. */
export {
	type PlanningAssumption,
	type PastWave,
	type PlanningAssumptions,
	assumptionsFrom,
	correlationOfAnswers,
} from './assumptions.ts';
export {
	type OutOfReach,
	type PlannedOverlap,
	type PlannedChange,
	type PlannedSizes,
	type WaveSizes,
	approximateDetectableChange,
	detectableChange,
	powerOfChange,
	sizesForChange,
} from './change.ts';
export { type Decision } from './decision.ts';
export { type PlannedShare, marginOfError, sizeForMarginOfError } from './margin-of-error.ts';
export {
	type Direction,
	type Needed,
	type Plan,
	type PlanRequest,
	type SizeRow,
	type TechniqueRow,
	planOf,
} from './plan.ts';
export { type BasisSource, type PlanBasis, type PlanReport } from './plan-report.ts';
export { type PlannedSize, type Sampling, invitationsFor } from './sampling.ts';
export { type Technique, costOfTechnique, interviewVariance } from './technique.ts';
