import { usualTimeZone } from '#core/fieldwork/index.ts';
import type { SampleType, Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { driftOf, population, simulateWave, trueValues } from '#core/simulation/index.ts';
import type { Climate, SimulatedInterview, SimulationProfile } from '#core/simulation/index.ts';
import type { Site } from '../site.ts';
import { panelLink, withoutMatchCodes } from './interview/match-code.ts';
import { newWaveId } from './open-wave.ts';
import { storeWaves } from './store-responses.ts';

/** A wave to simulate: which version it asks, its label and its days of fieldwork. */
export interface PlannedWave {
	readonly instrument: Instrument;
	readonly label: string;
	readonly opensOn: string;
	readonly closesOn: string;
}

/** What is true of the simulated population: by wave label, each measure's value; and each measure's change from wave to wave. */
export interface Truth {
	readonly seed: number;
	readonly population: number;
	readonly waves: readonly { readonly label: string; readonly values: Readonly<Record<string, number>> }[];
	readonly changes: readonly {
		readonly measure: string;
		readonly from: string;
		readonly to: string;
		readonly difference: number;
	}[];
}

export type SimulatedWaves =
	| { readonly kind: 'simulated'; readonly responses: number }
	| { readonly kind: 'wave-exists'; readonly label: string }
	| { readonly kind: 'version-differs'; readonly version: number };

/**
 * Answers waves with simulated people, through the real routing and checks, and stores them closed and marked as
 * simulated. Some groups answer far less often than others, as in life; weighting has to put that right. The same `seed`
 * gives the same people and answers.
 */
export async function simulateWaves(
	site: Site,
	args: Scene & {
		respondents: number;
		sampleType: SampleType;
		/** Labels of the waves to store; the others are there already. All of them unless given. */
		only?: ReadonlySet<string> | undefined;
		onProgress?: (done: number) => void;
	},
): Promise<SimulatedWaves> {
	const { people, waves: simulated } = scene(args);
	let responses = 0;
	for (const instrument of new Set(args.waves.map((planned) => planned.instrument))) {
		const waves = simulated.filter(
			({ planned }) => planned.instrument === instrument && args.only?.has(planned.label) !== false,
		);
		if (waves.length === 0) continue;
		const stored = await storeWaves(site, {
			instrument,
			waves: waves.map(({ planned, climate, index }) => ({
				wave: waveOf(site, planned, args.sampleType),
				responses: counted(
					linked(
						site,
						instrument,
						simulateWave(instrument, people, climate, args.respondents, args.seed + 1000 * (index + 1)),
					),
					() => args.onProgress?.(++responses),
				),
			})),
		});
		if (stored.kind === 'wave-exists' || stored.kind === 'version-differs') return stored;
	}
	return { kind: 'simulated', responses };
}

/**
 * The true value of every measure in the population behind `simulateWaves` with the same arguments: everybody is asked,
 * and what no interview reveals (item counts, crosswise) is read off the people themselves.
 */
export function truthOf(args: Scene): Truth {
	const { people, waves: simulated } = scene(args);
	const waves = simulated.map(({ planned, climate }) => ({
		label: planned.label,
		values: Object.fromEntries(trueValues(planned.instrument, people, climate)),
	}));
	return { seed: args.seed, population: args.population, waves, changes: changesOf(waves) };
}

/** What fixes the people and how they answer. */
interface Scene {
	readonly waves: readonly PlannedWave[];
	readonly population: number;
	readonly seed: number;
	readonly profile: SimulationProfile;
}

function scene(args: Scene) {
	const [first] = args.waves;
	const people = first === undefined ? [] : population(first.instrument, args.population, args.seed, true);
	const waves = args.waves.map((planned, index) => {
		const drift = driftOf(planned.instrument, args.profile, args.seed, index);
		const climate: Climate = { wave: index, seed: args.seed, drift, profile: args.profile };
		return { planned, climate, index };
	});
	return { people, waves };
}

function changesOf(waves: Truth['waves']): Truth['changes'] {
	return waves.flatMap((to, index) => {
		const from = waves[index - 1];
		if (from === undefined) return [];
		return Object.entries(to.values).flatMap(([measure, value]) => {
			const before = from.values[measure];
			return before === undefined ? [] : [{ measure, from: from.label, to: to.label, difference: value - before }];
		});
	});
}

function waveOf(site: Site, { instrument, label, opensOn, closesOn }: PlannedWave, sampleType: SampleType): Wave {
	return {
		id: newWaveId(site, instrument),
		survey: instrument.survey,
		number: 1,
		label,
		state: 'closed',
		origin: 'simulated',
		instrumentVersion: instrument.version,
		identityMode: 'anonymous',
		modes: ['web'],
		sampleType,
		languages: instrument.languages.map(({ code }) => code),
		opensOn,
		closesOn,
		timeZone: usualTimeZone,
		paused: false,
		weighting: null,
	};
}

/** Self-made codes become links, as those of real respondents do. */
function* linked(
	site: Site,
	instrument: Instrument,
	interviews: Iterable<SimulatedInterview>,
): Generator<SimulatedInterview & { panelLink: string | null }> {
	for (const interview of interviews) {
		const { answers } = interview;
		yield {
			...interview,
			answers: withoutMatchCodes(instrument, answers),
			panelLink: panelLink(site, instrument, answers),
		};
	}
}

function* counted<T>(items: Iterable<T>, each: () => void): Generator<T> {
	for (const item of items) {
		each();
		yield item;
	}
}
