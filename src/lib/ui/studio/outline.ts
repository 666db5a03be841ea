import { firstLanguage, objectsAt, shownValue, valueAt } from '#core/authoring/index.ts';
import type { Json, JsonObject } from '#core/authoring/index.ts';

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
	return objectsAt(document, 'sections').map((section) => ({
		id: shownValue(section['id']),
		title: wordsOf(section['title'], language),
		questions: objectsAt(section, 'questions').map((question) => read(question, language)),
	}));
}

/** Documents share what an edit has not touched: a question is the same here, and its row is not drawn again. */
const known = new WeakMap<JsonObject, { readonly language: string; readonly read: OutlineQuestion }>();

function read(question: JsonObject, language: string): OutlineQuestion {
	const before = known.get(question);
	if (before?.language === language) return before.read;
	const found = {
		id: shownValue(question['id']),
		kind: shownValue(question['kind']),
		text: wordsOf(question['text'], language),
	};
	known.set(question, { language, read: found });
	return found;
}

function wordsOf(text: Json | undefined, language: string): string {
	return shownValue(valueAt(text ?? null, language));
}
