import type { PublishedResult } from '#core/fieldwork/index.ts';
import { PublishedResults } from '#core/fieldwork/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Actor } from '../../on-record.ts';
import { onRecord } from '../../on-record.ts';
import type { Site } from '../../site.ts';
import {
	deletePublishedWave,
	findInstrument,
	findLatestVersion,
	listPublishedWaves,
	putPublishedWave,
} from '../../storage/index.ts';
import { newWaveId } from '../open-wave.ts';
import type { EntryProblem } from './entry-problem.ts';
import type { RoundFacts, TypedRound } from './typed-round.ts';
import { roundFrom } from './typed-round.ts';

/** A figure as it is put down; by whom and when is added. */
export type FigureFacts = Omit<PublishedResult, 'entered'>;

interface Refused {
	readonly kind: 'refused';
	readonly problems: readonly EntryProblem[];
}

/** Rounds of a survey of which only published figures are known, by the day on which they opened. */
export async function listPublished(site: Site, args: { survey: string }): Promise<PublishedResults[]> {
	demand(site, 'see', args.survey);
	return listPublishedWaves(site.storage.reader, args);
}

/** Adds a round without figures, or, given its `id`, changes what is said of one; its figures stay. */
export async function saveRound(
	site: Site,
	args: { survey: string; id: string | null; typed: TypedRound; actor: Actor },
): Promise<
	{ readonly kind: 'saved'; readonly id: string } | { readonly kind: 'unknown-survey' | 'unknown-round' } | Refused
> {
	demand(site, 'manage', args.survey);
	const { survey, id, typed, actor } = args;
	const { reader } = site.storage;
	const version = await findLatestVersion(reader, { survey });
	const instrument = version === undefined ? undefined : await findInstrument(reader, { survey, version });
	if (instrument === undefined) return { kind: 'unknown-survey' };
	const rounds = await listPublished(site, { survey });
	const before = rounds.find((round) => round.id === id);
	if (id !== null && before === undefined) return { kind: 'unknown-round' };
	const read = roundFrom(
		typed,
		rounds.filter((round) => round !== before).map(({ label }) => label),
	);
	if (read.kind === 'refused') return read;
	const identity = { survey: instrument.survey, id: before?.id ?? newWaveId(site, instrument) };
	const wave: PublishedResults = { ...identity, ...read.round, figures: before?.figures ?? {} };
	const action = before === undefined ? 'published-round.added' : 'published-round.changed';
	const doing = { action, object: wave.label, survey, before: before && factsOf(before), after: read.round };
	await putPublishedWave(onRecord(site, actor, doing), { wave });
	return { kind: 'saved', id: wave.id };
}

/** Puts figures of measures down in a round, in place of those that it has of them, under whose name and on which day. */
export async function saveFigures(
	site: Site,
	args: { survey: string; round: string; figures: Readonly<Record<string, FigureFacts>>; actor: Actor },
): Promise<{ readonly kind: 'saved' | 'unknown-round' }> {
	demand(site, 'manage', args.survey);
	const { survey, round, figures, actor } = args;
	const before = (await listPublished(site, { survey })).find(({ id }) => id === round);
	if (before === undefined) return { kind: 'unknown-round' };
	const wave = PublishedResults.parse({ ...before, figures: { ...before.figures, ...entered(site, figures, actor) } });
	const were = Object.fromEntries(Object.entries(before.figures).filter(([measure]) => measure in figures));
	const doing = { action: 'published-figures.put-down', object: before.label, survey, before: were, after: figures };
	await putPublishedWave(onRecord(site, actor, doing), { wave });
	return { kind: 'saved' };
}

/** Takes one figure out of a round; `figure` is what `saveFigures` needs to put it back. */
export async function takeAwayFigure(
	site: Site,
	args: { survey: string; round: string; measure: string; actor: Actor },
): Promise<
	| {
			readonly kind: 'figure-taken-away';
			readonly round: PublishedResults;
			readonly measure: string;
			readonly figure: PublishedResult;
	  }
	| { readonly kind: 'unknown-figure' }
> {
	demand(site, 'manage', args.survey);
	const { survey, round, measure, actor } = args;
	const before = (await listPublished(site, { survey })).find(({ id }) => id === round);
	const figure = before?.figures[measure];
	if (before === undefined || figure === undefined) return { kind: 'unknown-figure' };
	const kept = Object.entries(before.figures).filter(([id]) => id !== measure);
	const doing = { action: 'published-figures.taken-away', object: before.label, survey, before: { [measure]: figure } };
	const wave = { ...before, figures: Object.fromEntries(kept) };
	await putPublishedWave(onRecord(site, actor, doing), { wave });
	return { kind: 'figure-taken-away', round: before, measure, figure };
}

/** Takes a round away with its figures; `round` is what `putBackRound` needs. */
export async function takeAwayRound(
	site: Site,
	{ survey, id, actor }: { survey: string; id: string; actor: Actor },
): Promise<
	{ readonly kind: 'round-taken-away'; readonly round: PublishedResults } | { readonly kind: 'unknown-round' }
> {
	demand(site, 'manage', survey);
	const was = (await listPublished(site, { survey })).find((one) => one.id === id);
	const doing = { action: 'published-round.taken-away', object: was?.label ?? '', survey, before: was };
	const round = await deletePublishedWave(onRecord(site, actor, doing), { survey, id });
	return round === undefined ? { kind: 'unknown-round' } : { kind: 'round-taken-away', round };
}

/** Puts a round back that was taken away, under its own id and under the name of who does: `round` is any value. */
export async function putBackRound(
	site: Site,
	{ survey, round, actor }: { survey: string; round: unknown; actor: Actor },
): Promise<{ readonly kind: 'put-back'; readonly id: string } | { readonly kind: 'already-there' | 'not-a-round' }> {
	demand(site, 'manage', survey);
	const parsed = PublishedResults.safeParse(round);
	if (!parsed.success || parsed.data.survey !== survey) return { kind: 'not-a-round' };
	const { data } = parsed;
	if ((await findLatestVersion(site.storage.reader, { survey })) === undefined) return { kind: 'not-a-round' };
	const there = await listPublished(site, { survey });
	if (there.some(({ id, label }) => id === data.id || label === data.label)) return { kind: 'already-there' };
	const wave = { ...data, figures: entered(site, data.figures, actor) };
	const doing = { action: 'published-round.put-back', object: data.label, survey, after: wave };
	const isStored = await putPublishedWave(onRecord(site, actor, doing), { wave });
	return isStored ? { kind: 'put-back', id: data.id } : { kind: 'already-there' };
}

/** Puts a figure back that was taken out of a round, under the name of who does: `figure` is any value. */
export async function putBackFigure(
	site: Site,
	args: { survey: string; round: string; measure: string; figure: unknown; actor: Actor },
): Promise<{ readonly kind: 'put-back'; readonly id: string } | { readonly kind: 'already-there' | 'not-a-figure' }> {
	demand(site, 'manage', args.survey);
	const { survey, round, measure, figure, actor } = args;
	const before = (await listPublished(site, { survey })).find(({ id }) => id === round);
	const parsed = PublishedResults.safeParse({ ...before, figures: { [measure]: figure } });
	if (before === undefined || !parsed.success) return { kind: 'not-a-figure' };
	if (before.figures[measure] !== undefined) return { kind: 'already-there' };
	await saveFigures(site, { survey, round, figures: parsed.data.figures, actor });
	return { kind: 'put-back', id: round };
}

function entered(
	site: Site,
	figures: Readonly<Record<string, FigureFacts>>,
	actor: Actor,
): PublishedResults['figures'] {
	const now = { by: actor.name, on: site.clock.today() };
	return Object.fromEntries(
		Object.entries(figures).map(([measure, { share, n, deft, rounding, source }]) => [
			measure,
			{ share, n, deft, rounding, source, entered: now },
		]),
	);
}

function factsOf({ label, opensOn, closesOn, modes, sampleType }: PublishedResults): RoundFacts {
	return { label, opensOn, closesOn, modes, sampleType };
}
