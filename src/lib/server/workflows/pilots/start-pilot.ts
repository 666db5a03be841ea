import { lint, parseInstrument } from '#core/instrument/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import { onRecord, type Actor } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import type { Draft, NewPilot, Pilot } from '../../storage/index.ts';
import { closePilot, deletePilot, findInstrument, findPilot, insertPilot } from '../../storage/index.ts';
import { storedVersionOf } from '../load-surveys.ts';
import { tokenHash, tokenOf } from '../interview/pilot-token.ts';

/** What is asked for: the draft as it is, or the version that it was made from; a label, languages and a last day. */
interface PilotWanted {
	readonly source: 'draft' | 'published';
	readonly label: string;
	readonly languages: readonly string[];
	readonly closesOn: string;
}

export type StartedPilot =
	| { readonly kind: 'started'; readonly id: string }
	/** It is no instrument, or has an error: nobody could answer it. */
	| { readonly kind: 'faulty' }
	| { readonly kind: 'unknown-version' }
	| { readonly kind: 'no-label' }
	| { readonly kind: 'no-language' }
	| { readonly kind: 'past-day' }
	| { readonly kind: 'too-many'; readonly most: number };

/** The longest name of a pilot, in characters. */
const longestLabel = 120;

/**
 * Starts a pilot: what the draft is now, frozen, under a link of its own. Translations that are drafts may be tried. Refused
 * while the draft has an error. On record without the link's token, which nobody reads in the log.
 */
export async function startPilot(
	site: Site,
	args: { actor: Actor; draft: Draft; wanted: PilotWanted },
): Promise<StartedPilot> {
	const { actor, draft, wanted } = args;
	demand(site, 'author', draft.survey);
	const asked = await instrumentFor(site, draft, wanted.source);
	if ('kind' in asked) return asked;
	const label = wanted.label.trim().slice(0, longestLabel);
	if (label === '') return { kind: 'no-label' };
	const languages = asked.instrument.languages
		.map(({ code }) => code)
		.filter((code) => wanted.languages.includes(code));
	if (languages.length === 0) return { kind: 'no-language' };
	if (wanted.closesOn < site.clock.today()) return { kind: 'past-day' };
	const id = site.random.bytes(8).toString('hex');
	const { survey, version, document, sha256 } = storedVersionOf(asked.instrument);
	const pilot: NewPilot = {
		...{ id, draft: draft.id, survey, version, revision: asked.revision, label, languages, document },
		...{ sha256, tokenHash: tokenHash(tokenOf(site, id)) },
		...{ closesOn: wanted.closesOn, byName: actor.name, on: site.clock.today() },
	};
	const { revision, closesOn } = pilot;
	const doing = { action: 'pilot.started', ...about(pilot), after: { label, version, revision, languages, closesOn } };
	const inserted = await insertPilot(onRecord(site, actor, doing), { pilot });
	return inserted.kind === 'inserted' ? { kind: 'started', id } : inserted;
}

/** Closes a pilot: its link says so from then on. What it has stays. False where it is closed already. */
export async function endPilot(site: Site, args: { actor: Actor; pilot: Pilot }): Promise<boolean> {
	const { actor, pilot } = args;
	demand(site, 'author', pilot.survey);
	const doing = { action: 'pilot.closed', ...about(pilot), before: { label: pilot.label } };
	return closePilot(onRecord(site, actor, doing), { id: pilot.id, byName: actor.name, on: site.clock.today() });
}

/** Deletes a pilot with its answers and comments, of which the log keeps how many there were. */
export async function discardPilot(site: Site, args: { actor: Actor; pilot: Pilot }): Promise<boolean> {
	const { actor, pilot } = args;
	demand(site, 'author', pilot.survey);
	const { label, started, completed, declined } = pilot;
	const doing = { action: 'pilot.deleted', ...about(pilot), before: { label, started, completed, declined } };
	return deletePilot(onRecord(site, actor, doing), { id: pilot.id });
}

/** A pilot of that draft; undefined where there is none. */
export async function pilotOf(site: Site, args: { draft: Draft; id: string }): Promise<Pilot | undefined> {
	demand(site, 'see', args.draft.survey);
	const pilot = await findPilot(site.storage.reader, { id: args.id });
	return pilot?.draft === args.draft.id ? pilot : undefined;
}

/** The languages that can be tried, each with whether its translation is a draft; none where there is no instrument. */
export function languagesToTry(document: unknown): { code: string; draft: boolean }[] {
	const parsed = parseInstrument(document);
	if (parsed.kind !== 'instrument') return [];
	return parsed.instrument.languages.map(({ code, status }) => ({ code, draft: status === 'draft' }));
}

/** The day on which a pilot closes unless its author says another, four weeks from now, and today: ISO dates. */
export function lastDayOffered({ clock }: Pick<Site, 'clock'>): { readonly today: string; readonly closesOn: string } {
	const today = clock.today();
	const day = new Date(`${today}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() + 28);
	return { today, closesOn: day.toISOString().slice(0, 10) };
}

async function instrumentFor(
	site: Site,
	draft: Draft,
	source: PilotWanted['source'],
): Promise<{ instrument: Instrument; revision: number | null } | { kind: 'faulty' | 'unknown-version' }> {
	const { reader } = site.storage;
	const base =
		draft.basedOn === null ? undefined : await findInstrument(reader, { survey: draft.survey, version: draft.basedOn });
	if (source === 'published')
		return base === undefined ? { kind: 'unknown-version' } : { instrument: base, revision: null };
	const parsed = parseInstrument(draft.document);
	if (parsed.kind !== 'instrument') return { kind: 'faulty' };
	const { instrument } = parsed;
	const isFaulty = lint(instrument, base).some(({ severity }) => severity === 'error');
	if (isFaulty || instrument.survey !== draft.survey) return { kind: 'faulty' };
	return { instrument, revision: draft.revision };
}

function about({ id, survey }: Pick<Pilot, 'id' | 'survey'>): { object: string; survey: string } {
	return { object: `pilot ${id}`, survey };
}
