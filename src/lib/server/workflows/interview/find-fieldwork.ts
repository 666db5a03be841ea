import type { Site } from '../../site.ts';
import { tallied } from '../fieldwork/tally.ts';
import { findSurvey } from '../find-survey.ts';
import type { NotOpen } from '../find-survey.ts';
import type { Fieldwork } from './fieldwork.ts';
import { waveFieldwork } from './fieldwork.ts';
import { findInvitedFieldwork } from './invited-fieldwork.ts';
import { findPilotFieldwork } from './pilot-fieldwork.ts';
import { termsOf } from './wave-terms.ts';

/** Where somebody answers: in the open wave of a survey, with the token of its link in a pilot of it, or where one is invited. */
export interface Where {
	readonly survey: string;
	readonly pilot?: string | undefined;
	/** The token of an invitation, which says of which survey it is. */
	readonly invitation?: string | undefined;
}

/** The fieldwork that takes answers there today. */
export async function findFieldwork(
	site: Site,
	{ survey, pilot, invitation }: Where,
): Promise<{ readonly kind: 'open'; readonly fieldwork: Fieldwork } | NotOpen> {
	if (pilot !== undefined) return findPilotFieldwork(site, { survey, token: pilot });
	if (invitation !== undefined) return findInvitedFieldwork(site, { token: invitation });
	const found = await findSurvey(site, { survey });
	if (found.kind !== 'open') return found;
	if (found.wave.identityMode !== 'anonymous') return { kind: 'not-invited', why: 'link-needed' };
	const fieldwork = waveFieldwork(site, found.wave, found.instrument, await termsOf(site, found.wave));
	return { kind: 'open', fieldwork: { ...fieldwork, kept: tallied(site, found.wave, fieldwork.kept) } };
}
