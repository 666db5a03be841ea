import type { PublishedResults } from '#core/fieldwork/index.ts';
import type { Measure } from '#core/instrument/index.ts';
import { plainText, say } from '#core/instrument/index.ts';
import { demand } from '../../accounts/demand.ts';
import type { Site } from '../../site.ts';
import { listWaves } from '../../storage/index.ts';
import { versionsOf } from '../analysis/loaded-waves.ts';
import { listPublished } from './published-rounds.ts';
import type { Known, Neighbour } from './typed-figure.ts';

/** What the pages of a survey's published figures show. */
export interface PublishedPage {
	readonly survey: string;
	readonly title: string;
	/** Those that are shares in a version of the survey, the newest version's first; others cannot have published figures. */
	readonly measures: readonly { readonly id: string; readonly label: string; readonly base: string }[];
	/** In the order of time. */
	readonly rounds: readonly PublishedResults[];
	/** Waves that are or were in the field here. */
	readonly waves: readonly { readonly id: string; readonly label: string }[];
}

/** The pages of a survey's published figures; undefined for a survey that is not there. */
export async function publishedPageOf(site: Site, args: { survey: string }): Promise<PublishedPage | undefined> {
	demand(site, 'see', args.survey);
	const versions = (await versionsOf(site, args.survey)).toReversed();
	const [newest] = versions;
	if (newest === undefined) return undefined;
	const words = (text: Measure['label']) => plainText(say(text, 'en'));
	const shares = new Map<string, Measure>();
	for (const measure of versions.flatMap(({ measures }) => measures)) {
		if (measure.statistic === 'share' && !shares.has(measure.id)) shares.set(measure.id, measure);
	}
	const dayOf = ({ opensOn, closesOn }: PublishedResults) => opensOn ?? closesOn ?? '';
	const waves = await listWaves(site.storage.reader, args);
	return {
		survey: newest.survey,
		title: words(newest.title),
		measures: [...shares.values()].map(({ id, label, base }) => ({ id, label: words(label), base: words(base) })),
		rounds: (await listPublished(site, args)).toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1)),
		waves: waves
			.filter(({ state }) => state !== 'planned' && state !== 'pilot')
			.map(({ id, label }) => ({ id, label })),
	};
}

/**
 * What a figure of the page may be of, and whose design factor it may have: a declared one, or that of a wave with answers,
 * but not its own.
 */
export function knownOn(
	{ measures, rounds, waves }: PublishedPage,
	own: { readonly round: string; readonly measure: string } | null = null,
): Known {
	const published = rounds.flatMap(({ id, figures }) =>
		Object.entries(figures).flatMap(([measure, { deft }]): Neighbour[] =>
			deft.kind === 'declared' && !(id === own?.round && measure === own.measure) ? [{ wave: id, measure }] : [],
		),
	);
	return {
		measures: measures.map(({ id }) => id),
		neighbours: [...published, ...waves.map(({ id }) => ({ wave: id, measure: null }))],
	};
}
