import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instrument } from '#core/instrument/index.ts';
import { SimulationProfile, noProfile } from '#core/simulation/index.ts';
import { monthOf } from './open-wave.ts';
import type { PlannedWave } from './simulate-waves.ts';

export type ReadProfile =
	| { readonly kind: 'profile'; readonly profile: SimulationProfile }
	| { readonly kind: 'no-profile'; readonly line: string };

/** The survey's `simulation.json`, or the empty profile where it has none. */
export function readProfile(folder: string, survey: string): ReadProfile {
	const path = join(folder, survey, 'simulation.json');
	if (!existsSync(path)) return { kind: 'profile', profile: noProfile };
	try {
		return { kind: 'profile', profile: SimulationProfile.parse(JSON.parse(readFileSync(path, 'utf8'))) };
	} catch (error) {
		const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
		const words = issue === undefined ? String(error) : `${issue.path.join('.')}: ${issue.message}`;
		return { kind: 'no-profile', line: `${path} is not a simulation profile: ${words}` };
	}
}

/** A wave of four weeks that closed `monthsAgo` months before `today`, labelled by its month. */
export function pastWave(instrument: Instrument, today: string, monthsAgo: number): PlannedWave {
	const closes = new Date(`${today.slice(0, 7)}-20T00:00:00Z`);
	closes.setUTCMonth(closes.getUTCMonth() - monthsAgo);
	const opens = new Date(closes);
	opens.setUTCDate(opens.getUTCDate() - 27);
	const [opensOn, closesOn] = [opens, closes].map((day) => day.toISOString().slice(0, 10));
	return { instrument, label: monthOf(closesOn ?? today), opensOn: opensOn ?? today, closesOn: closesOn ?? today };
}
