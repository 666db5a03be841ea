import { recordsCsv } from '#exchange/csv-out/records.ts';
import type { Site } from '../../site.ts';
import type { Pilot } from '../../storage/index.ts';
import { pilotResults } from './read-pilots.ts';

/** What testers wrote in a pilot, by question, those on the whole last; a header alone where nobody wrote. */
export async function commentsCsv(site: Site, args: { pilot: Pilot }): Promise<string> {
	const { pilot, questions, onTheWhole } = await pilotResults(site, args);
	const about = new Map(questions.map(({ id, text }) => [id, text]));
	const comments = [...questions.flatMap((question) => question.comments), ...onTheWhole];
	const rows = comments.map(({ question, language, day, words, resolvedByName, resolvedOn }) => ({
		pilot: pilot.label,
		question: question ?? '',
		question_text: about.get(question ?? '') ?? '',
		...{ language, day, comment: words },
		...{ resolved_by: resolvedByName ?? '', resolved_on: resolvedOn ?? '' },
	}));
	return recordsCsv(rows, columns);
}

const columns = ['pilot', 'question', 'question_text', 'language', 'day', 'comment', 'resolved_by', 'resolved_on'];
