import type { Wave } from '#core/fieldwork/index.ts';
import type { Arms, Instrument, Language, Question } from '#core/instrument/index.ts';
import type { InterviewState } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import { changeInterview, findInterview, insertInterview } from '../../storage/index.ts';
import type { StoredInterview, StoredResponse } from '../../storage/index.ts';

/** What interviews are held in: a wave, or a pilot. `kept` is where their answers are. */
export interface Fieldwork extends Pick<Wave, 'identityMode' | 'sampleType' | 'closesOn'> {
	readonly languages: readonly Language[];
	readonly instrument: Instrument;
	readonly kept: InterviewStore;
}

/** An interview as it is kept. `wave` is what it is held in, to which it is sealed. */
export interface InterviewRow extends Omit<StoredInterview, 'wave'> {
	readonly wave: string;
}

/** An ended interview, before it is known where it is kept. */
export type EndedInterview = Omit<StoredResponse, 'wave'>;

/** An interview that begins, at the question `at`. */
export interface StartedInterview {
	readonly row: InterviewRow;
	readonly state: InterviewState;
	readonly at: Question | undefined;
}

/** What becomes of an interview: sealed anew, or ended too; neither leaves it as it is. */
export interface KeptChange<T> {
	readonly result: T;
	readonly sealed?: Buffer;
	readonly ending?: { readonly state: 'completed' | 'declined'; readonly response: EndedInterview };
	/** What was opened and what it is now, for those who count how far interviews get. */
	readonly states?: {
		readonly before: InterviewState;
		readonly after: InterviewState;
		/** The first question that was not answered yet, and now. */
		readonly at: { readonly before: Question | undefined; readonly after: Question | undefined };
	};
}

/** Where the interviews of a wave or of a pilot are kept; the two are never in one table. */
export interface InterviewStore {
	/** What the interviews are sealed to. */
	readonly id: string;
	find(args: { lookup: Buffer }): Promise<InterviewRow | undefined>;
	insert(args: {
		experiments: readonly { readonly id: string; readonly arms: readonly string[] }[];
		draw: (below: number) => number;
		start: (arms: Arms) => StartedInterview;
	}): Promise<void>;
	change<T>(args: { lookup: Buffer; change: (row: InterviewRow) => KeptChange<T> }): Promise<T | undefined>;
}

/** A wave, and the instrument that it asks. */
export function waveFieldwork(site: Site, wave: Wave, instrument: Instrument): Fieldwork {
	const { languages, identityMode, sampleType, closesOn } = wave;
	return { languages, identityMode, sampleType, closesOn, instrument, kept: waveStore(site, wave) };
}

function waveStore({ storage: { reader, writer } }: Site, { id: wave }: Wave): InterviewStore {
	return {
		id: wave,
		find: (args) => findInterview(reader, args),
		insert: ({ start, ...rest }) =>
			insertInterview(writer, { ...rest, wave, start: (arms) => ({ ...start(arms).row, wave }) }),
		change: ({ lookup, change }) =>
			changeInterview(writer, {
				lookup,
				change: (row) => {
					const { states: _states, ending, ...changed } = change(row);
					if (ending === undefined) return changed;
					return { ...changed, ending: { ...ending, response: { ...ending.response, wave: row.wave } } };
				},
			}),
	};
}
