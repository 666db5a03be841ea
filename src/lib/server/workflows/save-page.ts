import { isDeepStrictEqual } from 'node:util';
import { checkAnswer } from '#core/instrument/index.ts';
import type { Posted, Problem, Question } from '#core/instrument/index.ts';
import { questionAfter, walk, withAnswer } from '#core/interview/index.ts';
import type { Site } from '../site.ts';
import { changeOpenInterview } from './interview/answering.ts';
import type { NotAnswering, Whose } from './interview/answering.ts';
import type { OpenInterview } from './interview/ending.ts';
import { placeOf, standing } from './interview/place.ts';
import type { Place } from './interview/place.ts';
import { withTraces } from './interview/traces.ts';
import type { Beside } from './interview/traces.ts';
import { reached, viewOf } from './show-page.ts';
import type { PageView } from './show-page.ts';

/**
 * What became of a posted page. `rejected`: nothing was stored; the page comes back with the problems and what was typed.
 * `off-route`: the interview has not reached that page, or left it. `other-version`: the form was of another version of
 * the questionnaire. For both `at` is where the interview stands.
 */
export type SavedPage =
	| { readonly kind: 'saved'; readonly next: Place }
	| {
			readonly kind: 'rejected';
			readonly view: PageView;
			readonly problems: readonly Problem[];
			readonly posted: Posted;
	  }
	| { readonly kind: 'off-route'; readonly at: Place }
	| { readonly kind: 'other-version'; readonly at: Place }
	| NotAnswering;

/**
 * Stores the answer that a page posted; once this resolves with `saved`, the answer is on disk. The same post twice is as
 * good as once. Of two tabs the last post of a page wins, and other pages keep their answers. Declining consent ends the
 * interview there and then. `returnTo: 'check'` leads back to the check of all answers, over pages that are new. `beside` is
 * what else its form was sent with, which leaves traces of people or machines and refuses nobody.
 */
export async function savePage(
	site: Site,
	args: Whose & { page: number; version: number; posted: Posted; beside?: Beside; returnTo?: 'check' | undefined },
): Promise<SavedPage> {
	return changeOpenInterview<SavedPage>(site, args, (interview, fieldwork) => {
		const { instrument, state } = interview;
		if (args.version !== state.version) {
			return { result: { kind: 'other-version', at: standing(instrument, interview.walked) } };
		}
		const question = reached(interview, args.page);
		if (question === undefined) return { result: { kind: 'off-route', at: standing(instrument, interview.walked) } };
		const checked = checkAnswer(question, args.posted, state.arms);
		if (checked.kind === 'rejected') {
			const view = viewOf(interview, fieldwork, question, args.page);
			return { result: { kind: 'rejected', view, problems: checked.problems, posted: args.posted } };
		}
		const { lookup } = interview.row;
		const before = withTraces(state, args.beside ?? {}, { lookup, work: fieldwork.work });
		const answered = withAnswer(before, question.id, checked.answer);
		const after = { ...interview, state: answered, walked: walk(instrument, answered) };
		const saved = { kind: 'saved', next: nextPlace(after, question, args.returnTo) } as const;
		const { walked } = after;
		if (walked.ended === 'declined') return { result: saved, state: answered, walked, ends: true };
		const isSame = before === state && isDeepStrictEqual(state.answers[question.id], checked.answer);
		if (isSame) return { result: saved };
		return { result: saved, state: answered, walked };
	});
}

function nextPlace(interview: OpenInterview, question: Question, returnTo: 'check' | undefined): Place {
	const { instrument, walked } = interview;
	const next = questionAfter(walked, question.id);
	if (returnTo === 'check' || next === undefined) return standing(instrument, walked);
	return placeOf(instrument, next);
}
