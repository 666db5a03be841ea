/** Paper forms: those that came back, typing them twice, deciding where the two differ, and making them responses. */
export { comparisonOf } from './compare-form.ts';
export type { Decided } from './compare-form.ts';
export { enterForm, spoilForm } from './enter-form.ts';
export type { EnteredForm } from './enter-form.ts';
export { formToPrint } from './form-to-print.ts';
export { entryOf, saveEntry, startForm } from './key-form.ts';
export type { FormEntry, SavedEntry, StartProblem } from './key-form.ts';
export { paperPageOf } from './paper-page.ts';
