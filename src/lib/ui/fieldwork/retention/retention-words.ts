import { announcedDays, daysBetween, invitationDays } from '#core/fieldwork/index.ts';
import type { IdentityMode, RetentionStep } from '#core/fieldwork/index.ts';
import { day, number } from '#ui/words/index.ts';

/** A step of a wave's promises, as pages show it. */
export interface ShownStep {
	readonly step: RetentionStep;
	readonly dueOn: string | null;
	readonly begun: {
		readonly doneOn: string | null;
		readonly counts: {
			readonly deleted: Readonly<Record<string, number>>;
			readonly early?: { readonly by: string; readonly reason: string } | undefined;
		};
	} | null;
}

export const stepLabels: Readonly<Record<RetentionStep, string>> = {
	invitations: 'Invitations',
	answers: 'Answers',
	panel: 'The panel',
};

/** The button that carries a step out before it is due. */
export const earlyLabels: Readonly<Record<RetentionStep, string>> = {
	invitations: 'Delete the invitations now',
	answers: 'Delete the answers now',
	panel: 'End the panel now',
};

/** What a step deletes. */
export function deletesWords(step: RetentionStep, mode: IdentityMode): string {
	switch (step) {
		case 'invitations':
			if (mode === 'panel') return 'Links and messages. Names and addresses stay for as long as the panel runs.';
			return mode === 'confidential'
				? 'Names, addresses, links and messages, and what joins answers to people.'
				: 'Names, addresses, links and messages.';
		case 'answers':
			return 'Every answer, and what was made of answers one by one: codings, flags, masks, typed paper forms.';
		case 'panel':
			return 'Names and addresses of all its waves, and the key by which one person’s waves are joined: no later wave can be joined to these.';
	}
}

/** When the notice says that it is due. */
export function ruleWords(step: RetentionStep, months: number): string {
	switch (step) {
		case 'invitations':
			return `${invitationDays} days after the wave has closed`;
		case 'answers':
			return months === 0
				? 'when the results are out, which is when the wave is put away'
				: `${months} ${months === 1 ? 'month' : 'months'} after the wave has closed`;
		case 'panel':
			return 'when the answers of the last wave of the panel are due';
	}
}

/** What has become of a step. */
export function standingWords({ dueOn, begun }: ShownStep): string {
	if (begun !== null) {
		const rows = Object.entries(begun.counts.deleted).map(([what, count]) => `${count} ${what}`);
		const done = begun.doneOn === null ? 'Being deleted now' : `Deleted on ${day('en', begun.doneOn)}`;
		const { early } = begun.counts;
		const why = early === undefined ? '' : `. Carried out early by ${early.by}: ${early.reason}`;
		return `${done} (${rows.join(', ')})${why}`;
	}
	return dueOn === null ? 'No day yet' : `Due on ${day('en', dueOn)}`;
}

/** What was deleted of a wave or will be within a month, a sentence each, for whoever looks at any of its pages. */
export function noticeLines(steps: readonly ShownStep[], today: string): string[] {
	return steps.flatMap(({ step, dueOn, begun }) => {
		if (begun !== null) {
			return begun.doneOn === null
				? [`${subjects[step]} are being deleted now, as the notice promised.`]
				: [`${subjects[step]} were deleted on ${day('en', begun.doneOn)}, as the notice promised.`];
		}
		if (dueOn === null || daysBetween(today, dueOn) > announcedDays) return [];
		return [`${subjects[step]} will be deleted on ${day('en', dueOn)}, as the notice promised.`];
	});
}

const subjects: Readonly<Record<RetentionStep, string>> = {
	invitations: 'The invitations of this wave',
	answers: 'The answers of this wave',
	panel: 'Names and addresses of the panel and the key that joins its waves',
};

/** Why waves are on no page of analysis any more, a sentence each. */
export function deletedLines(
	deleted: readonly { readonly label: string; readonly on: string | null; readonly completed: number }[],
): string[] {
	return deleted.map(({ label, on, completed }) => {
		const when = on === null ? 'are being deleted now' : `were deleted on ${day('en', on)}`;
		const whose = completed === 1 ? 'The 1 completed interview' : `The ${number('en', completed)} completed interviews`;
		return `${whose} of ${label} ${when}, as the notice promised. No table, export or R pack has them; the trend keeps its declared shares as published figures.`;
	});
}
