import type { Outcome, Wave } from '#core/fieldwork/index.ts';
import type { Site } from '../../../site.ts';
import { listBegunSteps } from '../../../storage/index.ts';
import type { MemberState, StratumCount } from '../../../storage/index.ts';

/** How the interviews of a wave ended whose answers were deleted; undefined where they were not. */
export async function keptOutcomes(site: Site, wave: Wave): Promise<Readonly<Record<Outcome, number>> | undefined> {
	const steps = await listBegunSteps(site.storage.reader, { wave: wave.id });
	const outcomes = steps.find(({ step }) => step === 'answers')?.counts.outcomes;
	return outcomes;
}

/** What is known of a wave's sample whose people were deleted; undefined where they were not. */
export async function keptPeople(
	site: Site,
	wave: Wave,
): Promise<{ members: Readonly<Record<MemberState, number>>; strata: readonly StratumCount[] } | undefined> {
	const steps = await listBegunSteps(site.storage.reader, { wave: wave.id });
	const counts = steps.find((one) => one.counts.members !== undefined)?.counts;
	if (counts?.members === undefined) return undefined;
	return { members: counts.members, strata: counts.strata ?? [] };
}
