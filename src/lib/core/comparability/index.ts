/**
 * May two waves be compared? Every variable of every version has a fingerprint over wording, options, order, scale, base,
 * mode and language; two versions get a verdict per variable, and a measure is drawn as one series only where all that
 * it reads is identical or declared equivalent. No trend crosses a break.
 */
export { differenceWords } from './difference.ts';
export type { Difference } from './difference.ts';
export { fingerprint } from './fingerprint.ts';
export type { Fingerprint, FingerprintOptions } from './fingerprint.ts';
export type { ImportedWave, JudgedVariable } from './imported.ts';
export { keptWordings } from './kept-wordings.ts';
export { ledger } from './ledger.ts';
export type { Ledger } from './ledger.ts';
export { likenessWords } from './matching/likeness.ts';
export type { Likeness } from './matching/likeness.ts';
export { lineUp } from './matching/line-up.ts';
export type { LinedUp } from './matching/line-up.ts';
export { meaningsOf } from './matching/meanings.ts';
export { proposeColumns } from './matching/propose.ts';
export type { ProposedColumn } from './matching/propose.ts';
export { variablesToMatch } from './matching/variables.ts';
export type { Meaning, OurVariable, TheirColumn, TheirValue } from './matching/variables.ts';
export { compareMeasure, variablesRead } from './measures.ts';
export type { BreakReason, BridgeStep, Comparison } from './measures.ts';
export { otherChanges, questionChanges } from './question-changes.ts';
export type { QuestionChange } from './question-changes.ts';
export { compareVersions } from './verdict.ts';
export type { BridgeArm, BridgedBy, CompareOptions, Verdict } from './verdict.ts';
export { compareWaves, contextNotes } from './waves.ts';
export type { WaveComparison, WaveSide } from './waves.ts';
