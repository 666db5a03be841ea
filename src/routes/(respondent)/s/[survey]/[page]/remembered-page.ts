import type { Question } from '#core/instrument/index.ts';
import type { questionPage } from './question-page.ts';

type Page = ReturnType<typeof questionPage>;

/** How many pages of one question are kept, of some kilobytes each: one for each language and each way to it. */
const most = 32;

const remembered = new WeakMap<Question, Map<string, Buffer<ArrayBuffer>>>();

/**
 * The bytes of a question's page as `make` makes them, or as it made them before of all the same. Only what is shown to
 * everybody alike is kept; see `isEverybodys`. Shown by tests/property/remembered-page.test.ts.
 */
export function rememberedPage(page: Page, make: () => Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
	if (!isEverybodys(page)) return make();
	const { question, entered: _entered, seed: _seed, arms: _arms, ...shown } = page;
	const pages = remembered.get(question) ?? new Map<string, Buffer<ArrayBuffer>>();
	remembered.set(question, pages);
	const key = JSON.stringify(shown);
	const before = pages.get(key);
	if (before !== undefined) return before;
	const made = make();
	if (pages.size >= most) pages.clear();
	pages.set(key, made);
	return made;
}

/** Whether a page shows no answer, is in nobody's own order or arm, and belongs to no invitation, pilot or proof of work. */
function isEverybodys({ question, entered, pipes, puzzle, isInvited, commentId }: Page): boolean {
	const isBlank = entered.size === 0 && Object.keys(pipes).length === 0;
	const isSomebodys = isInvited || commentId !== undefined || puzzle !== undefined;
	return isBlank && !isSomebodys && !hasOwnLook(question);
}

function hasOwnLook(question: Question): boolean {
	switch (question.kind) {
		case 'single':
		case 'multiple':
		case 'ranking':
			return question.order === 'random';
		case 'grid':
			return question.itemOrder === 'random';
		case 'item-count':
			return true;
		case 'number':
		case 'scale':
		case 'text':
		case 'knowledge':
		case 'crosswise':
		case 'consent':
		case 'information':
			return false;
	}
}
