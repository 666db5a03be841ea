import type { Words } from '#ui/words/index.ts';

/** The fields of a comment in a page's form; no question's id begins with a line. */
export const commentField = '_comment';
export const commentIdField = '_comment-id';

/** What became of a posted comment, on the page that comes back. */
export type CommentShown =
	| { readonly kind: 'kept' }
	| { readonly kind: 'too-long'; readonly typed: string; readonly most: number }
	| { readonly kind: 'too-many-comments'; readonly typed: string };

/** Why a comment was not kept, and what to do; undefined where it was, or none was written. */
export function commentProblem(words: Words, shown: CommentShown | undefined): string | undefined {
	switch (shown?.kind) {
		case undefined:
		case 'kept':
			return undefined;
		case 'too-long':
			return words.problems.tooLong(shown.most, shown.typed.length);
		case 'too-many-comments':
			return words.pilot.tooMany;
	}
}
