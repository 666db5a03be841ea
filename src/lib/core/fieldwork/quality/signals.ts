import type { Trace } from '../../interview/index.ts';
import type { BotSignal } from './rules.ts';

/** Nobody reads a question and answers it in less, in seconds. */
const leastPerPage = 0.5;
/** Of fewer pages whole seconds say too little. */
const fewestPages = 4;

/** What is known of how an interview was answered as it ends. */
export interface Answered {
	/** Whole seconds, give or take one; undefined where nobody counted them. */
	readonly spent: number | undefined;
	readonly pages: number;
	/** What came with its pages. */
	readonly traces: readonly Trace[];
	/** Whether browsers were asked for a proof of work. */
	readonly asksForWork: boolean;
}

/** What gives a machine away as an interview ends. These are signals for the rules of quality and refuse nobody. */
export function signalsOf({ spent, pages, traces, asksForWork }: Answered): BotSignal[] {
	const isFast = spent !== undefined && pages >= fewestPages && spent + 1 < pages * leastPerPage;
	return [
		...(isFast ? (['faster-than-reading'] as const) : []),
		...(traces.includes('unseen-field') ? (['unseen-field-filled'] as const) : []),
		...(asksForWork && !traces.includes('work') ? (['no-proof-of-work'] as const) : []),
	];
}
