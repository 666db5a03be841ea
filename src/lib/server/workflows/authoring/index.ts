/** The studio: drafts of instruments, their edits, reviews and publication. */
export { changesSince, editByForm, editDraft, readDraft, redo, undo } from './edit-draft.ts';
export type { EditedDraft } from './edit-draft.ts';
export { discardDraft, startDraft } from './start-draft.ts';
export type { DraftSource, StartedDraft } from './start-draft.ts';
export { listStudio } from './list-studio.ts';
export type { StudioSurvey } from './list-studio.ts';
export { draftUnderReview } from './draft-review.ts';
export type { DraftProblem, DraftUnderReview } from './draft-review.ts';
export { handOver, publishVersion, reviewDraft, takeDraftBack } from './review-draft.ts';
export { readVersion } from './read-version.ts';
export { completeLanguage, reviewTranslation } from './review-translation.ts';
export { translationOf } from './translation-of.ts';
export type { JudgedText } from './translation-of.ts';
export { checkedDraft } from './checked-draft.ts';
export { questionInBank } from './bank-question.ts';
export { searchQuestionBank } from './question-bank.ts';
export { takeQuestion, tryQuestion } from './take-question.ts';
