import { readSource } from '#core/fieldwork/index.ts';
import type { SourceProblem, Wave } from '#core/fieldwork/index.ts';
import { demand } from '../../../accounts/demand.ts';
import { onRecord, type Actor } from '../../../on-record.ts';
import type { Site } from '../../../site.ts';
import { deleteSource, findSource, insertSource, listSources, listWaves } from '../../../storage/index.ts';
import type { Source } from '../../../storage/index.ts';
import { fieldworkOf } from '../fieldwork-pages.ts';

export interface SourcesPage {
	readonly survey: string;
	readonly title: string;
	/** The wave that people would come to by a poster: the one that is open, else the newest of our own; null before any. */
	readonly wave: Wave | null;
	readonly sources: readonly (Source & { readonly link: string })[];
}

/** The places of a survey with their links; undefined for a survey that is not there. */
export async function sourcesPageOf(site: Site, args: { survey: string }): Promise<SourcesPage | undefined> {
	demand(site, 'field', args.survey);
	const fieldwork = await fieldworkOf(site, args);
	if (fieldwork === undefined) return undefined;
	const { survey, title } = fieldwork;
	const sources = (await listSources(site.storage.reader, args)).map((source) => ({
		...source,
		link: linkOf(site, source),
	}));
	return { survey, title, wave: (await waveOfLink(site, args)) ?? null, sources };
}

export type AddedSource =
	| { readonly kind: 'added'; readonly tag: string }
	| { readonly kind: 'unfit'; readonly problem: SourceProblem | { readonly field: 'tag'; readonly kind: 'taken' } }
	| { readonly kind: 'unknown-survey' };

/** Adds a place; without a tag it gets the one that its name suggests. */
export async function addSource(
	site: Site,
	args: { actor: Actor; survey: string; label: string; tag: string },
): Promise<AddedSource> {
	demand(site, 'field', args.survey);
	const { actor, survey } = args;
	if ((await fieldworkOf(site, args)) === undefined) return { kind: 'unknown-survey' };
	const read = readSource(args);
	if (read.kind === 'unfit') return read;
	const { tag, label } = read;
	const source = { survey, tag, label, by: actor.name, on: site.clock.today() };
	const doing = { action: 'source.added', object: `place ${tag}`, survey, after: { tag, label } };
	const added = await insertSource(onRecord(site, actor, doing), { source });
	return added ? { kind: 'added', tag } : { kind: 'unfit', problem: { field: 'tag', kind: 'taken' } };
}

/** Takes a place away: from then on its links count as without a place. False where it is not there. */
export async function removeSource(site: Site, args: { actor: Actor; survey: string; tag: string }): Promise<boolean> {
	demand(site, 'field', args.survey);
	const { actor, survey, tag } = args;
	const before = await findSource(site.storage.reader, args);
	if (before === undefined) return false;
	const doing = { action: 'source.removed', object: `place ${tag}`, survey, before: { tag, label: before.label } };
	return deleteSource(onRecord(site, actor, doing), { survey, tag });
}

/** The wave that a survey's open link leads to, or would. */
export async function waveOfLink(site: Site, args: { survey: string }): Promise<Wave | undefined> {
	const waves = await listWaves(site.storage.reader, args);
	const own = waves.filter(({ origin }) => origin === 'fielded');
	return own.find(({ state }) => state === 'open') ?? own.at(-1);
}

/** The link that a place's poster carries. */
export function linkOf({ env }: Pick<Site, 'env'>, { survey, tag }: Pick<Source, 'survey' | 'tag'>): string {
	return `${env.ORIGIN}/s/${survey}?from=${tag}`;
}
