import type { ComparedForm } from '#core/paper/index.ts';
import { entryQuestions } from './entry-questions.ts';

/** A field that two people typed otherwise, as the page of the comparison shows it. */
export interface DisputedField {
	readonly field: string;
	readonly number: number;
	readonly text: string;
	readonly codes: string;
	readonly first: string;
	readonly second: string;
}

/** What of a comparison its page shows: only what has to be decided. */
export function disputedFields({ instrument, language, number, revision, layouts, agreed, disputed }: ComparedForm) {
	const questions = entryQuestions(instrument, language, {});
	return {
		...{ number, revision, layouts, agreed },
		disputed: disputed.map(({ question, field, first, second }): DisputedField => {
			const asked = questions.find(({ id }) => id === question.id);
			const row = asked?.fields.find((one) => one.field === field)?.label ?? '';
			const text = asked?.text ?? '';
			return {
				...{ field, first, second, number: asked?.number ?? 0, codes: asked?.codes ?? '' },
				text: row === '' ? text : `${text} – ${row}`,
			};
		}),
	};
}
