/**
 * Columns of codes and numbers with missing reasons, built from responses or made of other columns.
 *
 * Columns are typed arrays throughout; `?? 0` in a loop over one answers the compiler's question about the index and
 * costs nothing.
 */
export { type Codes, type Numbers, anyOf, codesAsNumbers, notAsked } from './codes.ts';
export type { CodeColumn, Column, NumberColumn } from './column.ts';
export { datasetBuilder } from './dataset.ts';
export type { Dataset, DatasetBuilder, ResponseRecord } from './dataset.ts';
export { Definition, DerivedVariable, sourcesOf } from './derived/definition.ts';
export type { MadeVariable } from './derived/definition.ts';
export { withDerived } from './derived/derive.ts';
export { inOrderOfMaking, rootsOf } from './derived/order.ts';
export { type DefinitionProblem, problemsWith } from './derived/problems.ts';
export { sentenceOf } from './derived/sentence.ts';
export { type SurveyColumn, surveyColumn } from './derived/survey-column.ts';
export { derivedVariable } from './derived/variable.ts';
export { type IndexItem, indexPerRow } from './derived/index-of-items.ts';
export { type ScoredItem, scorePerRow } from './derived/score.ts';
export { chosenNumbers, chosenRows } from './chosen-rows.ts';
export { type Interleaving, interleaved, interleavedNumbers } from './interleave.ts';
