import type { Language, Variable } from '../../instrument/index.ts';
import { plainText, say } from '../../instrument/index.ts';

/** A column of a survey as lists to choose from have it, in the words of one language. */
export interface SurveyColumn {
	readonly name: string;
	readonly label: string;
	/** Columns of one question belong together. A derived column is a question of its own. */
	readonly question: string;
	readonly type: Variable['type'];
	readonly values: readonly { readonly code: number; readonly label: string }[];
	readonly isDerived: boolean;
}

export function surveyColumn(
	variable: Variable,
	{ language, isDerived }: { readonly language: Language; readonly isDerived: boolean },
): SurveyColumn {
	const { name, question, type, values } = variable;
	const words = (text: Variable['label']) => plainText(say(text, language)).replaceAll('\n', ' ').trim();
	return {
		...{ name, type, isDerived },
		label: words(variable.label) || name,
		question: isDerived ? name : question,
		values: values.map(({ code, label }) => ({ code, label: words(label) })),
	};
}
