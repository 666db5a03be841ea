/** Earlier waves as they come from a contractor: a CSV or .sav with one row an interview, read by a codebook. */
export { longestReason, Verdict, WaveCodebook } from './codebook.ts';
export { fileColumns } from './file-columns.ts';
export type { FileColumns } from './file-columns.ts';
export { readWaves } from './read.ts';
export type { Reading, ReadWave, RowProblem } from './read.ts';
export type { Limits, WaveFile } from './sheet.ts';
