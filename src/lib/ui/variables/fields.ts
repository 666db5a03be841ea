import type { SurveyColumn } from '#core/dataset/index.ts';

/** What every part of the form of a definition is given. */
export interface FieldsProps {
	readonly sources: readonly SurveyColumn[];
	/** What stands in the fields, by name; a box that is ticked has `on`. */
	readonly typed: Readonly<Record<string, string>>;
	/** What is wrong with a field, if anything is. */
	readonly problemOf: (field: string) => string | undefined;
}

/** The two ways of having declined an answer, which a definition may take for one. */
export const declines = [
	{ code: -8, label: 'Don’t know' },
	{ code: -9, label: 'Prefer not to say' },
] as const;
