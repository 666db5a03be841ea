/** Paper forms: those that came back, typing them twice, deciding where the two differ, and making them responses. */
export { comparisonOf } from './compare-form.ts';
export type { Comparison, Decided, NotToCompare, SettleProblem } from './compare-form.ts';
export { enterForm, spoilForm } from './enter-form.ts';
export type { EnteredForm } from './enter-form.ts';
export type { NoPaper } from './find-paper.ts';
export { formToPrint } from './form-to-print.ts';
export { entryOf, saveEntry, startForm } from './key-form.ts';
export type { FormEntry, NotYours, SavedEntry, StartProblem } from './key-form.ts';
export { paperPageOf } from './paper-page.ts';
export type { NextWithForm, PaperPage } from './paper-page.ts';
