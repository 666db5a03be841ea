import { currentSite } from '#server/site.ts';
import { leaveComment, longestComment } from '#server/workflows/pilots/index.ts';
import { commentField, commentIdField } from '#ui/pilot/comment-field.ts';
import type { CommentShown } from '#ui/pilot/comment-field.ts';
import type { Posted } from '#core/instrument/index.ts';
import { answerWith } from '../../outcomes.ts';
import { tellIn, whoseInterview } from './respondent.ts';
import type { Visit } from './respondent.ts';

/** The name of a comment that a page of a pilot may be sent with; undefined on pages of a survey. */
export function newCommentId({ params }: Pick<Visit, 'params'>): string | undefined {
	return params.token === undefined ? undefined : currentSite().random.bytes(16).toString('hex');
}

/**
 * Keeps the comment that came with a page of a pilot, about the question of that page or, with null, about the whole. It is
 * kept also where the answer beside it is sent back. Undefined where no comment came.
 */
export async function commentLeft(
	event: Visit,
	posted: Posted,
	page: number | null,
): Promise<CommentShown | undefined> {
	const { pilot, ...whose } = whoseInterview(event);
	const typed = posted.get(commentField)?.[0];
	if (pilot === undefined || typed === undefined) return undefined;
	const comment = { id: posted.get(commentIdField)?.[0] ?? '', words: typed };
	const left = await leaveComment(currentSite(), { ...whose, pilot, page, comment });
	switch (left.kind) {
		case 'kept':
			return { kind: 'kept' };
		case 'nothing':
			return undefined;
		case 'too-long':
			return { kind: 'too-long', typed: typed.slice(0, 20_000), most: longestComment };
		case 'too-many-comments':
			return { kind: 'too-many-comments', typed };
		case 'unknown-survey':
		case 'not-yet-open':
		case 'paused':
		case 'closed':
		case 'not-invited':
			return answerWith(left, tellIn(event));
	}
}
