import type { Meaning } from '#core/comparability/index.ts';
import type { Mode, SampleType } from '#core/fieldwork/index.ts';
import type { MissingReason } from '#core/instrument/index.ts';
import { countWords } from '#ui/trend/quantity.ts';

/** What may be found of a variable of theirs. */
export type VerdictChoice = 'identical' | 'equivalent' | 'break' | 'leave-out';

export const verdictChoices: readonly { readonly value: VerdictChoice; readonly label: string }[] = [
	{ value: 'identical', label: 'Identical' },
	{ value: 'equivalent', label: 'Equivalent' },
	{ value: 'break', label: 'Break' },
	{ value: 'leave-out', label: 'Leave out' },
];

export function verdictWords(verdict: VerdictChoice): string {
	return verdictChoices.find(({ value }) => value === verdict)?.label ?? verdict;
}

export const modeChoices: readonly { readonly value: Mode; readonly label: string }[] = [
	{ value: 'web', label: 'On the web' },
	{ value: 'paper', label: 'On paper' },
	{ value: 'interviewer', label: 'By an interviewer, face to face' },
	{ value: 'telephone', label: 'By telephone' },
];

export const sampleChoices: readonly { readonly value: SampleType; readonly label: string }[] = [
	{ value: 'probability', label: 'Probability sample' },
	{ value: 'panel', label: 'Panel' },
	{ value: 'partner-list', label: 'List of a partner' },
	{ value: 'open-link', label: 'Open link' },
];

/** Why an answer is missing, as a choice. */
export function reasonWords(reason: MissingReason): string {
	switch (reason) {
		case 'not-applicable':
			return 'not applicable';
		case 'not-asked':
			return 'not asked';
		case 'not-reached':
			return 'not reached';
		case 'routing-error':
			return 'routing error';
		case 'dont-know':
			return 'don’t know';
		case 'refused':
			return 'prefer not to say';
	}
}

/** What a value of theirs becomes, in a few words. */
export function meaningWords(meaning: Meaning): string {
	if (meaning === null) return 'not said yet';
	return typeof meaning === 'number' ? String(meaning) : reasonWords(meaning);
}

/** "120 interviews". */
export function interviewsWords(count: number): string {
	return count === 1 ? '1 interview' : `${countWords(count)} interviews`;
}

/** The size of a file: "12 KB", "3.4 MB". */
export function sizeWords(bytes: number): string {
	if (bytes < 1024) return `${bytes} bytes`;
	return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${Number((bytes / 1024 / 1024).toFixed(1))} MB`;
}

/** How a column was found. */
export function foundWords(by: 'name' | 'wording' | 'options' | null): string {
	switch (by) {
		case 'name':
			return 'Found by its name.';
		case 'wording':
			return 'Found by its words.';
		case 'options':
			return 'Found by its options alone.';
		case null:
			return 'Chosen by hand.';
	}
}
