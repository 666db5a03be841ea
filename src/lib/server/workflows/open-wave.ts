import { WaveId, dayIn, usualTimeZone } from '#core/fieldwork/index.ts';
import type { IdentityMode, SampleType, Wave } from '#core/fieldwork/index.ts';
import type { Instrument, Language } from '#core/instrument/index.ts';
import { demand } from '../accounts/demand.ts';
import { onRecord, type Actor } from '../on-record.ts';
import type { Site } from '../site.ts';
import { changePlannedWave, findInstrument, findLatestVersion, insertWave, listWaves } from '../storage/index.ts';
import { rulesInForce } from './quality/rules-in-force.ts';

export type OpenedWave =
	| { readonly kind: 'opened'; readonly wave: Wave }
	| { readonly kind: 'already-open'; readonly wave: Wave }
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'unknown-version'; readonly version: number }
	/** A draft translation is for preview only. */
	| { readonly kind: 'language-not-ready'; readonly language: Language }
	| { readonly kind: 'closes-before-it-opens'; readonly opensOn: string; readonly closesOn: string };

/**
 * Opens the next wave of a survey for answers: unless said otherwise with its newest version, an anonymous open link on
 * the web, in every language whose translation is complete, from today until it is closed.
 */
export async function openWave(
	site: Site,
	args: {
		actor: Actor;
		survey: string;
		version?: number | undefined;
		label?: string | undefined;
		languages?: readonly Language[] | undefined;
		identityMode?: IdentityMode | undefined;
		sampleType?: SampleType | undefined;
		opensOn?: string | undefined;
		closesOn?: string | undefined;
	},
): Promise<OpenedWave> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const version = args.version ?? (await findLatestVersion(reader, args));
	if (version === undefined) return { kind: 'unknown-survey' };
	const instrument = await findInstrument(reader, { survey: args.survey, version });
	if (instrument === undefined) {
		const known = await findLatestVersion(reader, args);
		return known === undefined ? { kind: 'unknown-survey' } : { kind: 'unknown-version', version };
	}
	const complete = instrument.languages.filter(({ status }) => status === 'complete').map(({ code }) => code);
	const unready = args.languages?.find((language) => !complete.includes(language));
	if (unready !== undefined) return { kind: 'language-not-ready', language: unready };
	const opensOn = args.opensOn ?? dayIn(site.clock.now(), usualTimeZone);
	if (args.closesOn !== undefined && args.closesOn < opensOn) {
		return { kind: 'closes-before-it-opens', opensOn, closesOn: args.closesOn };
	}
	const number = (await listWaves(reader, args)).length + 1;
	const wave: Wave = {
		id: newWaveId(site, instrument),
		survey: instrument.survey,
		number,
		label: args.label ?? monthOf(opensOn),
		state: 'open',
		origin: 'fielded',
		instrumentVersion: version,
		identityMode: args.identityMode ?? 'anonymous',
		modes: ['web'],
		sampleType: args.sampleType ?? 'open-link',
		languages: args.languages === undefined ? complete : [...args.languages],
		opensOn,
		closesOn: args.closesOn ?? null,
		timeZone: usualTimeZone,
		paused: false,
		weighting: null,
	};
	const doing = { action: 'wave.opened', object: `wave ${wave.label}`, survey: wave.survey, after: wave };
	const inserted = await insertWave(onRecord(site, args.actor, doing), { wave });
	if (inserted.kind !== 'inserted') return inserted;
	const qualityRules = (await rulesInForce(site, args))?.version ?? null;
	if (qualityRules !== null) {
		await changePlannedWave(site.storage.writer, {
			...{ survey: args.survey, wave: wave.id },
			change: (opened, plan) => ({ wave: opened, plan: { ...plan, qualityRules } }),
		});
	}
	return { kind: 'opened', wave: inserted.wave };
}

/** An id for a new wave. It does not hold the number, which changes when an earlier wave is brought in. */
export function newWaveId(site: Site, instrument: Pick<Instrument, 'survey'>): WaveId {
	return WaveId.parse(`${instrument.survey}.${site.random.bytes(5).toString('hex')}`);
}

/** "November 2026" of "2026-11-22". */
export function monthOf(day: string): string {
	const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
	return month.format(new Date(`${day}T00:00:00Z`));
}
