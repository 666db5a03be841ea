import { createHash } from 'node:crypto';
import { usualTimeZone } from '#core/fieldwork/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, SurveySlug } from '#core/instrument/index.ts';
import { readWaves } from '#exchange/waves/index.ts';
import type { Reading, ReadWave, RowProblem, WaveCodebook, WaveFile } from '#exchange/waves/index.ts';
import { demand } from '../accounts/demand.ts';
import type { Actor } from '../on-record.ts';
import { commandLine, onRecord } from '../on-record.ts';
import type { Site } from '../site.ts';
import type { ImportDraft, ImportedVariable } from '../storage/index.ts';
import { findInstrument } from '../storage/index.ts';
import type { ImportRecord, Matching } from './imports/record.ts';
import { newWaveId } from './open-wave.ts';
import { storeWaves } from './store-responses.ts';

export type ImportedWaves =
	| { readonly kind: 'imported'; readonly waves: readonly { readonly label: string; readonly interviews: number }[] }
	| { readonly kind: 'already-imported'; readonly on: string }
	| { readonly kind: 'rejected'; readonly problems: readonly RowProblem[]; readonly more: number }
	| { readonly kind: 'survey-exists' }
	| { readonly kind: 'unknown-version'; readonly version: number }
	| { readonly kind: 'wave-exists'; readonly label: string };

/** A file of others; `actor` is who brings it in, and `draft` where its variables were lined up on screen. */
export type WavesToImport = WaveFile & {
	readonly survey: SurveySlug;
	readonly codebook: WaveCodebook;
	readonly fileName?: string;
	readonly actor?: Actor;
	readonly draft?: Pick<ImportDraft, 'id' | 'createdBy' | 'createdOn'> & { readonly matching: Matching };
};

/**
 * Brings earlier waves in from a contractor's CSV or .sav: all of the file or none of it. A file that was imported before, with
 * the same codebook, changes nothing. The waves are closed and marked as imported, and stand in the order of their days.
 * What the codebook says of each variable of an existing survey goes into the ledger.
 */
export async function importWaves(site: Site, args: WavesToImport, reading: Reading = {}): Promise<ImportedWaves> {
	demand(site, 'manage', args.survey);
	const { survey, codebook, fileName = 'a file', actor = commandLine } = args;
	const by = actor.name;
	let existing: Instrument | undefined;
	if ('continues' in codebook) {
		const { version } = codebook.continues;
		existing = await findInstrument(site.storage.reader, { survey, version });
		if (existing === undefined) return { kind: 'unknown-version', version };
	}
	const read = await readWaves(args, codebook, survey, existing, reading);
	if (read.kind === 'rejected') return read;
	const on = site.clock.today();
	const waves = read.waves.map((wave) => ({ of: wave, wave: waveOf(site, wave, read.instrument, codebook) }));
	const bytes = 'csv' in args ? Buffer.from(args.csv) : args.sav;
	const counted = createHash('sha256')
		.update(JSON.stringify([survey, codebook]))
		.update(bytes)
		.digest('hex');
	const record: ImportRecord = {
		...{ state: 'imported', matching: args.draft?.matching ?? null, by, on, counted },
		waves: waves.map(({ of, wave }) => ({ id: wave.id, label: wave.label, interviews: of.interviews.length })),
	};
	const variables = waves.flatMap(({ wave }) =>
		judged(codebook, read.columns, { wave: wave.id, decidedBy: by, decidedOn: on }),
	);
	const doing = {
		...{ action: 'import.brought-in', object: `file ${fileName}`, survey },
		after: { waves: record.waves, counted, variables: variables.map(ledgerLine) },
	};
	const stored = await storeWaves(site, {
		writer: onRecord(site, actor, doing),
		instrument: read.instrument,
		sha256: counted,
		waves: waves.map(({ of, wave }) => ({
			wave,
			responses: of.interviews.map(({ answers, weight }) => ({ answers, baseWeight: weight, arms: {} })),
		})),
		variables,
		record: {
			...(args.draft ?? { id: site.random.bytes(8).toString('hex'), createdBy: by, createdOn: on }),
			survey,
			fileName: fileName.slice(-200),
			sha256: createHash('sha256').update(bytes).digest('hex'),
			bytes: bytes.length,
			matching: record,
		},
	});
	switch (stored.kind) {
		case 'stored':
			return { kind: 'imported', waves: record.waves.map(({ label, interviews }) => ({ label, interviews })) };
		case 'already-stored':
			return { kind: 'already-imported', on: stored.on };
		case 'version-differs':
			return { kind: 'survey-exists' };
		case 'wave-exists':
			return stored;
	}
}

/** The ledger's rows of one wave. Variables of a survey that the file itself makes are what they are. */
function judged(
	codebook: WaveCodebook,
	columns: ReadonlyMap<string, { readonly column: string; readonly wording: string }>,
	of: Pick<ImportedVariable, 'wave' | 'decidedBy' | 'decidedOn'>,
): ImportedVariable[] {
	if ('creates' in codebook) return [];
	return codebook.variables.map(({ name, column, verdict, reason }) => ({
		...of,
		...{ variable: name, column, wording: columns.get(name)?.wording ?? '', verdict, reason },
	}));
}

function ledgerLine({ wave, variable, column, verdict, reason }: ImportedVariable): string {
	return `${wave} ${variable} from ${column}: ${[verdict, reason].join(' ').trim()}`;
}

function waveOf(site: Site, wave: ReadWave, instrument: Instrument, codebook: WaveCodebook): Wave {
	return {
		id: newWaveId(site, instrument),
		survey: instrument.survey,
		number: 1,
		label: wave.label,
		state: 'closed',
		origin: 'imported',
		instrumentVersion: instrument.version,
		identityMode: 'anonymous',
		modes: [codebook.wave.mode],
		sampleType: codebook.wave.sampleType,
		languages: instrument.languages.map(({ code }) => code),
		opensOn: firstDayOf(wave),
		closesOn: wave.closedOn,
		timeZone: usualTimeZone,
		paused: false,
		weighting: null,
	};
}

/** Of a wave that the file knows by its year alone, the first day of the year: it stands for the year, not for a day. */
function firstDayOf({ value, closedOn }: ReadWave): string {
	return closedOn === `${value}-12-31` ? `${value}-01-01` : closedOn;
}
