import type { Wave } from '#core/fieldwork/index.ts';

/** Whether nothing may join a member of a wave's sample to an answer. */
export function isUnlinkable({ identityMode }: Pick<Wave, 'identityMode'>): boolean {
	return identityMode === 'anonymous-with-token' || identityMode === 'panel';
}
