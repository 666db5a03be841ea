import type { Language } from '#core/instrument/index.ts';
import type { Site } from '../site.ts';
import type { NotOpen } from './find-survey.ts';
import { openInterview } from './interview/answering.ts';
import type { InterviewCode } from './interview/code.ts';
import type { Where } from './interview/find-fieldwork.ts';
import { standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';

/** Finds the interview that somebody comes back to by the code they wrote down; `code` is then for the cookie. */
export async function findInterview(
	site: Site,
	args: Where & { code: string },
): Promise<
	| { readonly kind: 'found'; readonly code: InterviewCode; readonly at: Place; readonly language: Language }
	| { readonly kind: 'unknown-code' }
	| { readonly kind: 'finished' }
	| NotOpen
> {
	const opened = await openInterview(site, args);
	switch (opened.kind) {
		case 'answering': {
			const { code, instrument, state, walked } = opened.interview;
			return { kind: 'found', code, at: standing(instrument, walked), language: state.language };
		}
		case 'no-interview':
			return { kind: 'unknown-code' };
		case 'finished':
			return { kind: 'finished' };
		case 'not-yet-open':
		case 'paused':
		case 'closed':
		case 'unknown-survey':
		case 'not-invited':
			return opened;
	}
}
