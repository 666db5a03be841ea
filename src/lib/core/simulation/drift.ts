import { codebook, variablesMeasured } from '../instrument/index.ts';
import type { Answer, Instrument } from '../instrument/index.ts';
import { spread } from './population.ts';
import type { SimulationProfile } from './profile.ts';

/** How answers lean in one wave: added on the logit scale to a variable's counted codes, or to all of it (key `name`). */
export type Drift = ReadonlyMap<string, number>;

/**
 * The lean of wave `wave` (counted from 0), from the true change of each measure. A share's change is added to its
 * counted codes, under the key `variable=code`; any other statistic's to the variable. Where the profile says nothing a
 * third of the measures stays as it is and the others step by up to 0.35 a wave, up or down for good.
 */
export function driftOf(instrument: Instrument, profile: SimulationProfile, seed: number, wave: number): Drift {
	return leaning(instrument, new Map(), (measure) => leanOf(measure, profile, seed, wave));
}

/** `drift` with what this person's answers so far do to it, by the profile's effects. */
export function affectedBy(
	answers: Readonly<Record<string, Answer>>,
	instrument: Instrument,
	drift: Drift,
	profile: SimulationProfile,
): Drift {
	let affected = drift;
	for (const { question, code, changes } of profile.effects) {
		const answer = answers[question];
		if (answer === undefined || !('code' in answer) || answer.code !== code) continue;
		affected = leaning(instrument, affected, (measure) => changes[measure] ?? 0);
	}
	return affected;
}

function leaning(instrument: Instrument, from: Drift, lean: (measure: string) => number): Drift {
	const known = new Set(codebook(instrument).map((variable) => variable.name));
	const drift = new Map(from);
	for (const measure of instrument.measures) {
		const change = lean(measure.id);
		for (const variable of variablesMeasured(measure).filter((name) => known.has(name))) {
			const keys = measure.statistic === 'share' ? measure.codes.map((code) => `${variable}=${code}`) : [variable];
			for (const key of keys) drift.set(key, (drift.get(key) ?? 0) + change);
		}
	}
	return drift;
}

function leanOf(measure: string, profile: SimulationProfile, seed: number, wave: number): number {
	const declared = profile.changes[measure];
	if (declared !== undefined) {
		return Array.from({ length: wave }, (_, step) => declared[step % declared.length] ?? 0).reduce((a, b) => a + b, 0);
	}
	const draw = spread(`${seed}/change/${measure}`);
	if (draw < 1 / 3) return 0;
	const step = 0.1 + 0.25 * spread(`${seed}/size/${measure}`);
	return (draw < 2 / 3 ? step : -step) * wave;
}
