import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { walk } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import { changeInterview, findInterview } from '../../storage/index.ts';
import type { InterviewChange, StoredInterview } from '../../storage/index.ts';
import { findSurvey } from '../find-survey.ts';
import type { NotOpen } from '../find-survey.ts';
import { readCode } from './code.ts';
import type { InterviewCode } from './code.ts';
import type { OpenInterview } from './ending.ts';
import { lookupOf, unsealState } from './sealing.ts';

/** Whose interview, in which survey. `code` is what the cookie holds or somebody typed; undefined without a cookie. */
export interface Whose {
	readonly survey: string;
	readonly code: string | undefined;
}

/** Why there is nothing to answer: the survey takes no answers, there is no such interview, or it has ended. */
export type NotAnswering = NotOpen | { readonly kind: 'no-interview' } | { readonly kind: 'finished' };

/** Opens the interview in the survey's open wave that `whose` has the code of, to read it. */
export async function openInterview(
	site: Site,
	whose: Whose,
): Promise<{ kind: 'answering'; wave: Wave; interview: OpenInterview } | NotAnswering> {
	const ready = await readyToAnswer(site, whose);
	if (ready.kind !== 'ready') return ready;
	const { wave, instrument, code } = ready;
	const row = await findInterview(site.storage.reader, { lookup: lookupOf(code) });
	if (row === undefined) return { kind: 'no-interview' };
	const opened = opening(site, { wave, instrument, code, row });
	return opened.kind === 'opened' ? { kind: 'answering', wave, interview: opened.interview } : opened;
}

/** Opens the same to change it: `change` is synchronous, and nothing else touches the interview while it runs. */
export async function changeOpenInterview<T>(
	site: Site,
	whose: Whose,
	change: (interview: OpenInterview, wave: Wave) => InterviewChange<T>,
): Promise<T | NotAnswering> {
	const ready = await readyToAnswer(site, whose);
	if (ready.kind !== 'ready') return ready;
	const { wave, instrument, code } = ready;
	const changed = await changeInterview<T | NotAnswering>(site.storage.writer, {
		lookup: lookupOf(code),
		change: (row) => {
			const opened = opening(site, { wave, instrument, code, row });
			return opened.kind === 'opened' ? change(opened.interview, wave) : { result: opened };
		},
	});
	return changed ?? { kind: 'no-interview' };
}

async function readyToAnswer(
	site: Site,
	whose: Whose,
): Promise<{ kind: 'ready'; wave: Wave; instrument: Instrument; code: InterviewCode } | NotAnswering> {
	const found = await findSurvey(site, { survey: whose.survey });
	if (found.kind !== 'open') return found;
	const code = whose.code === undefined ? undefined : readCode(whose.code);
	if (code === undefined) return { kind: 'no-interview' };
	return { kind: 'ready', wave: found.wave, instrument: found.instrument, code };
}

function opening(
	site: Site,
	parts: { wave: Wave; instrument: Instrument; code: InterviewCode; row: StoredInterview },
): { kind: 'opened'; interview: OpenInterview } | { kind: 'no-interview' } | { kind: 'finished' } {
	const { wave, instrument, code, row } = parts;
	if (row.wave !== wave.id || row.version !== instrument.version) return { kind: 'no-interview' };
	if (row.state !== 'open') return { kind: 'finished' };
	const state = unsealState(site, code, row);
	if (state === undefined) return { kind: 'no-interview' };
	return { kind: 'opened', interview: { row, code, instrument, state, walked: walk(instrument, state) } };
}
