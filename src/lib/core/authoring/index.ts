/**
 * Writing an instrument: places in it, edits that can be taken back and that notice each other, and what an edit would
 * mean. A draft is JSON until it is an instrument.
 */
export { blankInstrument } from './blank.ts';
export { applyEdit, applyEdits, Edit } from './edit.ts';
export type { AllApplied, Edited } from './edit.ts';
export { editOfField, editsOfForm, fieldName, shownValue } from './form.ts';
export type { FieldKind } from './form.ts';
export { isList, isObject, Json, sameJson } from './json.ts';
export type { JsonObject } from './json.ts';
export { freshId, newOption, newQuestion } from './new-question.ts';
export { keyOf, sectionListOf, valueAt } from './place.ts';
export type { Place } from './place.ts';
