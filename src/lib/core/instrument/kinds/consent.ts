import { z } from 'zod';
import { questionCommon } from '../question.ts';
import { Text } from '../text.ts';
import { acceptsOneOf, checkOneOf, oneOfCells, oneOfVariables } from './choosing.ts';
import type { Kind } from './kind.ts';

/** The codes of a consent question: agreeing, and declining, which ends the interview kindly. */
export const consentCodes = { agrees: 1, declines: 2 } as const;

/** Asks for agreement to take part. `agreeLabel` and `declineLabel` are the two options' words. */
export const ConsentQuestion = z.strictObject({
	...questionCommon,
	kind: z.literal('consent'),
	agreeLabel: Text,
	declineLabel: Text,
});
export type ConsentQuestion = z.infer<typeof ConsentQuestion>;

export const consent: Kind<ConsentQuestion> = {
	schema: ConsentQuestion,
	check: (question, posted) => checkOneOf(question, consentOptions(question), posted),
	accepts: (question, answer) => acceptsOneOf(question, consentOptions(question), answer),
	variables: (question) => oneOfVariables(question, consentOptions(question)),
	cells: (_question, answer) => oneOfCells([], answer),
};

export function consentOptions(question: ConsentQuestion): { code: number; label: Text; specify: false }[] {
	return [
		{ code: consentCodes.agrees, label: question.agreeLabel, specify: false },
		{ code: consentCodes.declines, label: question.declineLabel, specify: false },
	];
}
