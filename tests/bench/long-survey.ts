import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instrument, QuestionId } from '../../src/lib/core/instrument/index.ts';
import type { Condition } from '../../src/lib/core/instrument/index.ts';

type Section = Instrument['sections'][number];

/**
 * A folder of surveys with one of `count` questions: a shipped one, whose questions but the consent come again and again
 * under other ids, each asking of the earlier answers of its own round. Remove it when done.
 */
export function longSurvey(count: number): { readonly folder: string; readonly survey: string } {
	const shipped = Instrument.parse(JSON.parse(readFileSync('surveys/counterfeit-goods/v2.json', 'utf8')));
	const rounds = Array.from({ length: 20 }, (_, round) => shipped.sections.map((section) => inRound(section, round)));
	let left = count;
	const sections = rounds.flat().flatMap((section) => {
		const questions = section.questions.slice(0, left);
		left -= questions.length;
		return questions.length === 0 ? [] : [{ ...section, questions }];
	});
	const folder = mkdtempSync(join(tmpdir(), 'soundings-long-'));
	const survey = 'long-survey';
	mkdirSync(join(folder, survey));
	const long = { ...shipped, survey, version: 1, sections, equivalences: [] };
	writeFileSync(join(folder, survey, 'v1.json'), JSON.stringify(long));
	return { folder, survey };
}

function inRound(section: Section, round: number): Section {
	if (round === 0) return section;
	const again = (id: string) => QuestionId.parse(`${id}_${round}`);
	return {
		...section,
		id: `${section.id}-${round}`,
		questions: section.questions
			.filter(({ kind }) => kind !== 'consent')
			.map((question) => ({
				...question,
				id: again(question.id),
				...(question.askIf !== undefined && { askIf: asking(question.askIf, again) }),
			})),
	};
}

/** The conditions of the shipped survey look at one question each. */
function asking(condition: Condition, again: (id: string) => QuestionId): Condition {
	return 'question' in condition ? { ...condition, question: again(condition.question) } : condition;
}
