/** Earlier waves as they come from a contractor: a CSV or .sav with one row an interview, read by a codebook. */
export { WaveCodebook } from './codebook.ts';
export { readWaves } from './read.ts';
export type { ReadWave, RowProblem } from './read.ts';
export type { WaveFile } from './sheet.ts';
