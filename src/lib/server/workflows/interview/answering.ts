import { quotasOf } from '#core/fieldwork/index.ts';
import { questionsOf } from '#core/instrument/index.ts';
import { clockAt, walk } from '#core/interview/index.ts';
import type { InterviewState, Walk } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import type { NotOpen } from '../find-survey.ts';
import { readCode } from './code.ts';
import type { InterviewCode } from './code.ts';
import { ending } from './ending.ts';
import type { OpenInterview } from './ending.ts';
import type { Fieldwork, InterviewNow, InterviewRow, KeptChange } from './fieldwork.ts';
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
	if (opened.kind !== 'opened') return opened;
	return fieldwork.invitation?.notInvited ?? { kind: 'answering', fieldwork, interview: opened.interview };
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
		change: (row, now) => {
			const opened = opening(site, { fieldwork, code, row });
			if (opened.kind !== 'opened') return { result: opened };
			if (now.notInvited !== undefined) return { result: now.notInvited };
			return toKeep(site, { fieldwork, now, ...opened }, change(opened.interview, fieldwork));
		},
	});
	return changed ?? { kind: 'no-interview' };
}

function toKeep<T>(
	site: Site,
	held: { fieldwork: Fieldwork; now: InterviewNow; interview: OpenInterview },
	change: Change<T>,
): KeptChange<T | { readonly kind: 'finished' }> {
	const { fieldwork, now, interview } = held;
	const { room } = fieldwork.kept;
	const how = { room, asksForWork: fieldwork.work !== undefined };
	const { result, ends } = change;
	if (change.state === undefined) return { result };
	const { clock } = change.state;
	const state = clock === undefined ? change.state : { ...change.state, clock: clockAt(clock, site.clock.now()) };
	const walked = change.walked ?? interview.walked;
	const states = { before: interview.state, after: state, at: { before: interview.walked.next, after: walked.next } };
	const after = { ...interview, state, walked };
	const quotas = walked.ended === 'declined' ? [] : quotasCounted(fieldwork, after);
	if (quotas.some(({ id, limit }) => now.filled(id) >= limit)) {
		return { result: { kind: 'finished' }, states, ...ending(site, after, { ...how, fills: [], isFull: true }) };
	}
	if (ends === true) {
		return { result, states, ...ending(site, after, { ...how, fills: quotas.map(({ id }) => id), isFull: false }) };
	}
	const sealed = () => seal(site, interview.code, interview.row, state, room);
	const skipped = room === 0 ? 0 : notAsked(interview, after);
	return { result, states, sealed: sealed(), again: Array.from({ length: skipped }, sealed) };
}

/** The quotas that an interview counts in by what it has answered so far, and by what the sample says of the person. */
function quotasCounted({ quotas, invitation }: Fieldwork, { instrument, state, walked }: OpenInterview) {
	if (quotas.length === 0) return [];
	const answers = Object.fromEntries(walked.steps.map(({ question, answer }) => [question.id, answer]));
	return quotasOf(quotas, { instrument, answers, arms: state.arms, strata: invitation?.strata ?? {} });
}

/** How many questions a first answer led past, to the next one or to the end. */
function notAsked({ instrument, walked }: OpenInterview, { walked: after }: OpenInterview): number {
	const questions = questionsOf(instrument);
	const placeOf = (at: Walk['next']) => (at === undefined ? questions.length : questions.indexOf(at));
	return Math.max(0, placeOf(after.next) - placeOf(walked.next) - 1);
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
	if (state?.invitation !== fieldwork.invitation?.token.toString('hex')) return { kind: 'no-interview' };
	if (state === undefined) return { kind: 'no-interview' };
	return { kind: 'opened', interview: { row, code, instrument, state, walked: walk(instrument, state) } };
}
