import type { TakingNote } from '#core/authoring/index.ts';
import { languageName } from '../language-words.ts';

interface Found {
	readonly template: boolean;
	readonly surveys: readonly string[];
	readonly waves: number;
}

/** Where a question has been asked, in a phrase. */
export function askedWords({ template, surveys, waves }: Found): string {
	const [first] = surveys;
	if (first === undefined) return template ? 'No survey uses this scale yet' : 'No survey has it yet';
	const who = surveys.length === 1 ? first : `${surveys.length} surveys`;
	if (template) return `Scale used in ${who}`;
	if (waves === 0) return `In ${who}; no wave has asked it yet`;
	return `Asked in ${who}, ${waves} ${waves === 1 ? 'wave' : 'waves'}`;
}

/** Which part of what was found is shown. */
export function countWords({ total, page, shown }: { total: number; page: number; shown: number }): string {
	if (total === 0) return 'No question fits.';
	const first = (page - 1) * 20 + 1;
	const all = `${total} ${total === 1 ? 'question' : 'questions'}`;
	return shown === total ? all : `${all}, ${first} to ${first + shown - 1} shown`;
}

interface Wave {
	readonly label: string;
	readonly simulated: boolean;
}

/** The waves that asked a version of a question. */
export function waveWords(waves: readonly Wave[]): string {
	return waves.length === 0
		? 'No wave has asked it'
		: waves.map(({ label, simulated }) => (simulated ? `${label} (simulated)` : label)).join(', ');
}

export const likenessWords = {
	same: 'Same in every word',
	changed: 'With changes',
	scale: 'The same scale',
} as const;

/** What becomes of a question that is taken into a draft, where that is anything to mind. */
export function noteWords(note: TakingNote): string {
	switch (note.kind) {
		case 'other-id':
			return `It is called ${note.id} here, since ${note.had} is taken by another question of this survey.`;
		case 'routing-left':
			return `Everyone is asked it here. Its rule could not come along, since the draft does not ask ${listed(note.missing)} with the same answers before it. The rule was: ${note.was}`;
		case 'piping-left':
			return `Its words take in the answer to ${listed(note.missing)}, which the draft does not ask before it. Write them otherwise, or add that question too.`;
		case 'to-translate':
			return `It has no words in ${languages(note.languages)} yet; they are to be translated.`;
		case 'languages-left':
			return `Its words in ${languages(note.languages)} stay behind, since the draft is not in ${note.languages.length === 1 ? 'that language' : 'those languages'}.`;
	}
}

function languages(codes: readonly string[]): string {
	return listed(codes.map(languageName));
}

function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
