/** Paper: one layout an arm, the codes that are typed for each kind of question, and what a keyed form answers. */
export { declineCodes } from './decline-codes.ts';
export { differences, sameTyped } from './differences.ts';
export type { TypedDifference } from './differences.ts';
export type {
	ComparedForm,
	Disputed,
	ListedPaperForm,
	NextWithForm,
	NoPaper,
	NotToCompare,
	NotYours,
	PaperFormState,
	SettleProblem,
} from './form-life.ts';
export { armsOf, paperLayouts } from './layouts.ts';
export type { PaperLayout } from './layouts.ts';
export { readForm } from './read-form.ts';
export type { FormReading } from './read-form.ts';
export { readTyped, typedFields } from './read-typed.ts';
export type { ReadTyped, Typed } from './read-typed.ts';
export { routeOfArms } from './route-of-arms.ts';
