import type { SampleMember } from '../../storage/index.ts';
import type { NotInvited } from '../find-survey.ts';

/** Why a member cannot answer any more; undefined for one who can. */
export function whyNot(member: Pick<SampleMember, 'state'> | undefined): NotInvited | undefined {
	switch (member?.state) {
		case 'ready':
		case 'bounced':
			return undefined;
		case 'answered':
			return { kind: 'not-invited', why: 'used' };
		case 'declined':
		case 'opted-out':
		case 'ineligible':
			return { kind: 'not-invited', why: member.state };
		case undefined:
			return { kind: 'not-invited', why: 'unknown' };
	}
}
