import type { Answer, Instrument, Question } from '#core/instrument/index.ts';
import { positionOf, progressAt, questionBefore } from '#core/interview/index.ts';
import type { InterviewState, Progress, Walk } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import { openInterview } from './interview/answering.ts';
import type { NotAnswering, Whose } from './interview/answering.ts';
import type { OpenInterview } from './interview/ending.ts';
import type { Fieldwork } from './interview/fieldwork.ts';
import { placeOf, questionOfPage, standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import type { Puzzle } from './interview/work.ts';

/** All that one page shows. `before` is where *Back* leads; `answer` is what was answered here earlier. */
export interface PageView {
	readonly fieldwork: Fieldwork;
	readonly instrument: Instrument;
	readonly state: InterviewState;
	readonly walked: Walk;
	readonly question: Question;
	readonly page: number;
	readonly progress: Progress;
	readonly answer?: Answer;
	readonly before: Place;
	/** The sum that the browser is asked to do; undefined where it has done it, and where none is asked for. */
	readonly puzzle: Puzzle | undefined;
}

/** A page that the interview has reached; for any other, where the interview stands. */
export async function showPage(
	site: Site,
	args: Whose & { page: number },
): Promise<
	{ readonly kind: 'page'; readonly view: PageView } | { readonly kind: 'elsewhere'; readonly at: Place } | NotAnswering
> {
	const opened = await openInterview(site, args);
	if (opened.kind !== 'answering') return opened;
	const { interview, fieldwork } = opened;
	const question = reached(interview, args.page);
	if (question === undefined) return { kind: 'elsewhere', at: standing(interview.instrument, interview.walked) };
	return { kind: 'page', view: viewOf(interview, fieldwork, question, args.page) };
}

/** The question of a page that may be shown and answered: it is answered on the route, or next. */
export function reached(interview: OpenInterview, page: number): Question | undefined {
	const { instrument, walked } = interview;
	const question = questionOfPage(instrument, page);
	if (question === undefined) return undefined;
	switch (positionOf(instrument, walked, question.id)) {
		case 'answered':
		case 'next':
			return question;
		case 'not-reached':
		case 'unknown':
			return undefined;
	}
}

export function viewOf(interview: OpenInterview, fieldwork: Fieldwork, question: Question, page: number): PageView {
	const { instrument, state, walked } = interview;
	const answer = state.answers[question.id];
	const before = questionBefore(walked, question.id);
	return {
		fieldwork,
		instrument,
		state,
		walked,
		question,
		page,
		progress: progressAt(instrument, state, walked, question.id),
		...(answer === undefined ? {} : { answer }),
		puzzle: state.traces?.includes('work') === true ? undefined : fieldwork.work?.puzzleOf(interview.row.lookup),
		before: before === undefined ? { kind: 'intro' } : placeOf(instrument, before),
	};
}
