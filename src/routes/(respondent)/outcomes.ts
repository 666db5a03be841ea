import { day, wordsIn } from '#ui/words/index.ts';
import { error, redirect } from '@sveltejs/kit';
import { addressOf } from './addresses.ts';

/** Why a link admits nobody. */
interface NotInvited {
	readonly kind: 'not-invited';
	readonly why: 'unknown' | 'used' | 'declined' | 'opted-out' | 'ineligible' | 'quota-full' | 'link-needed';
}

type Place = Parameters<typeof addressOf>[1];

/** Every outcome of a workflow that is no page of its own. */
export type Outcome =
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'not-yet-open'; readonly opensOn: string | null }
	| { readonly kind: 'paused' }
	| { readonly kind: 'closed'; readonly closedOn: string | null }
	| NotInvited
	| { readonly kind: 'too-many-tries' }
	| { readonly kind: 'no-interview' }
	| { readonly kind: 'finished' }
	| { readonly kind: 'elsewhere' | 'off-route'; readonly at: Place }
	| { readonly kind: 'other-version'; readonly at: Place };

/** How each of them is told in HTTP: a helpful page with its status, or 303 to where the interview stands. */
export const statusOf = {
	'unknown-survey': 404,
	'not-yet-open': 403,
	paused: 503,
	closed: 410,
	'too-many-tries': 429,
	'not-invited': 410,
	'no-interview': 303,
	finished: 303,
	elsewhere: 303,
	'off-route': 303,
	'other-version': 303,
} as const satisfies Record<Outcome['kind'], number>;

/** For whom an outcome is told: below which address, in which language. */
interface Told {
	readonly root: string;
	readonly language: string;
	readonly isPilot: boolean;
}

/** Answers a request with an outcome; never returns. */
export function answerWith(outcome: Outcome, { root, language, isPilot }: Told): never {
	const { closed: ofSurvey, pilot, invitation } = wordsIn(language);
	const closed = isPilot ? { ...ofSurvey, ...pilot.closed } : ofSurvey;
	switch (outcome.kind) {
		case 'unknown-survey':
			return error(statusOf[outcome.kind], { heading: closed.unknownTitle, message: closed.unknown });
		case 'not-yet-open': {
			const opens = outcome.opensOn === null ? undefined : day(language, outcome.opensOn);
			return error(statusOf[outcome.kind], { heading: closed.notYetTitle, message: closed.notYet(opens) });
		}
		case 'paused':
			return error(statusOf[outcome.kind], { heading: closed.pausedTitle, message: closed.paused });
		case 'closed': {
			const since = outcome.closedOn === null ? undefined : day(language, outcome.closedOn);
			return error(statusOf[outcome.kind], { heading: closed.closedTitle, message: closed.closed(since) });
		}
		case 'too-many-tries':
			return error(statusOf[outcome.kind], { heading: closed.tooManyTitle, message: closed.tooMany });
		case 'not-invited': {
			const status = outcome.why === 'unknown' ? 404 : outcome.why === 'link-needed' ? 403 : statusOf[outcome.kind];
			return error(status, invitation.notInvited[outcome.why]);
		}
		case 'no-interview':
			return redirect(statusOf[outcome.kind], addressOf(root, { kind: 'intro' }));
		case 'finished':
			return redirect(statusOf[outcome.kind], addressOf(root, { kind: 'thanks' }));
		case 'elsewhere':
		case 'off-route':
			return redirect(statusOf[outcome.kind], addressOf(root, outcome.at));
		case 'other-version':
			return redirect(statusOf[outcome.kind], `${addressOf(root, outcome.at)}?updated`);
	}
}
