import { plainText, questionsOf, say } from '#core/instrument/index.ts';
import { describeAnswer } from '#core/interview/index.ts';
import { currentSite } from '#server/site.ts';
import { completeInterview } from '#server/workflows/complete-interview.ts';
import { reviewAnswers } from '#server/workflows/review-answers.ts';
import { redirect } from '@sveltejs/kit';
import { addressOf } from '../../../addresses.ts';
import { answerWith } from '../../../outcomes.ts';
import { unsent } from '../../../unsent.ts';
import { pipesOf } from '../pipes.ts';
import { tellIn, whoseInterview } from '../respondent.ts';
import { leaveFromAnswers } from '../sensitive.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const review = await reviewAnswers(currentSite(), whoseInterview(event));
	if (review.kind !== 'review') return answerWith(review, tellIn(event));
	const { instrument, state, walked } = review;
	const { language } = state;
	event.locals.lang = language;
	const pages = new Map(questionsOf(instrument).map((question, index) => [question.id, index + 1]));
	const last = walked.steps.at(-1);
	const page = {
		survey: event.params.survey,
		language,
		leave: leaveFromAnswers(instrument),
		back: addressOf(instrument.survey, {
			kind: 'page',
			page: last === undefined ? 1 : (pages.get(last.question.id) ?? 1),
		}),
		answers: walked.steps
			.filter(({ question }) => question.kind !== 'information')
			.map(({ question, answer }) => ({
				page: pages.get(question.id) ?? 1,
				question: plainText(say(question.text, language), (id) => pipesOf(question, walked, language)[id]),
				lines: describeAnswer(question, answer, language),
			})),
	};
	return { page: unsent(page) };
};

export const actions: Actions = {
	default: async (event) => {
		const completed = await completeInterview(currentSite(), whoseInterview(event));
		if (completed.kind !== 'completed') return answerWith(completed, tellIn(event));
		return redirect(303, addressOf(event.params.survey, { kind: 'thanks' }));
	},
};
