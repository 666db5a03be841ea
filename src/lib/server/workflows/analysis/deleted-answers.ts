import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { listBegunSteps, listWaves } from '../../storage/index.ts';

/** A wave whose answers were deleted, as its notice promised. */
export interface DeletedAnswers {
	readonly wave: WaveId;
	readonly label: string;
	/** An ISO date; null while they are being deleted. */
	readonly on: string | null;
	readonly completed: number;
}

/** The waves of a survey whose answers were deleted, in the order of time. */
export async function deletedAnswers(site: Site, args: { survey: string }): Promise<DeletedAnswers[]> {
	demand(site, 'see', args.survey);
	const begun = await answersSteps(site);
	return (await listWaves(site.storage.reader, args)).flatMap(({ id, label }) => {
		const step = begun.get(id);
		if (step === undefined) return [];
		return [{ wave: id, label, on: step.doneOn, completed: step.counts.outcomes?.completed ?? 0 }];
	});
}

/** Those of some waves whose answers nobody has begun to delete. */
export async function withAnswers(site: Site, waves: readonly Wave[]): Promise<Wave[]> {
	const begun = await answersSteps(site);
	return waves.filter(({ id }) => !begun.has(id));
}

async function answersSteps(site: Site) {
	const steps = await listBegunSteps(site.storage.reader);
	return new Map(steps.filter(({ step }) => step === 'answers').map((one) => [one.wave, one]));
}
