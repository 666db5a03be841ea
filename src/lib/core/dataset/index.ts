/** Columns of codes and numbers with missing reasons, built from responses. */
export type { CodeColumn, Column, NumberColumn } from './column.ts';
export { datasetBuilder } from './dataset.ts';
export type { Dataset, DatasetBuilder, ResponseRecord } from './dataset.ts';
export { Definition, DerivedVariable } from './derived/definition.ts';
