import type { IdentityMode, Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Answer, Instrument, Language } from '#core/instrument/index.ts';
import { questionsOf } from '#core/instrument/index.ts';
import type { Step } from '#core/interview/index.ts';
import { authorise } from '../../../accounts/authorise.ts';
import { demand } from '../../../accounts/demand.ts';
import { onRecord, putOnRecord } from '../../../on-record.ts';
import type { Actor, Doing } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import {
	deletePersonsAnswers,
	findInstrument,
	findMemberAt,
	findWave,
	listBegunSteps,
	placesOfResponses,
	readResponsesAt,
} from '../../../storage/index.ts';
import type { SampleMember, StoredResponse } from '../../../storage/index.ts';
import { dropColumns } from '../../analysis/column-file.ts';

interface At {
	readonly survey: string;
	readonly wave: WaveId;
	/** Where the member stands in the sample. */
	readonly place: number;
}

/** Why nobody gets from a member to answers, or that somebody does. */
export type MemberPage =
	/** Nothing joins answers to people in a wave of this mode. */
	| { readonly kind: 'not-joined'; readonly wave: Wave; readonly mode: Exclude<IdentityMode, 'confidential'> }
	/** What joined them was deleted, on that ISO date, as the notice promised; null while it is being deleted. */
	| { readonly kind: 'cut'; readonly wave: Wave; readonly on: string | null }
	| { readonly kind: 'no-answers' | 'answered'; readonly wave: Wave; readonly member: Named };

type Named = Pick<SampleMember, 'place' | 'name' | 'email' | 'state'>;

/** The answers of one person as they are kept. */
export interface PersonsAnswers {
	readonly wave: Wave;
	readonly instrument: Instrument;
	/** The language in which they were asked. */
	readonly language: Language;
	readonly day: string | null;
	/** Those on the route, and those to questions that they then no longer had to answer. */
	readonly counted: readonly Step[];
	readonly abandoned: readonly Step[];
}

export type NotDeleted = {
	readonly kind: 'reason-missing' | 'not-confirmed' | 'no-answers' | 'not-there';
};

/**
 * Whether the asker may get from a person's name to their answers: only who may see both, names (*field*) and answers as
 * rows (*export*).
 */
export function mayJoin({ asker }: Pick<Site, 'asker'>, survey: string): boolean {
	const object = { kind: 'survey', survey } as const;
	return asker === null || verbs.every((verb) => authorise(asker, verb, object).kind === 'allowed');
}

const verbs = ['field', 'export'] as const;

/** The page of one member of a sample, without any answer; undefined where the survey has no such wave, or that no such member. */
export async function memberPageOf(site: Site, args: At): Promise<MemberPage | undefined> {
	demandBoth(site, args.survey);
	const found = await findAt(site, args);
	if (found?.kind !== 'member') return found;
	const { wave, member } = found;
	const { place, name, email, state } = member;
	const kind = (await responseOf(site, found)) === undefined ? 'no-answers' : 'answered';
	return { kind, wave, member: { place, name, email, state } };
}

/** What somebody answered, to be shown or handed to them; that it was looked at is put on record. Undefined without answers. */
export async function personsAnswers(
	site: Site,
	args: At & { actor: Actor; as: 'page' | 'csv' | 'json' },
): Promise<PersonsAnswers | undefined> {
	demandBoth(site, args.survey);
	const found = await findAt(site, args);
	if (found?.kind !== 'member') return undefined;
	const response = await responseOf(site, found);
	if (response === undefined) return undefined;
	const { wave } = found;
	const instrument = await findInstrument(site.storage.reader, { survey: wave.survey, version: response.version });
	if (instrument === undefined) throw new Error(`a response of ${wave.id} is of a version that is not stored`);
	await putOnRecord(site, args.actor, {
		...doingTo(found),
		action: args.as === 'page' ? 'person.answers-seen' : 'person.answers-handed-out',
		after: { member: args.place, ...(args.as === 'page' ? {} : { as: args.as }) },
	});
	return {
		...{ wave, instrument, day: response.day },
		language: response.language ?? found.member.language ?? 'en',
		counted: stepsOf(instrument, response.answers),
		abandoned: stepsOf(instrument, response.abandoned),
	};
}

/**
 * Deletes what somebody answered because they asked, before a wave closes or after, and all that was made of it: whoever had
 * answered counts as one who takes no part, so that no reminder reaches them. Quotas, arms and counts by day stay.
 */
export async function deleteAnswersOf(
	site: Site,
	args: At & { actor: Actor; reason: string; isConfirmed: boolean },
): Promise<{ readonly kind: 'deleted' } | NotDeleted> {
	demandBoth(site, args.survey);
	const reason = args.reason.trim().slice(0, 1000);
	if (reason === '') return { kind: 'reason-missing' };
	if (!args.isConfirmed) return { kind: 'not-confirmed' };
	const found = await findAt(site, args);
	if (found?.kind !== 'member') return { kind: 'not-there' };
	const { wave } = found;
	const doing = { ...doingTo(found), action: 'person.answers-deleted', after: { member: args.place, reason } };
	const deleted = await deletePersonsAnswers(onRecord(site, args.actor, doing), { wave: wave.id, place: args.place });
	if (!deleted) return { kind: 'no-answers' };
	await dropColumns(site, { wave: wave.id });
	// The log still holds what was deleted.
	site.storage.emptyLog();
	return { kind: 'deleted' };
}

function demandBoth(site: Site, survey: string): void {
	for (const verb of verbs) demand(site, verb, survey);
}

interface Found {
	readonly kind: 'member';
	readonly wave: Wave;
	readonly member: SampleMember;
}

async function findAt(
	site: Site,
	{ survey, wave: id, place }: At,
): Promise<Found | Extract<MemberPage, { kind: 'not-joined' | 'cut' }> | undefined> {
	const { reader } = site.storage;
	const wave = await findWave(reader, { id });
	if (wave?.survey !== survey) return undefined;
	const mode = wave.identityMode;
	if (mode !== 'confidential') return { kind: 'not-joined', wave, mode };
	const cut = (await listBegunSteps(reader, { wave: id })).find(({ step }) => step === 'invitations');
	if (cut !== undefined) return { kind: 'cut', wave, on: cut.doneOn };
	const member = await findMemberAt(reader, { wave: id, place });
	return member && { kind: 'member', wave, member };
}

async function responseOf(site: Site, { wave, member }: Found): Promise<StoredResponse | undefined> {
	if (member.response === null) return undefined;
	const { reader } = site.storage;
	const places = await placesOfResponses(reader, { wave: wave.id, ids: [member.response] });
	const read: StoredResponse[] = [];
	await readResponsesAt(reader, { wave: wave.id, places: places.values(), each: (one) => void read.push(one) });
	return read[0];
}

/** A member is named on record by their place, which leads nowhere once invitations are deleted; never by name. */
function doingTo({ wave }: Found): Pick<Doing, 'object' | 'survey'> {
	return { object: `wave ${wave.label}`, survey: wave.survey };
}

/** What was answered in the order of the questionnaire; a walk would stop where an answer is kept as a hash only. */
function stepsOf(instrument: Instrument, answers: Readonly<Record<string, Answer>>): Step[] {
	return questionsOf(instrument).flatMap((question) => {
		const answer = answers[question.id];
		return answer === undefined ? [] : [{ question, answer }];
	});
}
