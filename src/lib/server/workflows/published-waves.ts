import { PublishedResults } from '#core/fieldwork/index.ts';
import type { Site } from '../site.ts';
import {
	deletePublishedWave,
	findInstrument,
	findLatestVersion,
	listPublishedWaves,
	putPublishedWave,
} from '../storage/index.ts';
import { newWaveId } from './open-wave.ts';

/** Rounds of a survey of which only published figures are known, by the day on which they opened. */
export async function listPublished(site: Site, args: { survey: string }): Promise<PublishedResults[]> {
	return listPublishedWaves(site.storage.reader, args);
}

/**
 * Stores what was published of a round; `id` is null for one that is new. `invalid` names each place in `results` that
 * does not fit and says why.
 */
export async function savePublished(
	site: Site,
	args: { survey: string; id: string | null; results: unknown },
): Promise<
	| { readonly kind: 'saved'; readonly id: string }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-wave' }
	| { readonly kind: 'invalid'; readonly problems: readonly { readonly place: string; readonly words: string }[] }
> {
	const { reader, writer } = site.storage;
	const version = await findLatestVersion(reader, args);
	const instrument = version === undefined ? undefined : await findInstrument(reader, { ...args, version });
	if (instrument === undefined) return { kind: 'unknown-survey' };
	if (args.id !== null && !(await listPublishedWaves(reader, args)).some(({ id }) => id === args.id)) {
		return { kind: 'unknown-wave' };
	}
	const identity = { survey: instrument.survey, id: args.id ?? newWaveId(site, instrument) };
	const parsed = PublishedResults.safeParse(
		typeof args.results === 'object' && args.results !== null ? { ...args.results, ...identity } : args.results,
	);
	if (!parsed.success) {
		return {
			kind: 'invalid',
			problems: parsed.error.issues.map(({ path, message }) => ({ place: path.join('.'), words: message })),
		};
	}
	await putPublishedWave(writer, { wave: parsed.data });
	return { kind: 'saved', id: parsed.data.id };
}

/** Takes a round away; `wave` is what `savePublished` needs to undo that, under a new id. */
export async function deletePublished(
	site: Site,
	args: { survey: string; id: string },
): Promise<{ readonly kind: 'deleted'; readonly wave: PublishedResults } | { readonly kind: 'unknown-wave' }> {
	const wave = await deletePublishedWave(site.storage.writer, args);
	return wave === undefined ? { kind: 'unknown-wave' } : { kind: 'deleted', wave };
}
