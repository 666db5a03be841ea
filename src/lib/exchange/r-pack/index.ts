/** A report for R: its data, what is computed of them, and a script that computes every figure again. */
export { type Hash, rPack } from './pack.ts';
export { type Packed, type PackedMargin, type PackedWave } from './packed.ts';
export { rSnippets } from './snippet.ts';
