import type { Instrument } from '#core/instrument/index.ts';
import type { InterviewState, Walk } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import { openInterview } from './interview/answering.ts';
import type { NotAnswering, Whose } from './interview/answering.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';

/** All answers on the route, to check before sending them; where pages are still open, the first of those. */
export async function reviewAnswers(
	site: Site,
	args: Whose,
): Promise<
	| {
			readonly kind: 'review';
			readonly instrument: Instrument;
			readonly state: InterviewState;
			readonly walked: Walk;
	  }
	| { readonly kind: 'elsewhere'; readonly at: Place }
	| NotAnswering
> {
	const opened = await openInterview(site, args);
	if (opened.kind !== 'answering') return opened;
	const { instrument, state, walked } = opened.interview;
	const at = standing(instrument, walked);
	if (at.kind !== 'check') return { kind: 'elsewhere', at };
	return { kind: 'review', instrument, state, walked };
}
