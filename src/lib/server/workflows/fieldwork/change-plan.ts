import { z } from 'zod';
import type { PlannedWave, Readiness, WaveId } from '#core/fieldwork/index.ts';
import { IdentityMode, Mode, Quota, SampleType, TimeZone, type Wave, WavePlan } from '#core/fieldwork/index.ts';
import { Language } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import { changePlannedWave, findInstrument } from '../../storage/index.ts';
import { findPlanned } from './planned.ts';

const trimmed = z.string().trim();
const day = trimmed.transform((typed) => (typed === '' ? null : typed)).pipe(z.iso.date().nullable());
const whole = trimmed
	.transform((typed) => (typed === '' ? null : Number(typed.replaceAll(/[\s,]/g, ''))))
	.pipe(z.int().min(1).max(10_000_000_000).nullable());

/** What may be planned of a wave until it opens, as the form sends it; lists are one entry each. */
export const TypedPlan = z.object({
	label: trimmed.min(1).max(120),
	instrumentVersion: trimmed.transform(Number).pipe(z.int().min(1)),
	languages: z.array(Language).min(1),
	identityMode: IdentityMode,
	sampleType: SampleType,
	modes: z.array(Mode).min(1),
	opensOn: day,
	closesOn: day,
	timeZone: TimeZone,
	opensByItself: z.boolean(),
	populationWords: trimmed.max(500),
	populationSize: whole,
	plannedInterviews: whole,
	hopedChange: trimmed
		.transform((typed) => (typed === '' ? null : Number(typed.replace(',', '.')) / 100))
		.pipe(z.number().gt(0).lte(1).nullable()),
	proofOfWork: z.boolean(),
	reminders: trimmed
		.transform((typed) => (typed === '' ? [] : typed.split(/[\s,;]+/).map(Number)))
		.pipe(WavePlan.shape.reminders),
	quotas: z.array(Quota).max(200),
});
export type TypedPlan = z.input<typeof TypedPlan>;

/** One field of the form that cannot stay as it is. */
export interface PlanProblem {
	readonly field: keyof TypedPlan;
	readonly words: string;
}

export type ChangedPlan =
	| ({ readonly kind: 'changed' } & PlannedWave)
	| { readonly kind: 'refused'; readonly problems: readonly PlanProblem[] }
	/** Once it opens, a wave stays as it was planned: its last day is moved by an extension. */
	| { readonly kind: 'frozen' }
	| { readonly kind: 'unknown-wave' };

/** Writes the plan of a wave that has not opened. */
export async function changePlan(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; typed: Readonly<Record<keyof TypedPlan, unknown>> },
): Promise<ChangedPlan> {
	demand(site, 'field', args.survey);
	const { survey } = args;
	const found = await findPlanned(site, args);
	if (found === undefined) return { kind: 'unknown-wave' };
	const read = TypedPlan.safeParse(args.typed);
	if (!read.success) return { kind: 'refused', problems: problemsOf(read.error) };
	const typed = read.data;
	const version = await findInstrument(site.storage.reader, { survey, version: typed.instrumentVersion });
	const problems: PlanProblem[] = [];
	if (version === undefined) {
		problems.push({ field: 'instrumentVersion', words: `There is no version ${typed.instrumentVersion}.` });
	}
	const unknown = typed.languages.filter((code) => !version?.languages.some((language) => language.code === code));
	if (version !== undefined && unknown.length > 0) {
		problems.push({ field: 'languages', words: `That version is not in ${unknown.join(', ')}.` });
	}
	if (typed.opensOn !== null && typed.closesOn !== null && typed.closesOn < typed.opensOn) {
		problems.push({ field: 'closesOn', words: 'The last day is before the first.' });
	}
	if (problems.length > 0) return { kind: 'refused', problems };
	const doing = { action: 'wave.plan-changed', object: `wave ${typed.label}`, survey, before: found, after: typed };
	const changed = await changePlannedWave<{ kind: 'frozen' }>(onRecord(site, args.actor, doing), {
		survey,
		wave: args.wave,
		change: (wave, plan) =>
			wave.state === 'planned' || wave.state === 'pilot'
				? { wave: waveWith(wave, typed), plan: planWith(plan, typed) }
				: { refused: { kind: 'frozen' } },
	});
	if (changed === undefined) return { kind: 'unknown-wave' };
	return 'refused' in changed ? changed.refused : { kind: 'changed', ...changed };
}

/** Puts down that somebody tried the questionnaire out, or looked at the support contacts, for a wave before it closes. */
export async function putDownCheck(
	site: Site,
	args: {
		actor: Actor;
		survey: string;
		wave: WaveId;
		check: Extract<Readiness['check'], 'test-interviews' | 'contacts'>;
		words: string;
	},
): Promise<ChangedPlan> {
	demand(site, 'field', args.survey);
	const { survey, check, actor } = args;
	const words = args.words.trim();
	const done = { by: actor.name, on: site.clock.today() };
	if (check === 'test-interviews' && words === '') {
		return { kind: 'refused', problems: [{ field: 'label', words: 'Say what was tried and how it went.' }] };
	}
	const doing = { action: `wave.${check}`, object: `wave ${args.wave}`, survey, after: { ...done, words } };
	const changed = await changePlannedWave<{ kind: 'frozen' }>(onRecord(site, actor, doing), {
		survey,
		wave: args.wave,
		change: (wave, plan) => {
			if (wave.state === 'closed' || wave.state === 'archived') return { refused: { kind: 'frozen' } };
			return check === 'contacts'
				? { wave, plan: { ...plan, contactsChecked: done } }
				: { wave, plan: { ...plan, testInterviews: [...plan.testInterviews, { ...done, words }] } };
		},
	});
	if (changed === undefined) return { kind: 'unknown-wave' };
	return 'refused' in changed ? changed.refused : { kind: 'changed', ...changed };
}

function waveWith(wave: Wave, typed: z.output<typeof TypedPlan>): Wave {
	const { label, instrumentVersion, languages, identityMode, sampleType, modes, opensOn, closesOn, timeZone } = typed;
	return { ...wave, label, instrumentVersion, languages, identityMode, sampleType, modes, opensOn, closesOn, timeZone };
}

function planWith(plan: WavePlan, typed: z.output<typeof TypedPlan>): WavePlan {
	const { opensByItself, plannedInterviews, hopedChange, proofOfWork, reminders, quotas } = typed;
	const population = { words: typed.populationWords, size: typed.populationSize };
	return { ...plan, opensByItself, population, plannedInterviews, hopedChange, proofOfWork, reminders, quotas };
}

/** One problem a field, in words that say what to do; of quotas the first line that is none. */
function problemsOf(error: z.ZodError): PlanProblem[] {
	const problems = new Map<keyof TypedPlan, PlanProblem>();
	for (const { path } of error.issues) {
		const field = TypedPlan.keyof().safeParse(path[0]).data;
		if (field === undefined || problems.has(field)) continue;
		const line = field === 'quotas' && typeof path[1] === 'number' ? `Line ${path[1] + 1}: ` : '';
		problems.set(field, { field, words: `${line}${expectedWords[field]}` });
	}
	return [...problems.values()];
}

const expectedWords: Readonly<Record<keyof TypedPlan, string>> = {
	label: 'Give the wave a name of up to 120 characters.',
	instrumentVersion: 'Choose a version of the questionnaire.',
	languages: 'Choose at least one language.',
	identityMode: 'Choose how people are identified.',
	sampleType: 'Choose how people are found.',
	modes: 'Choose at least one way of answering.',
	opensOn: 'Give the first day as a day such as 2026-03-02.',
	closesOn: 'Give the last day as a day such as 2026-03-29.',
	timeZone: 'Give a time zone such as Europe/London.',
	opensByItself: 'Say whether it opens by itself.',
	populationWords: 'Say in up to 500 characters whom the wave speaks for.',
	populationSize: 'Give how many people there are as a whole number, or leave it empty.',
	plannedInterviews: 'Give the number of interviews as a whole number, or leave it empty.',
	hopedChange: 'Give the change as a number of points between 0 and 100, or leave it empty.',
	proofOfWork: 'Say whether browsers are asked for a proof of work.',
	reminders: 'Give up to five numbers of days between 1 and 365, such as 7, 14.',
	quotas: 'give a name, a column, its codes and how many at most, with semicolons between them.',
};
