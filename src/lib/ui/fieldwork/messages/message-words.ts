import type { MessageKind, TemplateProblem } from '#core/messages/index.ts';

/** States of a message in the order of its life, and what each means. */
export const messageStates = ['waiting', 'sending', 'sent', 'uncertain', 'failed', 'bounced', 'cancelled'] as const;
export type ShownState = (typeof messageStates)[number];

export const stateLabels: Readonly<Record<ShownState, string>> = {
	waiting: 'Waiting',
	sending: 'Being sent',
	sent: 'Sent',
	uncertain: 'Uncertain',
	failed: 'Failed',
	bounced: 'Came back',
	cancelled: 'Not needed',
};

export const kindLabels: Readonly<Record<MessageKind, string>> = {
	invitation: 'Invitation',
	reminder: 'Reminder',
	letter: 'Letter on paper',
};

/** A round of messages: 0 is the invitation. */
export function roundWords(round: number): string {
	return round === 0 ? 'Invitation' : `Reminder ${round}`;
}

export function peopleWords(count: number): string {
	return count === 1 ? '1 person' : `${count.toLocaleString('en-GB')} people`;
}

/** Days after the invitation as words: after 7 and 14 days. */
export function reminderWords(days: readonly number[]): string {
	const list = new Intl.ListFormat('en-GB').format(days.map(String));
	return `after ${list} ${days.length === 1 && days[0] === 1 ? 'day' : 'days'}`;
}

/** An instant in this machine's time, to the minute. */
export function timeWords(at: Date): string {
	return at.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

const partWords = { subject: 'the subject', body: 'the message' } as const;

/** What is wrong with a template and what to do. */
export function problemWords(problem: TemplateProblem): string {
	switch (problem.kind) {
		case 'empty':
			return `Write ${partWords[problem.part]}.`;
		case 'too-long':
			return `Shorten ${partWords[problem.part]} to ${problem.most} characters.`;
		case 'line-break-in-subject':
			return 'Write the subject in one line.';
		case 'unknown-placeholder':
			return `Line ${problem.line} of ${partWords[problem.part]}: there is no placeholder ((${problem.found})).`;
		case 'unclosed':
			return `Line ${problem.line} of ${partWords[problem.part]}: a placeholder begins with (( and ends with )).`;
		case 'missing':
			return problem.placeholder === 'link'
				? 'Put ((link)) into the message: without it nobody can answer.'
				: `Put ((${problem.placeholder})) into the message, so that people can say that they want no more.`;
		case 'not-in-subject':
			return `Take ((${problem.placeholder})) out of the subject: it belongs in the message.`;
		case 'promises-anonymity':
			return `Line ${problem.line} of ${partWords[problem.part]} says “${problem.found}”, but answers in this wave are joined to a person. Say it with ((privacy)).`;
		case 'no-closing-day':
			return 'It names the closing day, and this wave has none. Plan one, or take ((closing day)) out.';
	}
}

/** The field that a problem is about. */
export function fieldOf(problem: TemplateProblem): 'subject' | 'body' {
	if ('part' in problem) return problem.part;
	return problem.kind === 'line-break-in-subject' || problem.kind === 'not-in-subject' ? 'subject' : 'body';
}
