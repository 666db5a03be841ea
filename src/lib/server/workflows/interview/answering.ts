import { clockAt, walk } from '#core/interview/index.ts';
import type { InterviewState, Walk } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import type { NotOpen } from '../find-survey.ts';
import { readCode } from './code.ts';
import type { InterviewCode } from './code.ts';
import { ending } from './ending.ts';
import type { OpenInterview } from './ending.ts';
import type { Fieldwork, InterviewRow, KeptChange } from './fieldwork.ts';
import { findFieldwork } from './find-fieldwork.ts';
import type { Where } from './find-fieldwork.ts';
import { lookupOf, seal, unsealState } from './sealing.ts';

/** Whose interview, and where. `code` is what the cookie holds or somebody typed; undefined without a cookie. */
export interface Whose extends Where {
	readonly code: string | undefined;
}

/** Why there is nothing to answer: no answers are taken there, there is no such interview, or it has ended. */
export type NotAnswering = NotOpen | { readonly kind: 'no-interview' } | { readonly kind: 'finished' };

/** What becomes of an open interview: a new state, which may be its last; without one it stays as it is. */
export interface Change<T> {
	readonly result: T;
	readonly state?: InterviewState;
	/** The walk of that state, where its answers are others than before. */
	readonly walked?: Walk;
	/** Ends it in that state, whose route is complete or whose consent was declined. */
	readonly ends?: boolean;
}

/** Opens the interview that `whose` has the code of, to read it. */
export async function openInterview(
	site: Site,
	whose: Whose,
): Promise<{ kind: 'answering'; fieldwork: Fieldwork; interview: OpenInterview } | NotAnswering> {
	const ready = await readyToAnswer(site, whose);
	if (ready.kind !== 'ready') return ready;
	const { fieldwork, code } = ready;
	const row = await fieldwork.kept.find({ lookup: lookupOf(code) });
	if (row === undefined) return { kind: 'no-interview' };
	const opened = opening(site, { fieldwork, code, row });
	return opened.kind === 'opened' ? { kind: 'answering', fieldwork, interview: opened.interview } : opened;
}

/** Opens the same to change it: `change` is synchronous, and nothing else touches the interview while it runs. */
export async function changeOpenInterview<T>(
	site: Site,
	whose: Whose,
	change: (interview: OpenInterview, fieldwork: Fieldwork) => Change<T>,
): Promise<T | NotAnswering> {
	const ready = await readyToAnswer(site, whose);
	if (ready.kind !== 'ready') return ready;
	const { fieldwork, code } = ready;
	const changed = await fieldwork.kept.change<T | NotAnswering>({
		lookup: lookupOf(code),
		change: (row) => {
			const opened = opening(site, { fieldwork, code, row });
			if (opened.kind !== 'opened') return { result: opened };
			return toKeep(site, opened.interview, change(opened.interview, fieldwork));
		},
	});
	return changed ?? { kind: 'no-interview' };
}

function toKeep<T>(site: Site, interview: OpenInterview, change: Change<T>): KeptChange<T> {
	const { result, ends } = change;
	if (change.state === undefined) return { result };
	const { clock } = change.state;
	const state = clock === undefined ? change.state : { ...change.state, clock: clockAt(clock, site.clock.now()) };
	const walked = change.walked ?? interview.walked;
	const states = { before: interview.state, after: state, at: { before: interview.walked.next, after: walked.next } };
	if (ends !== true) return { result, states, sealed: seal(site, interview.code, interview.row, state) };
	return { result, states, ...ending(site, { ...interview, state, walked }) };
}

async function readyToAnswer(
	site: Site,
	whose: Whose,
): Promise<{ kind: 'ready'; fieldwork: Fieldwork; code: InterviewCode } | NotAnswering> {
	const found = await findFieldwork(site, whose);
	if (found.kind !== 'open') return found;
	const code = whose.code === undefined ? undefined : readCode(whose.code);
	if (code === undefined) return { kind: 'no-interview' };
	return { kind: 'ready', fieldwork: found.fieldwork, code };
}

function opening(
	site: Site,
	parts: { fieldwork: Fieldwork; code: InterviewCode; row: InterviewRow },
): { kind: 'opened'; interview: OpenInterview } | { kind: 'no-interview' } | { kind: 'finished' } {
	const { fieldwork, code, row } = parts;
	const { instrument } = fieldwork;
	if (row.wave !== fieldwork.kept.id || row.version !== instrument.version) return { kind: 'no-interview' };
	if (row.state !== 'open') return { kind: 'finished' };
	const state = unsealState(site, code, row);
	if (state === undefined) return { kind: 'no-interview' };
	return { kind: 'opened', interview: { row, code, instrument, state, walked: walk(instrument, state) } };
}
