import { dayIn, retentionOf } from '#core/fieldwork/index.ts';
import type { DueStep, Promised, RetentionStep, Wave } from '#core/fieldwork/index.ts';
import type { Site } from '../../../site.ts';
import { findInstrument, listBegunSteps, listWaves } from '../../../storage/index.ts';
import type { BegunStep } from '../../../storage/index.ts';

/** A step of a wave: when it is due, and what was put down of it once it was begun. */
export interface PromisedStep {
	readonly step: RetentionStep;
	readonly dueOn: string | null;
	readonly begun: BegunStep | null;
}

/** The waves of a survey with what their notices say. */
export async function promisedIn(site: Site, args: { survey: string }): Promise<Promised[]> {
	const { reader } = site.storage;
	const promised: Promised[] = [];
	for (const wave of await listWaves(reader, args)) {
		if (wave.origin !== 'fielded') continue;
		const instrument = await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion });
		if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
		promised.push({ wave, retentionMonths: instrument.privacy.retentionMonths });
	}
	return promised;
}

/** What is to be deleted of a wave and what was; a step that was begun keeps the day on which it was due then. */
export async function promisedSteps(
	site: Site,
	{ wave, series }: { wave: Wave; series: readonly Promised[] },
): Promise<PromisedStep[]> {
	const own = series.find((one) => one.wave.id === wave.id);
	if (own === undefined) return [];
	const begun = await listBegunSteps(site.storage.reader, { wave: wave.id });
	return retentionOf(own, series, dayIn(site.clock.now(), wave.timeZone)).map(({ step, dueOn }: DueStep) => {
		const row = begun.find((one) => one.step === step) ?? null;
		return { step, dueOn: row?.dueOn ?? dueOn, begun: row };
	});
}
