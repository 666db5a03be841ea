import type { QuestionChange } from '#core/comparability/index.ts';

/** What a change of a question does to its trends. */
export const changeWords: Readonly<Record<QuestionChange['kind'], string>> = {
	new: 'New: its trend begins here',
	kept: 'The earlier wording, kept for one half of a bridge',
	dropped: 'Dropped: its trend ends',
	'bridge-ended': 'The earlier wording of a bridge that has ended: its step is measured',
	break: 'Break: no trend crosses it',
	equivalent: 'Declared equivalent: the trend goes on',
	bridged: 'Bridged: the trend goes on, less the step between the two wordings',
	'same-trend': 'The trend goes on',
};

/** The parts of a questionnaire or a question that differ, by their names in the file, in a sentence each. */
export function partsWords(parts: readonly string[]): string[] {
	return parts.map((part) => `${names.get(part) ?? `“${part}”`} differs.`);
}

const names = new Map([
	['title', 'The title'],
	['summary', 'The summary'],
	['population', 'Whom it is about'],
	['languages', 'The list of languages'],
	['introduction', 'The introduction'],
	['closing', 'The last page’s text'],
	['privacy', 'The privacy notice'],
	['experiments', 'The list of random groups'],
	['bridges', 'The list of bridges'],
	['measures', 'The list of measures'],
	['breaks', 'The list of groups'],
	['weighting', 'The weighting'],
	['support', 'The list of support contacts'],
	['guidance', 'The guidance at the end'],
	['equivalences', 'The list of declared equivalences'],
	['text', 'The text, in form or in another language,'],
	['body', 'The words of the page'],
	['hint', 'The hint'],
	['construct', 'What it measures, for colleagues,'],
	['item', 'The question of the bank that it was taken from'],
	['base', 'Who is asked, in words,'],
	['sensitivity', 'The sensitivity'],
	['required', 'Whether an answer is needed'],
]);
