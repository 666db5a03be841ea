import { firstLanguage, objectsAt, shownValue, valueAt } from '#core/authoring/index.ts';
import type { Json } from '#core/authoring/index.ts';

export { firstLanguage, objectsAt };

/** A question of the outline; a draft may hold things that are none yet, which are left out. */
export interface OutlineQuestion {
	readonly id: string;
	readonly kind: string;
	readonly text: string;
}

export interface OutlineSection {
	readonly id: string;
	readonly title: string;
	readonly questions: readonly OutlineQuestion[];
}

/** The sections of a draft with their questions, in the language that is written first. */
export function outlineOf(document: Json): OutlineSection[] {
	const language = firstLanguage(document);
	const words = (value: Json | undefined) => shownValue(valueAt(value ?? null, language));
	return objectsAt(document, 'sections').map((section) => ({
		id: shownValue(section['id']),
		title: words(section['title']),
		questions: objectsAt(section, 'questions').map((question) => ({
			id: shownValue(question['id']),
			kind: shownValue(question['kind']),
			text: words(question['text']),
		})),
	}));
}
