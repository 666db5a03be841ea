/**
 * Weighting: base weights, non-response, raking and post-stratification to population margins, bounds, and what
 * unequal weights cost.
 *
 * Columns are typed arrays throughout; `?? 0` in a loop over one answers the compiler's question about the index and
 * costs nothing.
 */
export { type Calibration, calibrationFit, trimmedAfter } from './calibration.ts';
export { type CodesOf, type PopulationTable, type UnknownVariable, crossedMargin } from './crossed-margin.ts';
export { type WeightingEffect, weightingEffect } from './effective-size.ts';
export { weighingFailureWords } from './failure-words.ts';
export { type MarginBalance, marginBalance } from './margin-balance.ts';
export { type CellColumn } from './collapse.ts';
export { type Margin, type MarginUnit, type RakingFailure } from './margin.ts';
export {
	type AdjustedCell,
	type AdjustedForNonresponse,
	type NonresponseCells,
	type NonresponseFailure,
	type NonresponseLimits,
	adjustForNonresponse,
} from './nonresponse.ts';
export { type PostStratified, postStratify } from './post-stratify.ts';
export { type Raked, type RakingOptions, rake } from './rake.ts';
export { WeightingScheme, canonicalScheme, schemeOf } from './scheme.ts';
export { type SymmetricSystem, symmetricSystem } from './symmetric-system.ts';
export { type TrimBounds, type Trimming, trimWeights } from './trim.ts';
export { type Weighed, type WeighingData, type WeighingFailure, type WeighingStep, weigh } from './weigh.ts';
export { type WeightDistribution, weightDistributions } from './weight-distribution.ts';
export {
	type ListedScheme,
	type NonresponseCell,
	type RakingPath,
	type WeighedFigure,
	type WeightedCell,
	type WeightedMargin,
	type WeightingEffectOnMeasure,
	type WeightingRun,
	type WeightingSide,
} from './weighting-report.ts';
