import { error } from '@sveltejs/kit';
import { personsAnswersCsv, personsAnswersJson } from '#exchange/persons-answers.ts';
import { requireStaff } from '#server/accounts/index.ts';
import { csvAnswer } from '#server/http/csv-answer.ts';
import { jsonAnswer } from '#server/http/json-answer.ts';
import { personsAnswers } from '#server/workflows/fieldwork/sample/index.ts';
import { answersForPerson } from '#ui/fieldwork/sample/answers-for-person.ts';
import { waveIn } from '../../../sent.ts';
import { placeIn, sentFormat } from '../sent.ts';
import type { RequestHandler } from './$types';

/** A person's answers as a file; asked for by a form, since handing them out is put on record. */
export const POST: RequestHandler = async (event) => {
	await requireStaff(event, 'field');
	const actor = await requireStaff(event, 'export');
	const at = { survey: event.params.survey, wave: waveIn(event.params), place: placeIn(event.params) };
	const as = await sentFormat(event.request);
	const found = await personsAnswers(event.locals.site, { ...at, actor, as });
	if (found === undefined) error(404, 'No answers of this person are here.');
	const answers = answersForPerson(found);
	return as === 'csv'
		? csvAnswer(personsAnswersCsv(answers), 'your-answers')
		: jsonAnswer(personsAnswersJson(answers), 'your-answers');
};
