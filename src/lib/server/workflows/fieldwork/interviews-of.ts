import type { Outcome, Wave } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { countInterviews, countMemberStates, countResponses } from '../../storage/index.ts';
import { keptOutcomes } from './retention/kept-counts.ts';

/**
 * How the interviews of a wave ended, and how many are being answered. Where a used token stands beside a ballot, those that
 * ended are responses only when the wave has closed: until then tokens and interviews are counted.
 */
export async function interviewsOf(
	site: Site,
	wave: Wave,
): Promise<Readonly<Record<Outcome, number>> & { readonly answering: number }> {
	const { reader } = site.storage;
	const of = { wave: wave.id };
	const ended = (await keptOutcomes(site, wave)) ?? (await countResponses(reader, of));
	const interviews = await countInterviews(reader, of);
	const holdsTokens = wave.identityMode === 'anonymous-with-token' || wave.identityMode === 'panel';
	if (!holdsTokens || !isUnderWay(wave)) return { ...ended, answering: interviews.open };
	const members = await countMemberStates(reader, of);
	return {
		...ended,
		answering: interviews.open,
		completed: ended.completed + interviews.completed,
		declined: ended.declined + members.declined,
	};
}

/** Whether answers still come in, or may. */
export function isUnderWay({ state }: Wave): boolean {
	return state !== 'closed' && state !== 'archived';
}
