import type { Quota, Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Site } from '../../site.ts';
import { findWavePlan } from '../../storage/index.ts';
import { isUnlinkable } from './unlinkable.ts';
import { workOf } from './work.ts';
import type { Work } from './work.ts';

/** What the plan of a wave says of its interviews. */
export interface WaveTerms {
	/** Without those by answers where people hold tokens: as a token is used, their counts would tell what was answered. */
	readonly quotas: readonly Quota[];
	/** The proof of work that browsers are asked for; undefined where none is. */
	readonly work: Work | undefined;
}

interface Remembered {
	readonly stamp: string;
	readonly byWave: Map<WaveId, WaveTerms>;
}

const remembered = new WeakMap<object, Remembered>();

/** The terms of a wave; remembered until a wave changes, here or in another process. */
export async function termsOf(site: Site, wave: Wave): Promise<WaveTerms> {
	const { reader } = site.storage;
	const stamp = reader.wavesStamp();
	const before = remembered.get(reader);
	const memory = before?.stamp === stamp ? before : { stamp, byWave: new Map<WaveId, WaveTerms>() };
	remembered.set(reader, memory);
	const known = memory.byWave.get(wave.id);
	if (known !== undefined) return known;
	const { quotas, proofOfWork } = await findWavePlan(reader, { wave: wave.id });
	const terms: WaveTerms = {
		quotas: isUnlinkable(wave) ? quotas.filter(({ of }) => of.kind === 'stratum') : quotas,
		work: proofOfWork ? workOf(site) : undefined,
	};
	memory.byWave.set(wave.id, terms);
	return terms;
}
