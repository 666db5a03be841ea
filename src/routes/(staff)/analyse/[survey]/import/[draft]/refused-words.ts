import type { TakenBack } from '#server/workflows/imports/take-back-import.ts';
import type { ImportJob } from '#server/workflows/imports/jobs.ts';

/** Why a file was not brought in after all, in lines; none as long as it is under way. */
export function refusedLines({ kind, refusal }: ImportJob): string[] {
	if (kind === 'failed') return ['Something went wrong on our side. Nothing was brought in; please try again.'];
	if (refusal === null) return [];
	switch (refusal.kind) {
		case 'already-imported':
			return [`This file was brought in on ${refusal.on}, lined up just so. Nothing has changed.`];
		case 'rejected': {
			const lines = refusal.problems.map(({ line, column, words }) => {
				const place = [line === 0 ? '' : `row ${line}`, column].filter((part) => part !== '').join(', column ');
				return place === '' ? words : `${place}: ${words}`;
			});
			return refusal.more === 0 ? lines : [...lines, `and ${refusal.more} more`];
		}
		case 'wave-exists':
			return [`The survey has a wave called ${refusal.label} already. Give it another name.`];
		case 'unknown-version':
		case 'survey-exists':
			return ['The questionnaire that it was lined up with is not there any more.'];
	}
}

/** Why waves stay that somebody wanted to take back, and what to do. */
export function keptWords({ kind }: Exclude<TakenBack, { kind: 'taken-back' | 'unknown-import' }>): string {
	switch (kind) {
		case 'reason-missing':
			return 'Enter why it is taken back';
		case 'in-use':
			return 'It stays: something was made of its waves';
		case 'only-waves':
			return 'It stays: the file made this survey, which has no other waves';
	}
}
