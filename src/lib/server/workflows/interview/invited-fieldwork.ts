import { availability, dayIn, quotasOf } from '#core/fieldwork/index.ts';
import type { Quota, Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { findInstrument, findMemberOfToken, findWave, listQuotaCounts } from '../../storage/index.ts';
import type { SampleMember } from '../../storage/index.ts';
import type { NotInvited, NotOpen } from '../find-survey.ts';
import { tokenHashOf, typedToken } from '../fieldwork/token.ts';
import { tallied } from '../fieldwork/tally.ts';
import { waveFieldwork } from './fieldwork.ts';
import type { Fieldwork } from './fieldwork.ts';
import { termsOf } from './wave-terms.ts';
import { whyNot } from './why-not.ts';

/** Somebody's invitation, in a wave that takes answers or not. */
export interface Invited {
	readonly wave: Wave;
	readonly instrument: Instrument;
	readonly member: SampleMember;
	/** The hash of the token. */
	readonly token: Buffer;
}

/** Whose token somebody's link has; undefined for a token that nobody has. */
export async function invitedBy(site: Site, args: { token: string }): Promise<Invited | undefined> {
	const { reader } = site.storage;
	const token = tokenHashOf(typedToken(args.token));
	const member = await findMemberOfToken(reader, { token });
	const wave = member === undefined ? undefined : await findWave(reader, { id: member.wave });
	if (member === undefined || wave === undefined || wave.identityMode === 'anonymous') return undefined;
	const instrument = await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion });
	if (instrument === undefined) throw new Error(`wave ${wave.id} is of a version that is not stored`);
	return { wave, instrument, member, token };
}

/** The fieldwork that a link admits to today. Looking at it starts nothing and uses nothing. */
export async function findInvitedFieldwork(
	site: Site,
	args: { token: string },
): Promise<{ readonly kind: 'open'; readonly fieldwork: Fieldwork } | NotOpen> {
	const invited = await invitedBy(site, args);
	if (invited === undefined) return { kind: 'not-invited', why: 'unknown' };
	const { wave, instrument, member, token } = invited;
	const available = availability(wave, dayIn(site.clock.now(), wave.timeZone));
	switch (available.kind) {
		case 'open':
			break;
		case 'paused':
		case 'not-yet-open':
		case 'closed':
			return { ...available, instrument };
	}
	const terms = await termsOf(site, wave);
	const notInvited = whyNot(member) ?? (await whyFull(site, wave, instrument, member, terms.quotas));
	const invitation = { token, strata: strataOf(member), notInvited };
	const fieldwork = waveFieldwork(site, wave, instrument, { ...terms, invitation });
	const groups = { ...(member.sector === null ? {} : { sector: member.sector }), ...member.strata };
	return { kind: 'open', fieldwork: { ...fieldwork, kept: tallied(site, { ...wave, groups }, fieldwork.kept) } };
}

/** What a quota by stratum can go by: every column of the sample that is no address and no name. */
function strataOf({ strata, sector, organisation, source }: SampleMember): Readonly<Record<string, string>> {
	const own = { sector, organisation, source };
	return {
		...Object.fromEntries(Object.entries(own).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))),
		...strata,
	};
}

async function whyFull(
	site: Site,
	wave: Wave,
	instrument: Instrument,
	member: SampleMember,
	quotas: readonly Quota[],
): Promise<NotInvited | undefined> {
	const counted = quotasOf(quotas, { instrument, answers: {}, arms: {}, strata: strataOf(member) });
	if (counted.length === 0) return undefined;
	const filled = await listQuotaCounts(site.storage.reader, { wave: wave.id });
	const isFull = counted.some(({ id, limit }) => (filled.get(id) ?? 0) >= limit);
	return isFull ? { kind: 'not-invited', why: 'quota-full' } : undefined;
}
