import type { Instrument } from '../instrument/index.ts';
import { lint } from '../instrument/index.ts';
import { daysBetween } from './day.ts';
import type { PlannedWave } from './life.ts';

/** What a wave needs before it opens, beside what the wave and its plan say. */
export interface ReadinessFacts extends PlannedWave {
	/** The published version that it asks. */
	readonly instrument: Instrument;
	/** The day in the wave's time zone. */
	readonly today: string;
	/** Members of the sample who can be invited. */
	readonly sampled: number;
	/**
	 * The smallest change of a share that the planned number of interviews shows four times in five; null where nothing is
	 * planned to compare.
	 */
	readonly detectableChange: number | null;
	/** The version of the series' quality rules that is in force; null without any. */
	readonly rulesInForce: number | null;
	/** Margins by which its answers will be weighted that are estimates still to be replaced, by their labels. */
	readonly illustrativeMargins: readonly string[];
	/** The ISO date on which the survey's panel before this one was ended; null where none was. */
	readonly panelEndedOn: string | null;
}

/** What is looked at. */
export type ReadinessCheck =
	| 'instrument'
	| 'languages'
	| 'notice'
	| 'days'
	| 'sample'
	| 'quotas'
	| 'test-interviews'
	| 'contacts'
	| 'quality-rules'
	| 'margins'
	| 'population'
	| 'detectable-change';

/** *lacking* stands in the way unless somebody gives a reason; *to-think-about* does not. */
export interface Readiness {
	readonly check: ReadinessCheck;
	readonly state: 'ready' | 'lacking' | 'to-think-about';
	readonly words: string;
}

/** For how many days a look at the support contacts holds. */
export const contactsHold = 90;

/** Everything that ought to be in order before a wave opens, each with what was found. */
export function readinessOf(facts: ReadinessFacts): readonly Readiness[] {
	return [
		instrumentCheck(facts),
		languagesCheck(facts),
		noticeCheck(facts),
		daysCheck(facts),
		sampleCheck(facts),
		quotasCheck(facts),
		testsCheck(facts),
		contactsCheck(facts),
		rulesCheck(facts),
		marginsCheck(facts),
		populationCheck(facts),
		detectableCheck(facts),
	];
}

/** What stands in the way of opening, in words. */
export function lackingOf(readiness: readonly Readiness[]): readonly string[] {
	return readiness.filter(({ state }) => state === 'lacking').map(({ words }) => words);
}

function instrumentCheck({ instrument }: ReadinessFacts): Readiness {
	const errors = lint(instrument).filter(({ severity }) => severity === 'error').length;
	return errors === 0
		? ready('instrument', `Version ${instrument.version} is published, and its checks find no error.`)
		: lacking('instrument', `Version ${instrument.version} has ${counted(errors, 'error')} in its checks.`);
}

function languagesCheck({ wave, instrument }: ReadinessFacts): Readiness {
	const complete = new Set(instrument.languages.filter(({ status }) => status === 'complete').map(({ code }) => code));
	const drafts = wave.languages.filter((code) => !complete.has(code));
	return drafts.length === 0
		? ready('languages', `Every language of the wave is complete and reviewed: ${wave.languages.join(', ')}.`)
		: lacking('languages', `The translation is not complete and reviewed in ${drafts.join(', ')}.`);
}

function noticeCheck({ wave, panelEndedOn }: ReadinessFacts): Readiness {
	const open = wave.identityMode === 'anonymous';
	if (open !== (wave.sampleType === 'open-link')) {
		return open
			? lacking(
					'notice',
					'The notice promises an open link that nobody is known by, but the sample is not an open link.',
				)
			: lacking('notice', 'The notice speaks of an invitation, but the sample is an open link: nobody is invited.');
	}
	if (wave.identityMode === 'panel' && wave.sampleType !== 'panel') {
		return lacking('notice', 'The notice tells people that their waves are joined, but the sample is not a panel.');
	}
	if (wave.identityMode === 'panel' && panelEndedOn !== null) {
		const words = `The panel before was ended on ${panelEndedOn} and its key destroyed. This is a new panel: it joins people over its own waves, and nobody to a wave from before, though the notice speaks of earlier rounds.`;
		return toThink('notice', words);
	}
	return ready('notice', 'The notice that respondents read follows from how they are identified.');
}

function daysCheck({ wave, plan, today }: ReadinessFacts): Readiness {
	const { opensOn, closesOn } = wave;
	if (opensOn !== null && closesOn !== null && closesOn < opensOn) {
		return lacking('days', `It would close on ${closesOn}, before it opens on ${opensOn}.`);
	}
	if (closesOn !== null && closesOn < today) return lacking('days', `Its last day, ${closesOn}, is over.`);
	if (plan.opensByItself && opensOn === null) return lacking('days', 'It is to open by itself, but has no first day.');
	if (closesOn === null) return toThink('days', 'It has no last day: it takes answers until somebody closes it.');
	return ready('days', `${opensOn ?? 'The day of opening'} to ${closesOn}, by the clocks of ${wave.timeZone}.`);
}

function sampleCheck({ wave, sampled, plan }: ReadinessFacts): Readiness {
	if (wave.identityMode === 'anonymous') return ready('sample', 'An open link needs no sample.');
	if (sampled === 0) return lacking('sample', 'Nobody can be invited yet: the sample is empty.');
	if (plan.plannedInterviews !== null && plan.plannedInterviews > sampled) {
		const words = `${counted(sampled, 'person', 'people')} cannot give ${plan.plannedInterviews} interviews.`;
		return lacking('sample', words);
	}
	return ready('sample', `${counted(sampled, 'person', 'people')} can be invited.`);
}

function quotasCheck({ wave, plan }: ReadinessFacts): Readiness {
	const byAnswers = plan.quotas.filter(({ of }) => of.kind === 'answers');
	const holdsTokens = wave.identityMode === 'anonymous-with-token' || wave.identityMode === 'panel';
	if (holdsTokens && byAnswers.length > 0) {
		const labels = byAnswers.map(({ label }) => `“${label}”`).join(', ');
		return lacking('quotas', `Where people hold tokens a quota is by the sample's strata, not by answers: ${labels}.`);
	}
	return ready(
		'quotas',
		plan.quotas.length === 0 ? 'There are no quotas.' : `${counted(plan.quotas.length, 'quota')}.`,
	);
}

function testsCheck({ plan }: ReadinessFacts): Readiness {
	const done = plan.testInterviews.length;
	return done === 0
		? lacking('test-interviews', 'No test interview has been put down.')
		: ready('test-interviews', `${counted(done, 'test interview')} put down.`);
}

function contactsCheck({ instrument, plan, today }: ReadinessFacts): Readiness {
	if (instrument.support.length === 0) return ready('contacts', 'The questionnaire names no support contacts.');
	const looks = [plan.contactsChecked?.on, oldestLook(instrument)].filter((day) => day !== undefined && day !== null);
	const last = looks.toSorted().at(-1);
	if (last === undefined) return lacking('contacts', 'Nobody has checked the support contacts.');
	const age = daysBetween(last, today);
	return age > contactsHold
		? lacking('contacts', `The support contacts were last checked ${age} days ago, on ${last}.`)
		: ready('contacts', `The support contacts were checked on ${last}.`);
}

/** The day since which every contact is known to be right; null where one never was looked at. */
function oldestLook({ support }: Instrument): string | null {
	const days = support.map(({ checkedOn }) => checkedOn);
	return days.some((day) => day === null) ? null : (days.toSorted()[0] ?? null);
}

function rulesCheck({ rulesInForce }: ReadinessFacts): Readiness {
	return rulesInForce === null
		? toThink('quality-rules', 'The survey has no quality rules: every completed interview will count.')
		: ready('quality-rules', `It opens under version ${rulesInForce} of the survey’s quality rules.`);
}

function marginsCheck({ illustrativeMargins }: ReadinessFacts): Readiness {
	return illustrativeMargins.length === 0
		? ready('margins', 'No margin is an estimate that has to be replaced.')
		: toThink('margins', `Margins to be replaced before results are used: ${illustrativeMargins.join(', ')}.`);
}

function populationCheck({ plan }: ReadinessFacts): Readiness {
	return plan.population.words.trim() === ''
		? toThink('population', 'Nobody has said whom this wave speaks for; the questionnaire’s population stands.')
		: ready('population', `It speaks for ${plan.population.words}.`);
}

function detectableCheck({ plan, detectableChange }: ReadinessFacts): Readiness {
	const { hopedChange } = plan;
	if (detectableChange === null || hopedChange === null) {
		return toThink('detectable-change', 'Say how many interviews are planned and what change one hopes to see.');
	}
	const points = (share: number) => `${(share * 100).toFixed(1)} points`;
	return detectableChange <= hopedChange
		? ready(
				'detectable-change',
				`A change of ${points(detectableChange)} can be shown; ${points(hopedChange)} is hoped for.`,
			)
		: lacking(
				'detectable-change',
				`Only a change of ${points(detectableChange)} or more can be shown; ${points(hopedChange)} is hoped for.`,
			);
}

function ready(check: ReadinessCheck, words: string): Readiness {
	return { check, state: 'ready', words };
}

function lacking(check: ReadinessCheck, words: string): Readiness {
	return { check, state: 'lacking', words };
}

function toThink(check: ReadinessCheck, words: string): Readiness {
	return { check, state: 'to-think-about', words };
}

function counted(count: number, one: string, many = `${one}s`): string {
	return `${count} ${count === 1 ? one : many}`;
}
