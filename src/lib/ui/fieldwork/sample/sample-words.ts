import type { ColumnRole, LineUpProblem, RowProblem } from '#core/fieldwork/index.ts';

/** What became of a member, as the list says it. */
export const memberWords = {
	ready: 'Can be asked',
	answered: 'Has answered',
	declined: 'Takes no part',
	'opted-out': 'Never to be asked',
	bounced: 'Address does not work',
	ineligible: 'Not to be asked',
} as const;

export const roleWords: Readonly<Record<ColumnRole, string>> = {
	email: 'E-mail address',
	name: 'Name',
	language: 'Language',
	sector: 'Sector',
	organisation: 'Organisation',
	stratum: 'Group, under this name',
	ignored: 'Not kept',
};

export const standingWords = {
	new: 'New to this survey',
	'earlier-wave': 'Was in an earlier wave too',
	'in-this-wave': 'Is in this wave already: left out',
	'opted-out': 'Asked never to be invited: left out',
} as const;

/** What is wrong with a row, and what to do. */
export function problemWords(problem: RowProblem): string {
	switch (problem.kind) {
		case 'nobody':
			return 'has neither an address nor a name';
		case 'bad-address':
			return `“${problem.typed}” is no e-mail address`;
		case 'same-address':
			return `has the same address as line ${problem.as}`;
		case 'unknown-language':
			return `“${problem.typed}” is no language of this wave: use its two letters, such as en`;
	}
}

export const lineUpWords: Readonly<Record<LineUpProblem, string>> = {
	twice: 'Two columns hold the same thing. Choose one of them.',
	'nobody-to-name': 'No column holds an address or a name. Choose one.',
};

interface NoPreview {
	readonly kind: 'no-sheet' | 'unknown-wave' | 'takes-no-sample';
	readonly why?: 'empty' | 'not-text' | 'too-many-rows' | 'too-many-columns' | 'broken';
	readonly line?: number;
}

/** Why a file cannot be looked at. */
export function noPreviewWords({ kind, why, line }: NoPreview): string {
	if (kind === 'unknown-wave') return 'There is no such wave of this survey.';
	if (kind === 'takes-no-sample') return 'This wave invites nobody: it is answered by an open link, or is over.';
	if (why === undefined || why === 'broken') {
		return `Line ${line ?? 1} is no CSV: look for a quotation mark that is not closed.`;
	}
	return noSheetWords[why];
}

const noSheetWords = {
	empty: 'The file has no rows below its header.',
	'not-text': 'The file is no CSV. Save the sheet as CSV (UTF-8) and choose that.',
	'too-many-rows': 'The file has more than 50,000 rows. Split it.',
	'too-many-columns': 'The file has more than 60 columns. Take out those that nobody needs.',
} as const;

/** Why somebody was not added. */
export const addedWords = {
	'takes-no-sample': 'This wave invites nobody: it is answered by an open link, or is over.',
	'bad-address': 'That is no e-mail address. Write it as in name@example.org.',
	nobody: 'Give an e-mail address or a name.',
	'in-this-wave': 'Somebody with that address is in the sample already.',
	'opted-out': 'Somebody with that address asked never to be invited.',
	'unknown-language': 'That is no language of this wave: use its two letters, such as en.',
} as const;

/** What was done, when the page comes back. */
export const didWords: Readonly<Record<string, string>> = {
	'brought-in': 'The file’s people are in the sample.',
	'taken-back': 'The file’s people are out of the sample again.',
	added: 'Added.',
	ineligible: 'They will not be asked.',
	ready: 'They can be asked.',
	removed: 'Taken out of the sample.',
};
