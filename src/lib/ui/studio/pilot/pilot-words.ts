import { languageName } from '../language-words.ts';

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** An ISO date in words. */
export function dayWords(day: string): string {
	return long.format(new Date(`${day}T00:00:00Z`));
}

/** What a pilot asks. */
export function askedWords({ version, revision }: { version: number; revision: number | null }): string {
	if (revision === null) return `version ${version} as published`;
	return revision === 0 ? `version ${version} before any change` : `version ${version} as it was at change ${revision}`;
}

/** Until when a pilot takes answers, or since when it has taken none. */
export function stateWords(pilot: {
	readonly isOpen: boolean;
	readonly closesOn: string;
	readonly closedOn: string | null;
	readonly closedByName: string | null;
}): string {
	if (pilot.isOpen) return `open until the end of ${dayWords(pilot.closesOn)}`;
	if (pilot.closedOn === null) return `closed since the end of ${dayWords(pilot.closesOn)}`;
	return `closed on ${dayWords(pilot.closedOn)} by ${pilot.closedByName ?? ''}`;
}

export function languagesWords(codes: readonly string[]): string {
	return codes.map(languageName).join(', ');
}

/** How many, with the word in its number. */
export function countWords(count: number, one: string, several: string): string {
	return `${count} ${count === 1 ? one : several}`;
}
