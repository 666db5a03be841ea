import { keyOf, valueAt } from '#core/authoring/index.ts';
import type { Json, PlaceForQuestion } from '#core/authoring/index.ts';
import { objectsAt } from '#ui/studio/outline.ts';

export interface Where extends PlaceForQuestion {
	/** As the form's menu says it. */
	readonly value: string;
}

/**
 * Reads where a question goes: `section/question` puts it after that question, `section/` first, `section` last. What is
 * not there any more, or was not said, is the end of the last section; undefined for a draft without sections.
 */
export function whereOf(document: Json, said: string): Where | undefined {
	const [section = '', after] = said.split('/');
	const sections = objectsAt(document, 'sections').flatMap((one) => keyOf(one) ?? []);
	const key = sections.find((one) => one === `#${section}`) ?? sections.at(-1);
	if (key === undefined) return undefined;
	const list = `sections/${key}/questions`;
	if (after === '' && key === `#${section}`) return { list, after: null, value: `${section}/` };
	const isThere = key === `#${section}` && after !== undefined && valueAt(document, `${list}/#${after}`) !== undefined;
	const last = objectsAt(document, list)
		.flatMap((one) => keyOf(one) ?? [])
		.at(-1);
	const at = isThere ? `#${after}` : last;
	return { list, after: at ?? null, value: `${key.slice(1)}/${at === undefined ? '' : at.slice(1)}` };
}
