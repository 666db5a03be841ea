import { panelMayEnd } from '#core/fieldwork/index.ts';
import type { Promised, RetentionStep, Wave, WaveId } from '#core/fieldwork/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Actor } from '../../../on-record.ts';
import { dayIn } from '#core/fieldwork/index.ts';
import type { Site } from '../../../site.ts';
import { findInstrument, findWave } from '../../../storage/index.ts';
import { carryOut } from './carry-out.ts';
import { promisedIn, promisedSteps } from './promises.ts';
import type { PromisedStep } from './promises.ts';

/** What is deleted of a wave, as its page shows it. */
export interface RetentionPage {
	readonly retentionMonths: number;
	readonly steps: readonly (PromisedStep & {
		/** Whether somebody may carry it out now, before it is due. */
		readonly mayBeEarly: boolean;
	})[];
	/** Measures whose figures stay in the trend when the answers go, and those that cannot be kept so. */
	readonly kept: readonly string[];
	readonly lost: readonly string[];
}

/** The page of a wave's promises; undefined for a wave that the survey did not field. */
export async function retentionPageOf(
	site: Site,
	args: { survey: string; wave: WaveId },
): Promise<RetentionPage | undefined> {
	demand(site, 'field', args.survey);
	const found = await promisedWave(site, args);
	if (found === undefined) return undefined;
	const { own, series } = found;
	const { survey, instrumentVersion: version } = own.wave;
	const instrument = await findInstrument(site.storage.reader, { survey, version });
	const measures = instrument?.measures ?? [];
	const labels = (some: typeof measures) => some.map(({ label }) => plainText(say(label, 'en')));
	return {
		retentionMonths: own.retentionMonths,
		steps: (await promisedSteps(site, { wave: own.wave, series })).map((promised) => ({
			...promised,
			mayBeEarly: promised.begun === null && mayBeEarly(promised.step, own.wave, series),
		})),
		kept: labels(measures.filter(({ statistic }) => statistic === 'share')),
		lost: labels(measures.filter(({ statistic }) => statistic !== 'share')),
	};
}

export type EarlyStep = {
	readonly kind: 'carried-out' | 'reason-missing' | 'not-confirmed' | 'not-now' | 'unknown-wave';
};

/**
 * Carries a step out before it is due, for a reason that is put on record. The end of a panel is that of all its waves.
 * There is no way to put a promise off.
 */
export async function carryOutEarly(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; step: RetentionStep; reason: string; isConfirmed: boolean },
): Promise<EarlyStep> {
	const { actor, survey, step } = args;
	demand(site, 'field', survey);
	const reason = args.reason.trim().slice(0, 1000);
	if (reason === '') return { kind: 'reason-missing' };
	if (!args.isConfirmed) return { kind: 'not-confirmed' };
	const found = await promisedWave(site, args);
	if (found === undefined) return { kind: 'unknown-wave' };
	const { own, series } = found;
	if (!mayBeEarly(step, own.wave, series)) return { kind: 'not-now' };
	const waves = step === 'panel' ? series.map(({ wave }) => wave).filter(isOfPanel) : [own.wave];
	let isDone = false;
	for (const wave of waves) {
		const dueOn = dayIn(site.clock.now(), wave.timeZone);
		isDone = (await carryOut(site, { actor, wave, step, dueOn, reason })) || isDone;
	}
	return { kind: isDone ? 'carried-out' : 'not-now' };
}

async function promisedWave(
	site: Site,
	args: { survey: string; wave: WaveId },
): Promise<{ own: Promised; series: Promised[] } | undefined> {
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== args.survey) return undefined;
	const series = await promisedIn(site, args);
	const own = series.find((one) => one.wave.id === wave.id);
	return own && { own, series };
}

function mayBeEarly(step: RetentionStep, { state, identityMode }: Wave, series: readonly Promised[]): boolean {
	if (state !== 'closed' && state !== 'archived') return false;
	switch (step) {
		case 'answers':
			return true;
		case 'invitations':
			return identityMode !== 'anonymous';
		case 'panel':
			return identityMode === 'panel' && panelMayEnd(series);
	}
}

function isOfPanel({ identityMode }: Wave): boolean {
	return identityMode === 'panel';
}
