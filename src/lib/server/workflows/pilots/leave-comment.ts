import type { Site } from '../../site.ts';
import { insertPilotComment } from '../../storage/index.ts';
import type { NotOpen } from '../find-survey.ts';
import { openInterview } from '../interview/answering.ts';
import { findPilotFieldwork } from '../interview/pilot-fieldwork.ts';
import { reached } from '../show-page.ts';
import { showThanks } from '../show-thanks.ts';

/** The longest comment that is taken, in characters. */
export const longestComment = 2000;

/** A comment as it was posted. `id` is what the page's form gave it, so that the same form sent twice is one comment. */
interface PostedComment {
	readonly id: string;
	readonly words: string;
}

type LeftComment =
	| { readonly kind: 'kept' }
	/** Nothing was written, or not by somebody whom the page was shown to. */
	| { readonly kind: 'nothing' }
	| { readonly kind: 'too-long'; readonly typed: number }
	| { readonly kind: 'too-many-comments' }
	| NotOpen;

/**
 * Keeps what a tester writes to the authors of a questionnaire about the question of `page`, or about the whole once the
 * interview has ended (`page` null). Only a tester who has reached that place can. What is kept is the question, the
 * language, the day and the words; nothing of the interview, so that nothing joins a comment to answers.
 */
export async function leaveComment(
	site: Site,
	args: { survey: string; pilot: string; code: string | undefined; page: number | null; comment: PostedComment },
): Promise<LeftComment> {
	const words = args.comment.words.replaceAll('\r\n', '\n').trim();
	if (words === '' || !/^[0-9a-f]{32}$/.test(args.comment.id)) return { kind: 'nothing' };
	if (words.length > longestComment) return { kind: 'too-long', typed: words.length };
	const found = await findPilotFieldwork(site, { survey: args.survey, token: args.pilot });
	if (found.kind !== 'open') return found;
	const about = args.page === null ? await theWhole(site, args) : await theQuestion(site, args, args.page);
	if (about === undefined) return { kind: 'nothing' };
	return insertPilotComment(site.storage.writer, {
		comment: {
			...{ id: args.comment.id, pilot: found.pilot.id, ...about, day: site.clock.today(), words },
			...{ resolvedByName: null, resolvedOn: null },
		},
	});
}

type Interviewed = { survey: string; pilot: string; code: string | undefined };

async function theQuestion(site: Site, whose: Interviewed, page: number) {
	const opened = await openInterview(site, whose);
	if (opened.kind !== 'answering') return undefined;
	const question = reached(opened.interview, page);
	return question === undefined ? undefined : { question: question.id, language: opened.interview.state.language };
}

async function theWhole(site: Site, whose: Interviewed) {
	const shown = await showThanks(site, whose);
	return shown.kind === 'thanks' ? { question: null, language: shown.language } : undefined;
}
