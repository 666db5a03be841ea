import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireStaff } from '#server/accounts/index.ts';
import { deleteAnswersOf, memberPageOf, personsAnswers } from '#server/workflows/fieldwork/sample/index.ts';
import { answersForPerson } from '#ui/fieldwork/sample/answers-for-person.ts';
import { noAnswersProblem, notDeletedProblems } from '#ui/fieldwork/sample/person-words.ts';
import { waveIn } from '../../sent.ts';
import { placeIn, sentDeletion } from './sent.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { at } = await asked(event);
	const found = await memberPageOf(event.locals.site, at);
	if (found === undefined) error(404, 'There is nobody like that in the sample.');
	return { found, did: event.url.searchParams.get('did') === 'deleted' };
};

export const actions: Actions = {
	show: async (event) => {
		const { actor, at } = await asked(event);
		const shown = await personsAnswers(event.locals.site, { ...at, actor, as: 'page' });
		if (shown === undefined) return fail(404, { problem: noAnswersProblem, reason: '' });
		return { shown: answersForPerson(shown) };
	},
	delete: async (event) => {
		const { actor, at } = await asked(event);
		const sent = await sentDeletion(event.request);
		const done = await deleteAnswersOf(event.locals.site, { ...at, actor, ...sent });
		if (done.kind === 'deleted') redirect(303, `${event.url.pathname}?did=deleted`);
		return fail(400, { problem: notDeletedProblems[done.kind], reason: sent.reason });
	},
};

/** Names and answers together are for whoever may see both. */
async function asked(event: RequestEvent<{ survey: string; wave: string; member: string }>) {
	await requireStaff(event, 'field');
	const actor = await requireStaff(event, 'export');
	return { actor, at: { survey: event.params.survey, wave: waveIn(event.params), place: placeIn(event.params) } };
}
