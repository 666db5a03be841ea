import { availability, dayIn } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { endInvitation, optOut } from '../../storage/index.ts';
import type { InterviewEnding, SampleMember } from '../../storage/index.ts';
import type { NotInvited } from '../find-survey.ts';
import { ballotPlace, ballotSealer } from '../interview/ballot.ts';
import type { EndedInterview } from '../interview/ended-interview.ts';
import { isUnlinkable } from '../interview/unlinkable.ts';
import { invitedBy } from '../interview/invited-fieldwork.ts';
import type { Invited } from '../interview/invited-fieldwork.ts';
import { whyNot } from '../interview/why-not.ts';

const unknown: NotInvited = { kind: 'not-invited', why: 'unknown' };

/**
 * Puts down that somebody takes no part this time, as a response without answers; where a used token joins nothing that is
 * a ballot like any other. Who has declined already has done it; who has answered is told so.
 */
export async function declineInvitation(
	site: Site,
	args: { token: string },
): Promise<{ readonly kind: 'left' } | NotInvited> {
	const invited = await invitedBy(site, args);
	if (invited === undefined) return unknown;
	if (invited.member.state === 'declined') return { kind: 'left' };
	const ended = await endAs(site, invited, 'declined');
	return ended ? { kind: 'left' } : (whyNot((await invitedBy(site, args))?.member) ?? unknown);
}

/**
 * Invites somebody never again: to this survey, or to any. Their name and address are deleted from the samples that they
 * stand in; the keyed hash of the address stays, by which they are known should they be in another file.
 */
export async function optOutByInvitation(
	site: Site,
	args: { token: string; from: 'survey' | 'all' },
): Promise<{ readonly kind: 'left' } | NotInvited> {
	const invited = await invitedBy(site, args);
	if (invited === undefined) return unknown;
	const { member, wave } = invited;
	await optOut(site.storage.writer, {
		place: member.place,
		contact: member.contact,
		survey: args.from === 'all' ? '' : wave.survey,
		on: site.clock.today(),
	});
	return { kind: 'left' };
}

/** False where the wave takes no answers, or the member has ended already. */
async function endAs(site: Site, { wave, instrument, token }: Invited, outcome: 'declined'): Promise<boolean> {
	const today = dayIn(site.clock.now(), wave.timeZone);
	if (availability(wave, today).kind !== 'open') return false;
	const response: EndedInterview = {
		...{ id: site.random.bytes(16).toString('hex'), version: instrument.version, day: today, outcome },
		...{ mode: 'web', language: null, seed: null, arms: {}, answers: {}, abandoned: {}, source: null },
		...{ panelLink: null, baseWeight: null, seconds: null, signals: [] },
	};
	const seal = isUnlinkable(wave) ? await ballotSealer(site, wave, instrument) : undefined;
	const as = { state: 'declined', fills: [], member: 'declined' } as const;
	return endInvitation(site.storage.writer, {
		token,
		end: (member: SampleMember): Exclude<InterviewEnding, { kind: 'response' }> | undefined => {
			if (whyNot(member) !== undefined) return undefined;
			if (seal === undefined) return { ...as, kind: 'linked', response: { ...response, wave: wave.id } };
			return { ...as, kind: 'ballot', ballot: seal(response, member), place: () => ballotPlace(site) };
		},
	});
}
