import type { WavePlan } from './plan.ts';
import { dayIn } from './day.ts';
import type { Wave } from './wave.ts';

/** A wave with all that was planned of it. */
export interface PlannedWave {
	readonly wave: Wave;
	readonly plan: WavePlan;
}

/** What can be done with a wave. *go-on* ends a pause. */
export type WaveStep = 'pilot' | 'open' | 'pause' | 'go-on' | 'extend' | 'close' | 'archive';

/** Who takes a step, on which day in the wave's time zone, and why. */
export interface Taken {
	readonly by: string;
	readonly on: string;
	readonly reason: string;
}

export type Stepped =
	| ({ readonly kind: 'stepped' } & PlannedWave)
	/** The wave is not where this step leads on from. */
	| { readonly kind: 'not-now'; readonly step: WaveStep; readonly state: Wave['state'] }
	| { readonly kind: 'reason-missing'; readonly step: WaveStep }
	/** A wave is extended to a later day than it closes on, and not to one that is over. */
	| { readonly kind: 'not-later'; readonly closesOn: string };

/** The steps that a wave can take now, in the order in which its life has them. */
export function stepsOf({ state, paused, origin, closesOn }: Wave): readonly WaveStep[] {
	if (origin !== 'fielded') return [];
	switch (state) {
		case 'planned':
			return ['pilot', 'open'];
		case 'pilot':
			return ['open'];
		case 'open':
			return [paused ? 'go-on' : 'pause', ...(closesOn === null ? [] : (['extend'] as const)), 'close'];
		case 'closed':
			return ['archive'];
		case 'archived':
			return [];
	}
}

/** A wave that tries its questionnaire out before it opens. */
export function pilotWave(before: PlannedWave): Stepped {
	return step(before, 'pilot', ({ wave, plan }) => ({ wave: { ...wave, state: 'pilot' }, plan }));
}

/**
 * Opens a wave for answers. What was `lacking` of its readiness is put down with the reason for opening all the same; with
 * nothing lacking no reason is needed. The version of the quality rules that is in force is put down too.
 */
export function openPlannedWave(
	before: PlannedWave,
	taken: Taken,
	{ lacking, qualityRules }: { readonly lacking: readonly string[]; readonly qualityRules: number | null },
): Stepped {
	if (lacking.length > 0 && taken.reason.trim() === '') return { kind: 'reason-missing', step: 'open' };
	return step(before, 'open', ({ wave, plan }) => ({
		wave: { ...wave, state: 'open', paused: false, opensOn: taken.on },
		plan: { ...plan, qualityRules, openedUnready: lacking.length === 0 ? null : { ...taken, lacking: [...lacking] } },
	}));
}

/** Takes no answers for a while; what people have sent is kept. */
export function pauseWave(before: PlannedWave, taken: Taken): Stepped {
	if (taken.reason.trim() === '') return { kind: 'reason-missing', step: 'pause' };
	return step(before, 'pause', ({ wave, plan }) => ({
		wave: { ...wave, paused: true },
		plan: { ...plan, pauses: [...plan.pauses, { ...taken, until: null }] },
	}));
}

/** Takes answers again after a pause. */
export function goOnWithWave(before: PlannedWave, { on }: Pick<Taken, 'on'>): Stepped {
	return step(before, 'go-on', ({ wave, plan }) => ({
		wave: { ...wave, paused: false },
		plan: { ...plan, pauses: plan.pauses.map((pause) => (pause.until === null ? { ...pause, until: on } : pause)) },
	}));
}

/** Puts off the day on which a wave closes; the reason stays with the wave for who compares it with others. */
export function extendWave(before: PlannedWave, taken: Taken & { readonly to: string }): Stepped {
	const { to, ...extension } = taken;
	const from = before.wave.closesOn;
	if (taken.reason.trim() === '') return { kind: 'reason-missing', step: 'extend' };
	if (from !== null && (to <= from || to < taken.on)) return { kind: 'not-later', closesOn: from };
	return step(before, 'extend', ({ wave, plan }) => ({
		wave: { ...wave, closesOn: to },
		plan: { ...plan, extensions: [...plan.extensions, { ...extension, from: from ?? to, to }] },
	}));
}

/** Closes a wave for good, on its last day or on the day of closing where that comes first. */
export function closeOpenWave(before: PlannedWave, { on }: Pick<Taken, 'on'>): Stepped {
	return step(before, 'close', ({ wave, plan }) => ({
		wave: { ...wave, state: 'closed', paused: false, closesOn: earlier(wave.closesOn, on) },
		plan,
	}));
}

/** Puts a closed wave away: its answers stay where they are, and in every trend. */
export function archiveWave(before: PlannedWave): Stepped {
	return step(before, 'archive', ({ wave, plan }) => ({ wave: { ...wave, state: 'archived' }, plan }));
}

/** What a wave does by itself at `now`: it opens on its day, if that was asked for, and closes after its last. */
export function turnOf({ wave, plan }: PlannedWave, now: Date): 'opens' | 'closes' | 'stays' {
	const today = dayIn(now, wave.timeZone);
	if (wave.origin !== 'fielded') return 'stays';
	switch (wave.state) {
		case 'planned':
		case 'pilot': {
			const due = plan.opensByItself && wave.opensOn !== null && wave.opensOn <= today;
			return due && (wave.closesOn === null || today <= wave.closesOn) ? 'opens' : 'stays';
		}
		case 'open':
			return wave.closesOn !== null && wave.closesOn < today ? 'closes' : 'stays';
		case 'closed':
		case 'archived':
			return 'stays';
	}
}

function step(before: PlannedWave, wanted: WaveStep, change: (before: PlannedWave) => PlannedWave): Stepped {
	const { wave } = before;
	if (!stepsOf(wave).includes(wanted)) return { kind: 'not-now', step: wanted, state: wave.state };
	return { kind: 'stepped', ...change(before) };
}

function earlier(day: string | null, other: string): string {
	return day !== null && day < other ? day : other;
}
