import type { Site } from '../site.ts';
import { changeOpenInterview } from './interview/answering.ts';
import type { NotAnswering, Whose } from './interview/answering.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';

export type CompletedInterview =
	| { readonly kind: 'completed' }
	| { readonly kind: 'elsewhere'; readonly at: Place }
	| Exclude<NotAnswering, { kind: 'finished' }>;

/**
 * Ends an interview whose route is complete: its answers become a response in the same transaction that takes them from
 * the interview. Completing twice is as good as once.
 */
export async function completeInterview(site: Site, args: Whose): Promise<CompletedInterview> {
	const completed = await changeOpenInterview<CompletedInterview>(site, args, (interview) => {
		const at = standing(interview.instrument, interview.walked);
		if (at.kind !== 'check') return { result: { kind: 'elsewhere', at } };
		return { result: { kind: 'completed' }, state: interview.state, ends: true };
	});
	return completed.kind === 'finished' ? { kind: 'completed' } : completed;
}
