import type { Invitee, WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import type { SampleMember } from '../../storage/index.ts';
import { contactHash } from './contact-hash.ts';
import { tokenHashOf, tokenOf } from './token.ts';

/** A member of a wave's sample at a random place, which their token is made from. */
export function newMember(site: Site, of: { wave: WaveId; file: string | null }, invitee: Invitee): SampleMember {
	const place = Number(site.random.bytes(8).readBigUInt64BE() >> 12n);
	return {
		...of,
		...invitee,
		place,
		contact: invitee.email === null ? null : contactHash(site, invitee.email),
		source: null,
		token: tokenHashOf(tokenOf(site, { wave: of.wave, place })),
		state: 'ready',
		response: null,
	};
}
