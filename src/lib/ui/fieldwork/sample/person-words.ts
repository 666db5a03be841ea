import { invitationDays } from '#core/fieldwork/index.ts';
import type { IdentityMode } from '#core/fieldwork/index.ts';
import { day } from '#ui/words/index.ts';

/** Why nobody can get from a person to their answers in waves of other modes. */
export const notJoinedWords: Readonly<Record<Exclude<IdentityMode, 'confidential'>, string>> = {
	anonymous:
		'Anybody with the link answered, and nothing says who. Nobody can find one person’s answers here, to show them or to delete them, and the notice says so.',
	'anonymous-with-token':
		'An invitation is marked as used, and nothing joins it to an answer. Nobody can find one person’s answers here, to show them or to delete them, and the notice says so.',
	panel:
		'A code joins the waves of one person, and nobody gets from a name to the code. Nobody can find one person’s answers here, to show them or to delete them.',
};

/** Why nobody can any more in a confidential one. */
export function cutWords(on: string | null): string {
	const when = on === null ? 'is being deleted now' : `was deleted on ${day('en', on)}`;
	return `What joined answers to people ${when}, as the notice promised: ${invitationDays} days after a wave has closed, or earlier. Since then nothing leads from a person to their answers, so nobody can show them or delete them.`;
}

const gone = 'No answers of this person are here: they have sent none, or they were deleted.';

export const noAnswersProblem = { control: 'person', message: gone } as const;

/** What was wrong with what was sent, and at which field. */
export const notDeletedProblems = {
	'reason-missing': { control: 'reason', message: 'Give the reason: it stays on record.' },
	'not-confirmed': { control: 'sure', message: 'Tick the box: what is deleted cannot be brought back.' },
	'no-answers': noAnswersProblem,
	'not-there': { control: 'person', message: 'Nothing leads from this person to answers any more.' },
} as const;

export const noAnswersWords = gone;
