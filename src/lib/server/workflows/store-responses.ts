import { isDeepStrictEqual } from 'node:util';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../site.ts';
import { bringIn, findInstrument } from '../storage/index.ts';
import type { ImportDraft, ImportedVariable, StoredResponse, Writer } from '../storage/index.ts';
import { storedVersionOf } from './load-surveys.ts';

/** What whoever brings a response in has to say of it; the rest follows from its wave. */
export type ArrivingResponse = Pick<StoredResponse, 'answers' | 'arms'> &
	Partial<
		Pick<StoredResponse, 'outcome' | 'day' | 'mode' | 'language' | 'seed' | 'source' | 'panelLink' | 'baseWeight'>
	>;

export type StoredWaves =
	| { readonly kind: 'stored'; readonly responses: number }
	| { readonly kind: 'already-stored'; readonly on: string }
	| { readonly kind: 'version-differs'; readonly version: number }
	| { readonly kind: 'wave-exists'; readonly label: string };

/**
 * Stores whole waves that were not answered here (imported or simulated), with `instrument` where its version is new:
 * everything or nothing. With `sha256`, the hash of the file they come from, a second time changes nothing. Waves are
 * numbered by the day on which they opened.
 */
export async function storeWaves(
	site: Site,
	args: {
		instrument: Instrument;
		waves: readonly { readonly wave: Wave; readonly responses: Iterable<ArrivingResponse> }[];
		sha256?: string | undefined;
		/** What was found of the variables of imported waves. */
		variables?: readonly ImportedVariable[] | undefined;
		/** Who brought the file in, when and how. */
		record?: ImportDraft | undefined;
		/** One that puts the deed on record; the site's own unless given. */
		writer?: Writer | undefined;
	},
): Promise<StoredWaves> {
	const { instrument, sha256, variables, record, writer = site.storage.writer } = args;
	const { survey, version } = instrument;
	const before = await findInstrument(site.storage.reader, { survey, version });
	if (before !== undefined && !isDeepStrictEqual(before, instrument)) return { kind: 'version-differs', version };
	const stored = await bringIn(writer, {
		survey,
		...(before === undefined ? { version: storedVersionOf(instrument) } : {}),
		...(variables === undefined ? {} : { variables }),
		...(record === undefined ? {} : { record }),
		...(sha256 === undefined ? {} : { file: { sha256, importedOn: site.clock.today() } }),
		waves: args.waves.map(({ wave, responses }) => ({ wave, responses: complete(site, wave, responses) })),
	});
	switch (stored.kind) {
		case 'brought-in':
			return { kind: 'stored', responses: stored.responses };
		case 'already-brought-in':
			return { kind: 'already-stored', on: stored.on };
		case 'wave-exists':
			return stored;
		case 'version-differs':
			return { kind: 'version-differs', version: stored.version };
	}
}

function* complete(site: Site, wave: Wave, arriving: Iterable<ArrivingResponse>): Generator<StoredResponse> {
	for (const response of arriving) {
		yield {
			outcome: 'completed',
			day: null,
			mode: wave.modes[0] ?? 'web',
			language: null,
			seed: null,
			source: null,
			panelLink: null,
			baseWeight: null,
			seconds: null,
			signals: [],
			abandoned: {},
			...response,
			id: site.random.bytes(16).toString('hex'),
			wave: wave.id,
			version: wave.instrumentVersion,
		};
	}
}
