import { bandOf, interviewTimeBands } from '#core/fieldwork/index.ts';
import { signalsOf } from '#core/fieldwork/index.ts';
import { evaluate } from '#core/instrument/index.ts';
import type { Answer, Condition, Instrument } from '#core/instrument/index.ts';
import type { InterviewState, Walk } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import type { InterviewCode } from './code.ts';
import type { EndedInterview } from './ended-interview.ts';
import type { InterviewRow, KeptChange } from './fieldwork.ts';
import { panelLink, withoutMatchCodes } from './match-code.ts';
import { seal } from './sealing.ts';
import type { Remains } from './sealing.ts';

/** An interview that is being answered, opened with its code. */
export interface OpenInterview {
	readonly row: InterviewRow;
	readonly code: InterviewCode;
	readonly instrument: Instrument;
	readonly state: InterviewState;
	readonly walked: Walk;
}

/**
 * Ends an interview whose route is complete or whose consent was declined: a response with a random id and the day, and
 * what the last page needs in place of the answers. Nothing but the respondent's code leads from one to the other.
 */
export function ending(
	site: Site,
	interview: OpenInterview,
	as: {
		/** How long what remains is when it is sealed. */
		readonly room: number;
		/** Whether browsers were asked for a proof of work. */
		readonly asksForWork: boolean;
		/** The quotas that it counts in. */
		readonly fills: readonly string[];
		/** One of its quotas has all that it takes: nothing of the answers is kept. */
		readonly isFull: boolean;
	},
): Required<Pick<KeptChange<unknown>, 'sealed' | 'ending'>> {
	const { row, code, instrument, state, walked } = interview;
	const declined = walked.ended === 'declined';
	const counted = Object.fromEntries(walked.steps.map(({ question, answer }) => [question.id, answer]));
	const known = { answers: counted, arms: state.arms };
	const called = (entry: { readonly when?: Condition | undefined }) =>
		entry.when === undefined || evaluate(entry.when, known) === 'true';
	const remains: Remains = {
		completed: !declined,
		...(as.isFull ? { quotaFull: true } : {}),
		guidance: declined ? [] : instrument.guidance.filter(called).map(({ id }) => id),
		support: instrument.support.filter(called).map(({ id }) => id),
		language: state.language,
	};
	return {
		sealed: seal(site, code, row, remains, as.room),
		ending: {
			state: declined ? 'declined' : 'completed',
			fills: declined ? [] : as.fills,
			response: as.isFull ? uncounted(site, interview) : responseOf(site, interview, { counted, ...as }),
		},
	};
}

function responseOf(
	site: Site,
	interview: OpenInterview,
	{ counted, asksForWork }: { counted: Record<string, Answer>; asksForWork: boolean },
): EndedInterview {
	const { instrument, state, walked } = interview;
	const declined = walked.ended === 'declined';
	const consents = walked.steps.filter(({ question }) => question.kind === 'consent');
	const kept = declined ? Object.fromEntries(consents.map(({ question, answer }) => [question.id, answer])) : counted;
	return {
		id: site.random.bytes(16).toString('hex'),
		version: interview.row.version,
		day: site.clock.today(),
		outcome: declined ? 'declined' : 'completed',
		mode: 'web',
		language: state.language,
		seed: state.seed,
		arms: declined ? {} : state.arms,
		answers: withoutMatchCodes(instrument, kept),
		abandoned: declined ? {} : withoutMatchCodes(instrument, walked.abandoned),
		source: state.source ?? null,
		panelLink: declined ? null : panelLink(site, instrument, counted),
		baseWeight: null,
		seconds: state.clock === undefined ? null : bandOf(interviewTimeBands, state.clock.spent),
		signals: signalsOf({
			...{ spent: state.clock?.spent, pages: walked.steps.length },
			...{ traces: state.traces ?? [], asksForWork },
		}),
	};
}

/** An interview that came to a full quota: that it was held, and nothing that was answered. */
function uncounted(site: Site, interview: OpenInterview): EndedInterview {
	const response = responseOf(site, interview, { counted: {}, asksForWork: false });
	return { ...response, outcome: 'quota-full', arms: {}, abandoned: {}, panelLink: null, signals: [] };
}
