import { daysAfter, daysBetween } from './day.ts';
import type { PlannedWave } from './life.ts';
import { unplanned } from './plan.ts';
import type { Wave, WaveId } from './wave.ts';

/** One thing that is not as in the wave before, in words. */
export interface WaveDifference {
	readonly what: string;
	readonly before: string;
	readonly after: string;
}

/**
 * The wave after `last`, planned alike: everything that decides whether the two may be compared is copied. Its days are a
 * year later, of the same length; what belongs to one wave alone (tests, extensions, pauses, who was sampled) is not. The
 * newest version of the questionnaire is asked, where it has the languages.
 */
export function nextWave(
	last: PlannedWave,
	{ id, label, newestVersion }: { readonly id: WaveId; readonly label: string; readonly newestVersion: number },
): PlannedWave {
	const { wave, plan } = last;
	const days = fieldwork(wave);
	const wavePlanned: Wave = {
		...wave,
		...{ id, label, number: wave.number + 1, state: 'planned', origin: 'fielded', paused: false },
		instrumentVersion: newestVersion,
		opensOn: days.opensOn,
		closesOn: days.closesOn,
	};
	const { population, plannedInterviews, hopedChange, quotas, proofOfWork, reminders, opensByItself } = plan;
	return {
		wave: wavePlanned,
		plan: {
			...unplanned,
			...{ population, plannedInterviews, hopedChange, quotas, proofOfWork, reminders, opensByItself },
			copiedFrom: wave.id,
		},
	};
}

/**
 * What differs between two waves of a survey as they are planned, in the order in which a plan says it. `after` has the
 * quality rules that are in force where it has not opened.
 */
export function differencesFrom(before: PlannedWave, after: PlannedWave): readonly WaveDifference[] {
	const was = saidOf(before);
	const is = saidOf(after);
	return Object.entries(is).flatMap(([what, words]) => {
		const earlier = was[what] ?? 'not said';
		return earlier === words ? [] : [{ what, before: earlier, after: words }];
	});
}

/** What makes waves alike or not, by name; their own days, labels and states do not. */
function saidOf({ wave, plan }: PlannedWave): Readonly<Record<string, string>> {
	const days = wave.opensOn === null || wave.closesOn === null ? null : daysBetween(wave.opensOn, wave.closesOn) + 1;
	return {
		'Version of the questionnaire': String(wave.instrumentVersion),
		Languages: wave.languages.join(', '),
		'How people are identified': wave.identityMode,
		Modes: wave.modes.toSorted().join(', '),
		'How people are found': wave.sampleType,
		'Whom it speaks for': plan.population.words || 'the population of the questionnaire',
		'Size of the population': plan.population.size === null ? 'not said' : String(plan.population.size),
		'Days of fieldwork': days === null ? 'not said' : String(days),
		'Time zone': wave.timeZone,
		'Planned interviews': plan.plannedInterviews === null ? 'not said' : String(plan.plannedInterviews),
		Quotas: plan.quotas.map(({ label, limit }) => `${label}: ${limit}`).join('; ') || 'none',
		'Quality rules': plan.qualityRules === null ? 'none' : `version ${plan.qualityRules}`,
		'Proof of work': plan.proofOfWork ? 'asked for' : 'not asked for',
		Reminders: plan.reminders.map((day) => `after ${day} ${day === 1 ? 'day' : 'days'}`).join(', ') || 'none',
		Margins: wave.weighting === null ? 'those of the questionnaire' : JSON.stringify(wave.weighting),
	};
}

function fieldwork({ opensOn, closesOn }: Wave): Pick<Wave, 'opensOn' | 'closesOn'> {
	const year = 364;
	return {
		opensOn: opensOn === null ? null : daysAfter(opensOn, year),
		closesOn: closesOn === null ? null : daysAfter(closesOn, year),
	};
}
