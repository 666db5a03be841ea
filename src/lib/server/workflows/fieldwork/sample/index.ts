/** Samples: bringing people in, looking at them, and what becomes of one of them. */
export { addMember, bringInSample, takeBackSampleFile } from './bring-in-sample.ts';
export type { AddedMember, BroughtInSample } from './bring-in-sample.ts';
export { deleteAnswersOf, memberPageOf, personsAnswers } from './persons-answers.ts';
export type { MemberPage, NotDeleted, PersonsAnswers } from './persons-answers.ts';
export { previewSample } from './read-sample.ts';
export type { NoPreview, SamplePreview, Standing } from './read-sample.ts';
export { changeSampleMember, samplePageOf } from './sample-page.ts';
export type { ListedMember, SamplePage } from './sample-page.ts';
