import { z } from 'zod';
import { Bridge } from './bridge.ts';
import { Condition } from './condition.ts';
import { QuestionId } from './ids.ts';
import { DifferenceKind, Instrument } from './instrument.ts';
import { Question } from './kinds/kinds.ts';
import { Measure } from './measure.ts';
import { Item, Option, Order, Sensitivity } from './question.ts';
import { Text } from './text.ts';
import { Margin } from './weighting.ts';

/** What an editor shows beside the parts of an instrument file while it is typed. */
const notes = new Map<unknown, { title: string; description: string }>([
	[
		Instrument,
		{ title: 'Instrument', description: 'One version of a survey’s questionnaire. A published version never changes.' },
	],
	[Question, { title: 'Question', description: 'A page of the interview; `kind` says which kind of question it is.' }],
	[QuestionId, { title: 'Question id', description: 'Names the question for ever: lower-case letters, digits and _.' }],
	[
		Text,
		{
			title: 'Text by language',
			description:
				'The same words in each language. Blank lines part paragraphs, lines beginning with “- ” are a list; **strong**, [words](https://…) and {question_id} work; HTML does not.',
		},
	],
	[
		Condition,
		{
			title: 'Condition',
			description:
				'A rule over earlier answers: all, any, not, answered, or a question with is, in or atLeast; or an experiment’s arm.',
		},
	],
	[
		Option,
		{
			title: 'Option',
			description:
				'A code that keeps its meaning for ever, with its words. exclusive: stands alone. specify: own words. anchored: keeps its place in random order.',
		},
	],
	[Item, { title: 'Item', description: 'A row of a grid or a statement of an item count.' }],
	[Order, { title: 'Order', description: 'fixed, or random for each interview from a seed that is stored with it.' }],
	[Sensitivity, { title: 'Sensitivity', description: 'How much an answer could hurt the person who gave it.' }],
	[Measure, { title: 'Measure', description: 'A named estimate that is followed over waves.' }],
	[Margin, { title: 'Margin', description: 'A population distribution to weight to; the shares sum to 1.' }],
	[
		Bridge,
		{
			title: 'Bridge',
			description:
				'Two questions that are the later and the earlier form of one. The experiment has the arms earlier and later; `before` is asked of the first half as version `since` asked it, `question` of the second.',
		},
	],
	[DifferenceKind, { title: 'Kind of difference', description: 'What a declaration of equivalence may cover.' }],
]);

/** The JSON Schema of instrument files, generated from `Instrument`, for editors to complete and check from. */
export function instrumentJsonSchema(): Record<string, unknown> {
	return z.toJSONSchema(Instrument, {
		io: 'input',
		reused: 'ref',
		override: ({ zodSchema, jsonSchema }) => {
			const note = notes.get(zodSchema);
			if (note !== undefined) Object.assign(jsonSchema, note);
		},
	});
}

/** The text of `surveys/instrument.schema.json`. */
export function instrumentSchemaFile(): string {
	return `${JSON.stringify(instrumentJsonSchema(), null, '\t')}\n`;
}
