/** A wave's weights for other tools: their figures as CSV, and the R that makes them. */
export { weightsCsv } from './weights-csv.ts';
export { weightColumns, weightsScript } from './weights-script.ts';
