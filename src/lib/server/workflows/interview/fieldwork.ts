import type { Quota, Wave } from '#core/fieldwork/index.ts';
import type { Arms, Instrument, Language, Question } from '#core/instrument/index.ts';
import type { InterviewState } from '#core/interview/index.ts';
import type { Site } from '../../site.ts';
import type { NotInvited } from '../find-survey.ts';
import { changeInterview, findInterview, insertInterview } from '../../storage/index.ts';
import type { InterviewChange, InterviewEnding, SampleMember, StoredInterview, Writer } from '../../storage/index.ts';
import type { EndedInterview } from './ended-interview.ts';
import { ballotPlace, ballotSealer } from './ballot.ts';
import { sealedRoom } from './sealed-room.ts';
import { isUnlinkable } from './unlinkable.ts';
import type { WaveTerms } from './wave-terms.ts';
import { whyNot } from './why-not.ts';
import type { Work } from './work.ts';

/** What interviews are held in: a wave, or a pilot. `kept` is where their answers are. */
export interface Fieldwork extends Pick<Wave, 'identityMode' | 'sampleType' | 'closesOn'> {
	readonly languages: readonly Language[];
	readonly instrument: Instrument;
	readonly kept: InterviewStore;
	readonly quotas: readonly Quota[];
	/** The proof of work that browsers are asked for; undefined where none is. */
	readonly work: Work | undefined;
	/** Of somebody who came by an invitation. */
	readonly invitation?: Invitation;
}

/** The invitation that interviews are held with. */
export interface Invitation {
	/** The hash of its token. */
	readonly token: Buffer;
	/** What the sample says of who has it, by the names of its columns. */
	readonly strata: Readonly<Record<string, string>>;
	/** Why it admits nobody, as far as is known before a transaction. */
	readonly notInvited: NotInvited | undefined;
}

/** An interview as it is kept. `wave` is what it is held in, to which it is sealed. */
export interface InterviewRow extends Omit<StoredInterview, 'wave'> {
	readonly wave: string;
}

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
	readonly ending?: {
		readonly state: 'completed' | 'declined';
		readonly response: EndedInterview;
		/** The quotas that it counts in. */
		readonly fills: readonly string[];
	};
	/** The same state sealed anew, to be stored once more each: see `waveStore`. */
	readonly again?: readonly Buffer[];
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
	change<T>(args: {
		lookup: Buffer;
		change: (row: InterviewRow, now: InterviewNow) => KeptChange<T>;
	}): Promise<T | undefined>;
	/** How long, in bytes, what is sealed of an interview always is; 0 where its length may tell how much was answered. */
	readonly room: number;
}

/** What decides, in the transaction that changes an interview, whether it may go on. */
export interface InterviewNow {
	readonly notInvited: NotInvited | undefined;
	/** How many completed interviews a quota holds. */
	filled(quota: string): number;
}

/** A wave, and the instrument that it asks: of its open link unless `through` says by whose invitation. */
export function waveFieldwork(
	site: Site,
	wave: Wave,
	instrument: Instrument,
	through: WaveTerms & { readonly invitation?: Invitation },
): Fieldwork {
	const { languages, identityMode, sampleType, closesOn } = wave;
	const kept = waveStore(site, wave, instrument, through.invitation);
	return { languages, identityMode, sampleType, closesOn, instrument, kept, ...through };
}

/**
 * Where a used token stands beside the end of an interview, nothing that is stored of the interview may tell of its answers:
 * everything sealed has one length, arms are counted nowhere, the end is a ballot, and a post that goes over questions that
 * are not asked stores its state once more for each of them, so that not even the number of writes tells the route.
 */
function waveStore(site: Site, wave: Wave, instrument: Instrument, invitation: Invitation | undefined): InterviewStore {
	const { reader, writer } = site.storage;
	const token = invitation?.token;
	const guarded = invitation !== undefined && isUnlinkable(wave);
	return {
		id: wave.id,
		room: guarded ? sealedRoom(instrument, 'state') : 0,
		find: (args) => findInterview(reader, args),
		insert: ({ start, ...rest }) =>
			insertInterview(writer, {
				...{ ...rest, wave: wave.id, balanced: !guarded },
				start: (arms) => ({ ...start(arms).row, wave: wave.id }),
			}),
		change: async ({ lookup, change }) => {
			const seal = guarded ? await ballotSealer(site, wave, instrument) : undefined;
			let stored: Pick<KeptChange<unknown>, 'sealed' | 'again'> = {};
			const result = await changeInterview(writer, {
				...{ lookup, token },
				change: (row, { member, filled }) => {
					const notInvited = token === undefined ? undefined : whyNot(member);
					const changed = change(row, { notInvited, filled });
					stored = changed;
					return { result: changed.result, ...kept(site, wave, changed, { member, seal }) };
				},
			});
			if (stored.again !== undefined) await storeAgain(writer, lookup, stored);
			return result;
		},
	};
}

function kept(
	site: Site,
	{ id: wave }: Wave,
	{ sealed, ending }: Pick<KeptChange<unknown>, 'sealed' | 'ending'>,
	by: { member: SampleMember | undefined; seal: Awaited<ReturnType<typeof ballotSealer>> | undefined },
): Pick<InterviewChange<unknown>, 'sealed' | 'ending'> {
	if (ending === undefined) return sealed === undefined ? {} : { sealed };
	const { member, seal } = by;
	const { state, fills } = ending;
	const response = { ...ending.response, wave, source: member?.source ?? ending.response.source };
	const settled = memberAfter[ending.response.outcome];
	const became = (): InterviewEnding => {
		if (member === undefined) return { kind: 'response', state, fills, response };
		if (seal === undefined) return { kind: 'linked', state, fills, response, member: settled };
		const ballot = seal(ending.response, member);
		return { kind: 'ballot', state, fills, ballot, place: () => ballotPlace(site), member: settled };
	};
	return { ...(sealed === undefined ? {} : { sealed }), ending: became() };
}

/** What an ended interview makes of whom it was held with. A full quota is nobody's refusal: AAPOR counts it as not eligible. */
const memberAfter = {
	completed: 'answered',
	declined: 'declined',
	'quota-full': 'ineligible',
	'broken-off': 'ready',
} as const satisfies Record<EndedInterview['outcome'], SampleMember['state']>;

/** Stores one state several times, each in a commit of its own, as long as nobody has stored another. */
async function storeAgain(
	writer: Writer,
	lookup: Buffer,
	{ sealed, again }: Pick<KeptChange<unknown>, 'sealed' | 'again'>,
): Promise<void> {
	let last = sealed;
	for (const next of again ?? []) {
		const before = last;
		await changeInterview(writer, {
			lookup,
			change: (row) =>
				before !== undefined && row.state === 'open' && row.sealed.equals(before)
					? { result: undefined, sealed: next }
					: { result: undefined },
		});
		last = next;
	}
}
