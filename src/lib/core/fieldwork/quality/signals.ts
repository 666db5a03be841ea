import type { BotSignal } from './rules.ts';

/** Nobody reads a question and answers it in less, in seconds. */
const leastPerPage = 0.5;
/** Of fewer pages whole seconds say too little. */
const fewestPages = 4;

/**
 * What gives a machine away as an interview ends: `spent` whole seconds, give or take one, over so many pages. It is a
 * signal for the rules of quality and refuses nobody.
 */
export function signalsOf({ spent, pages }: { readonly spent: number; readonly pages: number }): BotSignal[] {
	return pages >= fewestPages && spent + 1 < pages * leastPerPage ? ['faster-than-reading'] : [];
}
