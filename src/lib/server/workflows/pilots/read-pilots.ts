import { cellsOf, plainText, questionsOf, say, variablesOf } from '#core/instrument/index.ts';
import type { Question, Variable } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import type { Draft, Pilot, PilotComment, PilotResponse } from '../../storage/index.ts';
import {
	instrumentOfPilot,
	listPilotComments,
	listPilotQuestions,
	listPilotResponses,
	listPilots,
	listQuestionComments,
} from '../../storage/index.ts';
import { tokenOf } from '../interview/pilot-token.ts';

/** A pilot with its link, whether it takes answers today, and how many comments wait for an author. */
interface ListedPilot extends Pilot {
	readonly address: string;
	readonly isOpen: boolean;
	readonly comments: number;
	readonly unresolved: number;
}

/** How often each answer was given in one column; `others` were numbers or words of their own. */
interface AnswerCounts {
	readonly label: string;
	readonly answers: readonly { readonly label: string; readonly count: number }[];
	readonly others: { readonly kind: 'number' | 'text'; readonly count: number } | null;
	readonly missing: readonly { readonly reason: string; readonly count: number }[];
}

/** What a pilot tells of one question. `stopped`: interviews that have got so far and no further. */
interface PilotedQuestion {
	readonly id: string;
	readonly text: string;
	readonly reached: number;
	readonly answered: number;
	readonly declined: number;
	readonly stopped: number;
	readonly counts: readonly AnswerCounts[];
	readonly comments: readonly PilotComment[];
}

interface PilotResults {
	readonly pilot: ListedPilot;
	readonly questions: readonly PilotedQuestion[];
	/** Comments on the whole questionnaire. */
	readonly onTheWhole: readonly PilotComment[];
}

/** The pilots of a draft, the newest first. */
export async function pilotsOf(site: Site, args: { draft: Draft }): Promise<ListedPilot[]> {
	demand(site, 'see', args.draft.survey);
	const { reader } = site.storage;
	const pilots = await listPilots(reader, { draft: args.draft.id });
	return Promise.all(
		pilots.map(async (pilot) => listed(site, pilot, await listPilotComments(reader, { pilot: pilot.id }))),
	);
}

/** What a pilot has told so far: how far interviews got, what they answered, and what testers wrote. */
export async function pilotResults(site: Site, args: { pilot: Pilot }): Promise<PilotResults> {
	const { pilot } = args;
	demand(site, 'see', pilot.survey);
	const { reader } = site.storage;
	const instrument = await instrumentOfPilot(reader, pilot);
	const language = instrument.languages[0]?.code ?? 'en';
	const comments = await listPilotComments(reader, { pilot: pilot.id });
	const responses = await listPilotResponses(reader, { pilot: pilot.id });
	const steps = new Map((await listPilotQuestions(reader, { pilot: pilot.id })).map((step) => [step.question, step]));
	const questions = questionsOf(instrument).map((question): PilotedQuestion => {
		const { reached = 0, answered = 0, declined = 0 } = steps.get(question.id) ?? {};
		return {
			...{ id: question.id, text: plainText(say(question.text, language), (id) => `[${id}]`) },
			...{ reached, answered, declined, stopped: reached - answered - declined },
			counts: variablesOf(question).map((variable, column) =>
				countsOf(question, variable, column, responses, language),
			),
			comments: comments.filter((comment) => comment.question === question.id),
		};
	});
	const onTheWhole = comments.filter(({ question }) => question === null);
	return { pilot: listed(site, pilot, comments), questions, onTheWhole };
}

/** What testers wrote about one question, with the label of the pilot in which they did. */
export async function commentsOn(
	site: Site,
	args: { draft: Draft; question: string },
): Promise<(PilotComment & { readonly label: string })[]> {
	const { draft, question } = args;
	demand(site, 'see', draft.survey);
	const { reader } = site.storage;
	const comments = await listQuestionComments(reader, { draft: draft.id, question });
	if (comments.length === 0) return [];
	const labels = new Map((await listPilots(reader, { draft: draft.id })).map(({ id, label }) => [id, label]));
	return comments.map((comment) => ({ ...comment, label: labels.get(comment.pilot) ?? '' }));
}

function listed(site: Site, pilot: Pilot, comments: readonly PilotComment[]): ListedPilot {
	return {
		...pilot,
		address: `${site.env.ORIGIN}/s/${pilot.survey}/pilot/${tokenOf(site, pilot.id)}`,
		isOpen: pilot.state === 'open' && site.clock.today() <= pilot.closesOn,
		comments: comments.length,
		unresolved: comments.filter(({ resolvedOn }) => resolvedOn === null).length,
	};
}

/** Completed interviews alone; those to whom the question was not put count nowhere. */
function countsOf(
	question: Question,
	variable: Variable,
	column: number,
	responses: readonly PilotResponse[],
	language: string,
): AnswerCounts {
	const given = new Map<number, number>();
	const missing = new Map<string, number>();
	let others = 0;
	for (const { answers, arms } of responses) {
		const answer = answers[question.id];
		const cell = answer === undefined ? undefined : cellsOf(question, answer, arms)[column];
		if (cell === undefined) continue;
		if (typeof cell === 'object') missing.set(cell.missing, (missing.get(cell.missing) ?? 0) + 1);
		else if (typeof cell === 'number' && variable.type === 'code') given.set(cell, (given.get(cell) ?? 0) + 1);
		else others++;
	}
	const isOwn = variable.type === 'number' || variable.type === 'text';
	return {
		label: plainText(say(variable.label, language), (id) => `[${id}]`),
		answers: variable.values.map(({ code, label }) => ({
			label: plainText(say(label, language), (id) => `[${id}]`),
			count: given.get(code) ?? 0,
		})),
		others: isOwn ? { kind: variable.type, count: others } : null,
		missing: [...missing].map(([reason, count]) => ({ reason, count })),
	};
}
