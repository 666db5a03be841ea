/**
 * Weighting: raking to population margins, bounds, and what unequal weights cost.
 *
 * Columns are typed arrays throughout; `?? 0` in a loop over one answers the compiler's question about the index and
 * costs nothing.
 */
export { type Calibration, calibrationFit } from './calibration.ts';
export { type WeightingEffect, weightingEffect } from './effective-size.ts';
export { type CellColumn, type Margin, type RakingFailure } from './margin.ts';
export { type Raked, type RakingOptions, rake } from './rake.ts';
export { type WeightingScheme, weigh } from './scheme.ts';
export { type TrimBounds, type Trimming, trimWeights } from './trim.ts';
