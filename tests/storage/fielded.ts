import { createHash } from 'node:crypto';
import { Wave } from '#core/fieldwork/index.ts';
import type { WaveId } from '#core/fieldwork/index.ts';
import { insertInterview, insertVersions, insertWave } from '../../src/lib/server/storage/index.ts';
import type { SampleMember, Storage, StoredInterview, StoredResponse } from '../../src/lib/server/storage/index.ts';
import { storedVersionOf } from '../../src/lib/server/workflows/load-surveys.ts';
import { choice, tiny } from '../scenario/instruments/tiny.ts';

/** Sixteen or more bytes that look like chance and are the same each time. */
export const bytesOf = (words: string): Buffer => createHash('sha256').update(words).digest();

/** An open wave of the survey *tiny* in which people hold tokens, unless said otherwise. */
export async function storeWave(storage: Storage, more: Partial<Wave> = {}): Promise<Wave> {
	await insertVersions(storage.writer, { versions: [storedVersionOf(tiny(more.survey ?? 'tiny', [choice('one')]))] });
	const wave = Wave.parse({
		...{ id: 'tiny.1', survey: 'tiny', number: 1, label: 'Wave 1', state: 'open', origin: 'fielded' },
		...{ instrumentVersion: 1, identityMode: 'anonymous-with-token', modes: ['web'], sampleType: 'probability' },
		...{ languages: ['en'], opensOn: '2026-03-01', closesOn: null, weighting: null },
		...more,
	});
	const inserted = await insertWave(storage.writer, { wave });
	if (inserted.kind !== 'inserted') throw new Error(inserted.kind);
	return wave;
}

/** The nth person of a wave's sample; their contact and token are hashes of chance by their number, or by their address. */
export function person(wave: Wave, n: number, more: Partial<SampleMember> = {}): SampleMember {
	const email = `person${n}@example.net`;
	return {
		...{ place: 7919 * n, wave: wave.id, file: null, email, name: `Person ${n}`, language: null, sector: null },
		...{ organisation: null, strata: {}, source: null, state: 'ready', response: null },
		contact: bytesOf(`contact of ${more.email ?? email}`),
		token: bytesOf(`token ${n} of ${wave.id}`),
		...more,
	};
}

/** A response that says nothing but that it was completed on the web, in English, unless more is said. */
export function storedResponse(wave: WaveId, id: string, more: Partial<StoredResponse> = {}): StoredResponse {
	return {
		...{ id, wave, version: 1, day: '2026-03-02', outcome: 'completed', mode: 'web', language: 'en', seed: null },
		...{ arms: {}, answers: {}, abandoned: {}, source: null, panelLink: null, baseWeight: null, seconds: null },
		signals: [],
		...more,
	};
}

/** A completed response by its number. */
export function responseOf(wave: Wave, n: number): StoredResponse {
	const id = bytesOf(`response ${n}`).toString('hex').slice(0, 32);
	return storedResponse(wave.id, id, { answers: { one: { code: 2 } } });
}

/** Begins an interview; what it yields finds it again. */
export async function beginInterview(storage: Storage, wave: Wave, n: number): Promise<Buffer> {
	const lookup = bytesOf(`interview ${n}`).subarray(0, 16);
	const row: StoredInterview = {
		...{ lookup, wave: wave.id, version: 1, state: 'open', startedDay: '2026-03-02' },
		...{ serverHalf: bytesOf(`half ${n}`), sealed: Buffer.from('sealed') },
	};
	await insertInterview(storage.writer, { wave: wave.id, experiments: [], draw: () => 0, start: () => row });
	return lookup;
}
