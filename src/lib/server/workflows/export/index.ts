/** Answers out to other tools: what goes into a file, and the file with its codebook and manifest. */
export { dataBundle, dataFormats, measured, zipOf } from './bundle.ts';
export type { Bundle, Chunks, DataFormat, Written } from './bundle.ts';
export { exportTables } from './export-tables.ts';
export { prepareExport } from './prepare.ts';
export { notPreparedWords } from './request.ts';
export type { ExportRequest } from './request.ts';
