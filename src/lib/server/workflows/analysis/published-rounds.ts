import type { PublishedResult, PublishedResults } from '#core/fieldwork/index.ts';
import type { Instrument, Measure } from '#core/instrument/index.ts';
import type { PublishedFigure, ReportedWave } from '#core/trends/index.ts';
import type { FollowedWave } from './comparable-waves.ts';
import type { LoadedWave } from './loaded-waves.ts';
import { isIndicative, middleOf } from './loaded-waves.ts';

/** A round of which only figures are known, as trends take it. */
export interface PublishedRound {
	readonly kind: 'published';
	readonly results: PublishedResults;
	/** By measure; those that are a share in a version of the survey. */
	readonly figures: ReadonlyMap<string, PublishedFigure>;
	/** Each measure as the version has it that the round counts as having asked. */
	readonly measures: ReadonlyMap<string, Measure>;
	/** The round to the comparability ledger: once for each version that it counts as having asked. */
	readonly compared: readonly FollowedWave[];
	readonly reported: ReportedWave;
}

/** A wave that was in the field here, with or without answers. */
interface OwnWave extends LoadedWave {
	readonly kind: 'own';
	readonly reported: ReportedWave;
}

/**
 * Own waves and published rounds in the order of time; rounds without a day come first, and own waves keep their order. Who
 * enters a figure vouches that it is the survey's measure. Of its versions it counts as having asked that of the first wave
 * after it that declares the measure, else of the last one before, else the newest of all; what was kept of a wave of our own
 * counts as having asked what that asked. Rounds without any such figure are left out.
 */
export function inOrderOfTime(
	waves: readonly OwnWave[],
	published: readonly PublishedResults[],
	versions: readonly Instrument[],
): (OwnWave | PublishedRound)[] {
	const dated = published
		.map((results) => ({ results, date: middleOf(results.opensOn, results.closesOn) ?? '' }))
		.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
	const isLater = ({ reported: { date } }: OwnWave, than: string) => date !== null && date > than;
	const line: (OwnWave | PublishedRound)[] = [];
	let next = 0;
	for (const { results, date } of dated) {
		const until = waves.findIndex((wave, k) => k >= next && isLater(wave, date));
		const end = until < 0 ? waves.length : until;
		line.push(...waves.slice(next, end));
		next = end;
		const [before, after] = [waves.slice(0, end).toReversed(), waves.slice(end)];
		const nearest = [...after, ...before].map(({ instrument }) => instrument);
		const round = roundOf(results, [...nearest, ...versions.toReversed()]);
		if (round.figures.size > 0) line.push(round);
	}
	return [...line, ...waves.slice(next)];
}

/** `versions` in the order in which they are looked into for a measure. */
function roundOf(results: PublishedResults, versions: readonly Instrument[]): PublishedRound {
	const figures = new Map<string, PublishedFigure>();
	const measures = new Map<string, Measure>();
	const asked = new Map<Instrument, Set<string>>();
	for (const [id, { share, n, deft, rounding, source, kept }] of Object.entries(results.figures)) {
		const version = versions.find((one) => isAsked(one, kept) && shareIn(one, id) !== undefined);
		const measure = version && shareIn(version, id);
		if (version === undefined || measure === undefined) continue;
		figures.set(id, { share, n, deft, rounding, source, smallestChange: measure.smallestChange });
		measures.set(id, measure);
		asked.set(version, (asked.get(version) ?? new Set()).add(id));
	}
	const { id, label, modes, sampleType, opensOn, closesOn } = results;
	return {
		...{ kind: 'published', results, figures, measures },
		compared: [...asked].map(([followed, only]) => ({
			wave: { id, label, modes, sampleType, origin: 'imported', instrumentVersion: followed.version },
			followed,
			only,
		})),
		reported: {
			...{ id, label, modes, sampleType, opensOn, closesOn, published: figures, origin: 'published', state: 'closed' },
			...{ number: null, instrumentVersion: null, completed: 0, weighting: null },
			date: middleOf(opensOn, closesOn),
			indicative: isIndicative(sampleType),
		},
	};
}

/** Of a wave of our own whose answers were deleted it is known what it asked. */
function isAsked({ version }: Instrument, kept: PublishedResult['kept']): boolean {
	return kept === undefined || kept.version === version;
}

function shareIn({ measures }: Instrument, id: string): Measure | undefined {
	return measures.find((measure) => measure.id === id && measure.statistic === 'share');
}
