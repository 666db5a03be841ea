/** Answers out to other tools: what goes into a file, and the file with its codebook and manifest. */
export { dataFormats, measured, zipOf } from './bundle.ts';
export type { Bundle, Chunks, Written } from './bundle.ts';
export { exportChoices } from './choices.ts';
export { makeExport } from './make-export.ts';
export type { WantedFile } from './make-export.ts';
export { notPreparedWords } from './request.ts';
export { recordExport } from './record-export.ts';
