/** What analysts see: surveys with their waves, and trends over them. */
export { deletedAnswers } from './deleted-answers.ts';
export { changesOf } from './changes-of.ts';
export { crosstabInBands, crosstabOf } from './crosstab-of.ts';
export type { CrosstabQuestion } from './crosstab-question.ts';
export { joinedBands } from './joined-bands.ts';
export { rForCrosstab } from './r-for-crosstab.ts';
export { listAnalysed } from './list-analysed.ts';
export type { AnalysedSurvey } from './list-analysed.ts';
export { trendOf } from './trend-of.ts';
export type { TrendAnswer, TrendChoices, TrendQuestion } from './trend-of.ts';
