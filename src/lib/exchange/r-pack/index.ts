/** A report for R: its data, what is computed of them, and a script that computes every figure again. */
export { crosstabSnippet } from './crosstab-snippet.ts';
export { beforeAfterView } from './before-after-view.ts';
export { type Hash, rPack, reportPack } from './pack.ts';
export { type Packed, type PackedItem, type PackedMargin, type PackedReport, type PackedWave } from './packed.ts';
export { planView } from './plan-view.ts';
export { type RView, changesCode } from './r-view.ts';
export { sensitiveView } from './sensitive-view.ts';
export { rSnippets } from './snippet.ts';
