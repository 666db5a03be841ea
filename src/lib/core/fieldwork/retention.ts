import { daysAfter, monthsAfter } from './day.ts';
import type { Wave } from './wave.ts';

/**
 * What is deleted of a wave, as its notice promised. *invitations*: names, addresses, tokens and messages, and in a
 * *confidential* wave what joins answers to people; in a *panel* tokens and messages only. *answers*: responses and all that
 * was made of them one by one. *panel*: names and addresses of a panel, and the key that joins a person's waves.
 */
export type RetentionStep = 'invitations' | 'answers' | 'panel';

/** How many days after a wave has closed its invitations are deleted; every notice by invitation says so. */
export const invitationDays = 30;

/** How many days before a step is due it is announced. */
export const announcedDays = 30;

/** A wave with what its notice says: after how many months its answers are deleted; 0: when it is archived. */
export interface Promised {
	readonly wave: Wave;
	readonly retentionMonths: number;
}

/** A step with the first day on which nothing of it may be left; null as long as that depends on what has not happened. */
export interface DueStep {
	readonly step: RetentionStep;
	readonly dueOn: string | null;
}

/**
 * What is to be deleted of a wave, and when; nothing of waves that others fielded or that were simulated, for which we gave
 * no notice. `series` are all waves of the survey: a panel ends when the answers of the last of its waves are due.
 */
export function retentionOf(promised: Promised, series: readonly Promised[], today: string): readonly DueStep[] {
	const { wave } = promised;
	if (wave.origin !== 'fielded') return [];
	const closedOn = closingOf(wave);
	const invitations = { step: 'invitations', dueOn: closedOn && daysAfter(closedOn, invitationDays) } as const;
	const answers = { step: 'answers', dueOn: answersDue(promised, today) } as const;
	switch (wave.identityMode) {
		case 'anonymous':
			return [answers];
		case 'anonymous-with-token':
		case 'confidential':
			return [invitations, answers];
		case 'panel':
			return [invitations, answers, { step: 'panel', dueOn: panelDue(series, today) }];
	}
}

/** Whether no wave of a panel is still to come or to close, so that somebody may end it. */
export function panelMayEnd(series: readonly Promised[]): boolean {
	return panelWaves(series).every(({ wave }) => closingOf(wave) !== null);
}

function answersDue({ wave, retentionMonths }: Promised, today: string): string | null {
	const closedOn = closingOf(wave);
	if (closedOn === null) return null;
	if (retentionMonths === 0) return wave.state === 'archived' ? today : null;
	return monthsAfter(closedOn, retentionMonths);
}

function panelDue(series: readonly Promised[], today: string): string | null {
	let last: string | null = null;
	for (const promised of panelWaves(series)) {
		const due = answersDue(promised, today);
		if (due === null) return null;
		if (last === null || due > last) last = due;
	}
	return last;
}

function panelWaves(series: readonly Promised[]): readonly Promised[] {
	return series.filter(({ wave }) => wave.identityMode === 'panel' && wave.origin === 'fielded');
}

function closingOf({ state, closesOn }: Wave): string | null {
	return state === 'closed' || state === 'archived' ? closesOn : null;
}
