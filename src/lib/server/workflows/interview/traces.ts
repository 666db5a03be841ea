import type { InterviewState, Trace } from '#core/interview/index.ts';
import type { Work } from './work.ts';

/** What a page's form was sent with beside its answers; undefined where it had no such field. */
export interface Beside {
	/** What stands in the field that people do not see. */
	readonly unseen?: string | undefined;
	/** The number that solves the puzzle, or nothing. */
	readonly work?: string | undefined;
}

/** The state with the traces that a posted page leaves in it; the same state where it leaves no new one. */
export function withTraces(
	state: InterviewState,
	{ unseen = '', work = '' }: Beside,
	to: { readonly lookup: Buffer; readonly work: Work | undefined },
): InterviewState {
	const before = state.traces ?? [];
	const left: Trace[] = [];
	if (unseen.trim() !== '' && !before.includes('unseen-field')) left.push('unseen-field');
	if (work !== '' && !before.includes('work') && to.work?.isSolved(to.lookup, work) === true) left.push('work');
	return left.length === 0 ? state : { ...state, traces: [...before, ...left] };
}
