import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { FlaggedForReview, QualityDecision, Sighting, TypedRules } from '#core/fieldwork/index.ts';
import { noRulesTyped, qualityLook, readRules, textReader, typedRules } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { RulesVersion, StoredFlag } from '../../storage/index.ts';
import {
	deleteDecision,
	findInstrument,
	findLatestVersion,
	findWave,
	listDecisions,
	listFlags,
	listRulesVersions,
	listWaves,
	placesOfResponses,
	putDecision,
	readResponsesAt,
} from '../../storage/index.ts';
import { maskedTexts } from '../masked-texts.ts';
import { isOver } from './flag-wave.ts';
import type { FrozenVersion } from './freeze.ts';
import { freezeQualityRules } from './freeze.ts';

/** The rules of a survey's series as their page shows them. */
export interface RulesPage {
	readonly survey: string;
	readonly title: string;
	/** The newest first. */
	readonly versions: readonly RulesVersion[];
	/** What the form of the next version starts from. */
	readonly typed: TypedRules;
	/** Waves that are over, of which limits may be taken. */
	readonly waves: readonly Pick<Wave, 'id' | 'label'>[];
}

export async function rulesPageOf(site: Site, args: { survey: string }): Promise<RulesPage | undefined> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const instrument = await newestInstrument(site, args.survey);
	if (instrument === undefined) return undefined;
	const versions = await listRulesVersions(reader, args);
	const last = versions.at(-1);
	return {
		survey: args.survey,
		title: plainText(say(instrument.title, 'en')),
		versions: versions.toReversed(),
		typed: last === undefined ? noRulesTyped : typedRules(last.rules),
		waves: (await listWaves(reader, args)).filter(isOver).map(({ id, label }) => ({ id, label })),
	};
}

/** Freezes what a form says as the next version. */
export async function freezeTypedRules(
	site: Site,
	args: { actor: Actor; survey: string; typed: TypedRules; reason: string; after: number },
): Promise<
	FrozenVersion | Extract<ReturnType<typeof readRules>, { kind: 'refused' }> | { readonly kind: 'unknown-survey' }
> {
	demand(site, 'field', args.survey);
	const instrument = await newestInstrument(site, args.survey);
	if (instrument === undefined) return { kind: 'unknown-survey' };
	const read = readRules(args.typed, instrument);
	return read.kind === 'refused' ? read : freezeQualityRules(site, { ...args, rules: read.rules });
}

export interface FlaggedPage {
	readonly isOver: boolean;
	/** The version of the rules in force; null without any. */
	readonly version: number | null;
	readonly all: number;
	readonly undecided: number;
	readonly page: number;
	readonly pages: number;
	readonly responses: readonly FlaggedForReview[];
}

const perPage = 25;

/** The flagged responses of a wave, 25 a page, those nobody has decided about first; undefined for an unknown wave. */
export async function flaggedPageOf(
	site: Site,
	args: { survey: string; wave: WaveId; page: number },
): Promise<FlaggedPage | undefined> {
	demand(site, 'field', args.survey);
	const { reader } = site.storage;
	const wave = await findWave(reader, { id: args.wave });
	if (wave?.survey !== args.survey) return undefined;
	const version = (await listRulesVersions(reader, args)).at(-1);
	const flags = new Map<string, StoredFlag[]>();
	for (const flag of await listFlags(reader, { wave: wave.id })) {
		flags.set(flag.response, [...(flags.get(flag.response) ?? []), flag]);
	}
	const decisions = new Map((await listDecisions(reader, { wave: wave.id })).map((one) => [one.response, one]));
	const ids = [...flags.keys()].toSorted(
		(a, b) => Number(decisions.has(a)) - Number(decisions.has(b)) || (a < b ? -1 : 1),
	);
	const pages = Math.max(1, Math.ceil(ids.length / perPage));
	const page = Math.min(Math.max(1, args.page), pages);
	const shown = ids.slice((page - 1) * perPage, page * perPage);
	const seen = await sightings(site, { wave, version, ids: shown });
	return {
		...{ isOver: isOver(wave), version: version?.version ?? null, page, pages, all: ids.length },
		undecided: ids.filter((id) => !decisions.has(id)).length,
		responses: shown.map((id) => {
			const decided = decisions.get(id);
			const { saw, texts } = seen.get(id) ?? { saw: new Map<string, Sighting>(), texts: [] };
			return {
				...{ id, texts },
				flags: (flags.get(id) ?? []).map(({ rule, severity }) => ({ rule, severity, saw: saw.get(rule) ?? null })),
				decision: decided === undefined ? null : { ...decided },
			};
		}),
	};
}

async function sightings(
	site: Site,
	{ wave, version, ids }: { wave: Wave; version: RulesVersion | undefined; ids: readonly string[] },
) {
	const { reader } = site.storage;
	const found = new Map<string, { saw: Map<string, Sighting>; texts: FlaggedForReview['texts'] }>();
	const instrument = await findInstrument(reader, { survey: wave.survey, version: wave.instrumentVersion });
	if (instrument === undefined || version === undefined) return found;
	const { rules } = version.rules;
	const quality = qualityLook(instrument, rules);
	const textOf = textReader(instrument);
	const variables = [...new Set(rules.flatMap((rule) => ('variables' in rule ? rule.variables : [])))];
	const shownText = await maskedTexts(site, { wave: wave.id });
	const places = await placesOfResponses(reader, { wave: wave.id, ids });
	await readResponsesAt(reader, {
		wave: wave.id,
		places: places.values(),
		each: (response) => {
			const texts = variables.flatMap((variable) => {
				const text = textOf(response, variable);
				return text === undefined ? [] : [{ variable, shown: shownText(response.id, variable, text) }];
			});
			found.set(response.id, { saw: new Map(quality.look(response).map(({ rule, saw }) => [rule, saw])), texts });
		},
	});
	return found;
}

export type DecidedResponse = { readonly kind: 'decided' | 'reason-missing' | 'not-flagged' | 'unknown-wave' };

/** Puts down whether a flagged response counts, whatever the rules say, and why. */
export async function decideResponse(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; response: string; decision: QualityDecision; reason: string },
): Promise<DecidedResponse> {
	const { actor, survey, response, decision } = args;
	demand(site, 'field', survey);
	const reason = args.reason.trim().slice(0, 1000);
	if (reason === '') return { kind: 'reason-missing' };
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== survey) return { kind: 'unknown-wave' };
	const doing = { action: 'quality.decided', object: `wave ${wave.label}`, survey, after: { response, decision } };
	const put = { wave: wave.id, response, decision, reason, by: actor.name, on: site.clock.today() };
	return { kind: (await putDecision(onRecord(site, actor, doing), put)) ? 'decided' : 'not-flagged' };
}

/** Leaves a response to the rules again. */
export async function undecideResponse(
	site: Site,
	args: { actor: Actor; survey: string; wave: WaveId; response: string },
): Promise<{ readonly kind: 'undecided' | 'not-decided' | 'unknown-wave' }> {
	const { actor, survey, response } = args;
	demand(site, 'field', survey);
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== survey) return { kind: 'unknown-wave' };
	const doing = { action: 'quality.undecided', object: `wave ${wave.label}`, survey, before: { response } };
	const done = await deleteDecision(onRecord(site, actor, doing), { wave: wave.id, response });
	return { kind: done ? 'undecided' : 'not-decided' };
}

async function newestInstrument(site: Site, survey: string): Promise<Instrument | undefined> {
	const { reader } = site.storage;
	const version = await findLatestVersion(reader, { survey });
	return version === undefined ? undefined : findInstrument(reader, { survey, version });
}
