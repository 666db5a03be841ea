import type { IdentityMode, Mode, Readiness, SampleType, Wave, WaveStep } from '#core/fieldwork/index.ts';
import { day } from '#ui/words/index.ts';

/** What a wave is doing. */
export function stateWords({ state, paused }: Pick<Wave, 'state' | 'paused'>): string {
	if (state === 'open' && paused) return 'Paused';
	return { planned: 'Planned', pilot: 'In pilot', open: 'Open', closed: 'Closed', archived: 'Archived' }[state];
}

/** From which day to which, as far as anybody has said. */
export function daysWords({ opensOn, closesOn }: Pick<Wave, 'opensOn' | 'closesOn'>): string {
	const [from, to] = [opensOn, closesOn].map((one) => (one === null ? null : day('en', one)));
	if (from && to) return `${from} to ${to}`;
	if (from) return `from ${from}, with no last day`;
	return to ? `until ${to}` : 'no days yet';
}

/** The button of each step, and what it does in a sentence. */
export const stepWords: Readonly<Record<WaveStep, { readonly button: string; readonly does: string }>> = {
	pilot: { button: 'Try it out', does: 'Marks the wave as being tried out. It takes no answers yet.' },
	open: {
		button: 'Open the wave',
		does: 'From now on people can answer. What was planned stays as it is: only the last day can still be put off.',
	},
	pause: {
		button: 'Pause',
		does: 'Whoever comes to answer reads that the survey is taking a break. What they have sent is kept.',
	},
	'go-on': { button: 'Go on', does: 'People can answer again.' },
	extend: {
		button: 'Put off the last day',
		does: 'The reason stays with the wave, for whoever compares it with others.',
	},
	close: {
		button: 'Close for good',
		does: 'Takes no more answers, and cannot be opened again. Interviews that were not completed count as broken off.',
	},
	archive: { button: 'Put away', does: 'Its answers stay where they are and in every trend.' },
};

/** Steps that ask for a reason: *always*, or only where something is lacking. */
export const reasonFor: Readonly<Record<WaveStep, 'always' | 'if-lacking' | 'never'>> = {
	...{ pilot: 'never', open: 'if-lacking', pause: 'always', 'go-on': 'never', extend: 'always' },
	...{ close: 'never', archive: 'never' },
};

export const identityWords: Readonly<Record<IdentityMode, { readonly label: string; readonly means: string }>> = {
	anonymous: {
		label: 'Anonymous, open link',
		means: 'Anybody with the link can answer. Nothing joins an answer to anybody.',
	},
	'anonymous-with-token': {
		label: 'Anonymous, by invitation',
		means: 'An invitation admits once. Who has answered is known, to remind the others; what they answered is not.',
	},
	confidential: {
		label: 'Confidential',
		means: 'Answers are joined to the invitation, and the notice says so.',
	},
	panel: {
		label: 'Panel',
		means: 'The same person’s waves are joined by a pseudonym that leads nobody back to the invitation.',
	},
};

export const sampleWords: Readonly<Record<SampleType, string>> = {
	probability: 'A random sample',
	panel: 'A panel',
	'partner-list': 'A partner’s list',
	'open-link': 'An open link',
};

export const modeLabels: Readonly<Record<Mode, string>> = {
	web: 'On the web',
	paper: 'On paper',
	interviewer: 'With an interviewer',
	telephone: 'By telephone',
};

/** The heading of a check, and the page that mends it below the wave's address. */
export const checkWords: Readonly<Record<Readiness['check'], { readonly label: string; readonly at: string }>> = {
	instrument: { label: 'Questionnaire', at: '/plan#instrumentVersion' },
	languages: { label: 'Languages', at: '/plan#languages' },
	notice: { label: 'Notice', at: '/plan#identityMode' },
	days: { label: 'Days', at: '/plan#opensOn' },
	sample: { label: 'Sample', at: '/plan#sampleType' },
	quotas: { label: 'Quotas', at: '/plan#quotas' },
	'test-interviews': { label: 'Test interviews', at: '#tests' },
	contacts: { label: 'Support contacts', at: '#contacts' },
	'quality-rules': { label: 'Quality rules', at: '/quality' },
	margins: { label: 'Margins', at: '/plan' },
	population: { label: 'Population', at: '/plan#populationWords' },
	'detectable-change': { label: 'What it can show', at: '/plan#plannedInterviews' },
};

/** In words and with a mark, never by colour alone. */
export const readinessWords: Readonly<Record<Readiness['state'], string>> = {
	ready: '✓ Ready',
	lacking: '✗ Lacking',
	'to-think-about': '? To think about',
};
